//! What is taken already.

use std::ops::Range;

use jiff::civil::Date;

use crate::bits::Bits;
use crate::day::{Anchor, DayBits, WORD};
use crate::open::Open;
use crate::stretch::Stretch;
use crate::tick::{Span, Tick};

/// The claims on one resource, and how many bookings its dates have.
///
/// A claim holds a booking and the buffers around it, so between two bookings lie the buffer after the one *and* the
/// buffer before the other.
#[derive(Clone, Debug)]
pub struct Busy {
    stretch: Stretch,
    taken: Bits,
    booked: Vec<(Date, u32)>,
}

impl Busy {
    /// Nothing is taken in the time to which `open` belongs.
    pub fn nothing(open: &Open) -> Self {
        Self::over(open.stretch())
    }

    /// Nothing is taken of `ticks`: for what is asked about in the time of many.
    pub fn nothing_of(ticks: Range<Tick>) -> Self {
        Self::over(Stretch::new(ticks))
    }

    fn over(stretch: Stretch) -> Self {
        Self { stretch, taken: Bits::none(stretch.len()), booked: Vec::new() }
    }

    /// Takes `ticks`: a claim.
    pub fn take(&mut self, ticks: Range<Tick>) {
        self.taken.fill(self.stretch.places(&ticks));
    }

    /// Takes every tick that `span` touches: an entry of somebody else's calendar.
    pub fn take_span(&mut self, span: Span) {
        self.take(span.touched());
    }

    /// Takes what is stored of service day `day`.
    pub fn take_day(&mut self, anchor: Anchor, day: i64, claimed: DayBits) {
        let start = self.stretch.offset(anchor.first(day));
        for (place, word) in claimed.words().into_iter().enumerate() {
            self.taken.put(start.saturating_add((place * WORD) as i64), word as u64);
        }
    }

    /// Gives `ticks` back: the own claim of a booking that is to be moved.
    pub fn give_back(&mut self, ticks: Range<Tick>) {
        self.taken.clear(self.stretch.places(&ticks));
    }

    /// Counts `bookings` more that begin on `date`.
    pub fn count(&mut self, date: Date, bookings: u32) {
        match self.booked.iter_mut().find(|(other, _)| *other == date) {
            Some((_, counted)) => *counted = counted.saturating_add(bookings),
            None => self.booked.push((date, bookings)),
        }
    }

    /// How many bookings begin on `date`.
    pub fn booked(&self, date: Date) -> u32 {
        self.booked.iter().find(|(other, _)| *other == date).map_or(0, |(_, bookings)| *bookings)
    }

    /// Whether `tick` is taken. What lies beyond the time that is known counts as taken.
    pub fn has(&self, tick: Tick) -> bool {
        self.stretch.place(tick).is_none_or(|place| self.taken.has(place))
    }

    /// The time that is known.
    pub(crate) fn stretch(&self) -> Stretch {
        self.stretch
    }

    pub(crate) fn taken(&self) -> &Bits {
        &self.taken
    }

    /// What is free of `stretch`.
    pub(crate) fn free(&self, stretch: Stretch) -> Bits {
        if stretch == self.stretch {
            return self.taken.not();
        }
        // Claims that were gathered for other dates: rare, and nothing to be fast about.
        let mut free = Bits::none(stretch.len());
        for place in (0..stretch.len()).filter(|place| !self.has(stretch.tick(*place))) {
            free.fill(place..place + 1);
        }
        free
    }
}
