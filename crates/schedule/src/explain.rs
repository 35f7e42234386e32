//! Why a moment is not offered.

use std::fmt;

use jiff::Timestamp;

use crate::busy::Busy;
use crate::offer::Offer;
use crate::open::{Open, Shut};
use crate::tick::Tick;

/// Why an offer cannot begin at a moment. They are asked in this order, and the first that holds is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing begins between two ticks.
    NotOnATick,
    /// It lies on none of the dates that were laid out.
    OtherDate,
    /// It is over.
    Past,
    /// It is too soon.
    LeadTime,
    /// It is too far off.
    Horizon,
    /// An override closes its date.
    OverrideClosed,
    /// Its date is a holiday.
    Holiday,
    /// It lies outside the hours.
    Closed,
    /// It, or what the offer takes, lies in time off.
    TimeOff,
    /// It, or what the offer takes, lies in a break.
    Break,
    /// It lies between two times of the offer's grid.
    OffGrid,
    /// The offer would run past closing.
    DoesNotFit,
    /// Something else is booked.
    Busy,
    /// A buffer before or after would run into what is booked.
    Buffer,
    /// Its date has as many bookings as it may have.
    Limit,
}

impl Reason {
    /// Its stable name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Reason::NotOnATick => "not_on_a_tick",
            Reason::OtherDate => "other_date",
            Reason::Past => "past",
            Reason::LeadTime => "lead_time",
            Reason::Horizon => "horizon",
            Reason::OverrideClosed => "override_closed",
            Reason::Holiday => "holiday",
            Reason::Closed => "closed",
            Reason::TimeOff => "time_off",
            Reason::Break => "break",
            Reason::OffGrid => "off_grid",
            Reason::DoesNotFit => "does_not_fit",
            Reason::Busy => "busy",
            Reason::Buffer => "buffer",
            Reason::Limit => "limit",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The first reason why `offer` cannot begin at `moment`, asked at `now`; `None` exactly when [`starts`](crate::starts)
/// has it in a window without bounds.
///
/// Decides tick by tick, where `starts` decides for all at once: a test holds the two together.
pub fn explain(offer: Offer, open: &Open, busy: &Busy, moment: Timestamp, now: Timestamp) -> Option<Reason> {
    let Some(start) = Tick::exact(moment) else { return Some(Reason::NotOnATick) };
    out_of_time(offer, open, start, now)
        .or_else(|| shut(open, start, start_reason))
        .or_else(|| (!open.is_on_grid(offer, start)).then_some(Reason::OffGrid))
        .or_else(|| ticks(start..offer.end(start)).find_map(|tick| shut(open, tick, |_, _| Reason::DoesNotFit)))
        .or_else(|| taken(offer, busy, start))
        .or_else(|| full(offer, open, busy, start))
}

fn out_of_time(offer: Offer, open: &Open, start: Tick, now: Timestamp) -> Option<Reason> {
    if !open.asked().contains(&start) {
        Some(Reason::OtherDate)
    } else if start < Tick::ceil(now) {
        Some(Reason::Past)
    } else if start < offer.soonest(now) {
        Some(Reason::LeadTime)
    } else {
        (open.horizon(offer, open.dates().place(open.zone().date(now))) <= start).then_some(Reason::Horizon)
    }
}

/// Why `tick` is not open: it was taken out of the hours, or they do not have it, for the reason that `beyond` tells.
fn shut(open: &Open, tick: Tick, beyond: impl Fn(&Open, Tick) -> Reason) -> Option<Reason> {
    if open.has(tick) {
        None
    } else if !open.has_hours(tick) {
        Some(beyond(open, tick))
    } else if open.is_off(tick) {
        Some(Reason::TimeOff)
    } else {
        Some(Reason::Break)
    }
}

/// Why the hours do not have `start`.
fn start_reason(open: &Open, start: Tick) -> Reason {
    match open.shut_at(start) {
        Some(Shut::Override) => Reason::OverrideClosed,
        Some(Shut::Holiday) => Reason::Holiday,
        None => Reason::Closed,
    }
}

fn taken(offer: Offer, busy: &Busy, start: Tick) -> Option<Reason> {
    if ticks(start..offer.end(start)).any(|tick| busy.has(tick)) {
        Some(Reason::Busy)
    } else {
        ticks(offer.claim(start)).any(|tick| busy.has(tick)).then_some(Reason::Buffer)
    }
}

fn full(offer: Offer, open: &Open, busy: &Busy, start: Tick) -> Option<Reason> {
    offer.is_full(busy.booked(open.frame().day_of(start)?)).then_some(Reason::Limit)
}

fn ticks(range: std::ops::Range<Tick>) -> impl Iterator<Item = Tick> {
    (range.start.0..range.end.0).map(Tick)
}
