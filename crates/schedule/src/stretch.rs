//! Where a set of bits lies in time.

use std::ops::Range;

use crate::tick::Tick;

/// A run of ticks, to which the bits of hours, claims and starts belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    from: Tick,
    len: usize,
}

impl Stretch {
    pub(crate) fn new(ticks: Range<Tick>) -> Self {
        Self { from: ticks.start, len: usize::try_from(ticks.end.0 - ticks.start.0).unwrap_or(0) }
    }

    /// Its ticks: what is claimed in them must be known before starts are looked for.
    pub fn ticks(self) -> Range<Tick> {
        self.from..self.from.plus(self.len as i64)
    }

    pub(crate) fn len(self) -> usize {
        self.len
    }

    pub(crate) fn tick(self, place: usize) -> Tick {
        self.from.plus(place as i64)
    }

    /// How far after its beginning `tick` lies; negative before it.
    pub(crate) fn offset(self, tick: Tick) -> i64 {
        tick.0.saturating_sub(self.from.0)
    }

    /// The place of `tick`, if it lies here.
    pub(crate) fn place(self, tick: Tick) -> Option<usize> {
        usize::try_from(self.offset(tick)).ok().filter(|place| *place < self.len)
    }

    /// The places of as many of `ticks` as lie here.
    pub(crate) fn places(self, ticks: &Range<Tick>) -> Range<usize> {
        let within = |tick: Tick| self.offset(tick).clamp(0, self.len as i64) as usize;
        within(ticks.start)..within(ticks.end)
    }
}
