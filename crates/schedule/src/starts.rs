//! At which ticks an offer can begin.

use std::ops::Range;

use jiff::Timestamp;

use crate::bits::Bits;
use crate::busy::Busy;
use crate::offer::Offer;
use crate::open::Open;
use crate::stretch::Stretch;
use crate::tick::{Span, Tick};

/// The ticks at which `offer` can begin, out of the dates of `open` and within `window`, asked at `now`.
///
/// The service itself must lie in hours that are `open`; the claim, which has the buffers too, only in what is not
/// `busy`: a buffer may run past closing, or into a break. The start lies on the offer's grid, in `window`, not before `now`
/// and the lead time after it (the very second counts), before the end of the horizon, and on a date that is not full.
///
/// Whatever is shown, found or booked is decided here and nowhere else.
pub fn starts(offer: Offer, open: &Open, busy: &Busy, window: Span, now: Timestamp) -> Starts {
    let mut bits = fitting(offer, open, busy);
    if offer.step() > 1 {
        bits.and(&open.on_grid(offer));
    }
    bits.keep(open.stretch().places(&in_time(offer, open, window.begun(), now)));
    Starts { stretch: open.stretch(), bits }
}

/// The places of the stretch from which `offer` fits between closing times and claims, on dates that are not full.
pub(crate) fn fitting(offer: Offer, open: &Open, busy: &Busy) -> Bits {
    let mut fits = open.bits().clone();
    fits.erode(offer.duration());
    let mut free = busy.free(open.stretch());
    free.erode(offer.claimed());
    fits.and_further_back(&free, offer.before());
    for day in open.frame().days().iter().filter(|day| offer.is_full(busy.booked(day.date))) {
        fits.clear(open.stretch().places(&day.ticks));
    }
    fits
}

/// The part of `window` that lies in the dates of `open`, neither too soon for `offer` nor too far off.
pub(crate) fn in_time(offer: Offer, open: &Open, window: Range<Tick>, now: Timestamp) -> Range<Tick> {
    in_time_on(offer, open, window, (now, open.dates().place(open.zone().date(now))))
}

/// The same for those who know how many dates after the first it is there at `now`.
pub(crate) fn in_time_on(
    offer: Offer,
    open: &Open,
    window: Range<Tick>,
    (now, today): (Timestamp, i64),
) -> Range<Tick> {
    let asked = open.asked();
    let from = asked.start.max(window.start).max(offer.soonest(now));
    from..asked.end.min(window.end).min(open.horizon(offer, today))
}

/// A set of starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Starts {
    pub(crate) stretch: Stretch,
    pub(crate) bits: Bits,
}

impl Starts {
    /// All of them, the earliest first.
    pub fn iter(&self) -> impl Iterator<Item = Tick> {
        self.bits.iter().map(|place| self.stretch.tick(place))
    }

    /// The earliest.
    pub fn first(&self) -> Option<Tick> {
        self.iter().next()
    }

    /// Leaves those that `other` has too, which must be of the same time.
    pub fn and(&mut self, other: &Self) {
        debug_assert_eq!(self.stretch, other.stretch);
        self.bits.and(&other.bits);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.bits.count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// Whether `tick` is one.
    pub fn has(&self, tick: Tick) -> bool {
        self.stretch.place(tick).is_some_and(|place| self.bits.has(place))
    }

    /// Whether `moment` is one, to the nanosecond.
    pub fn has_moment(&self, moment: Timestamp) -> bool {
        Tick::exact(moment).is_some_and(|tick| self.has(tick))
    }
}
