//! Five minutes as a number.

use std::ops::Range;

use jiff::Timestamp;

/// Seconds of a tick.
pub(crate) const SECONDS: i64 = 300;
/// Minutes of a tick.
pub(crate) const MINUTES: i64 = 5;

/// A piece of five minutes, numbered from 1970-01-01T00:00Z; stands for its first moment too.
///
/// Every zone's offset since 1972 is a multiple of five minutes, so that ticks and wall clocks line up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(pub i64);

impl Tick {
    /// The tick in which `moment` lies.
    pub fn floor(moment: Timestamp) -> Self {
        // Before 1970 a timestamp counts a fraction back from its second.
        let second = moment.as_second() - i64::from(moment.subsec_nanosecond() < 0);
        Self(second.div_euclid(SECONDS))
    }

    /// The first tick that begins at `moment` or later.
    pub fn ceil(moment: Timestamp) -> Self {
        let second = moment.as_second() + i64::from(moment.subsec_nanosecond() > 0);
        Self(ceil(second))
    }

    /// The tick that begins at `moment`, to the nanosecond.
    pub fn exact(moment: Timestamp) -> Option<Self> {
        let floor = Self::floor(moment);
        (floor == Self::ceil(moment)).then_some(floor)
    }

    /// The moment at which this tick begins, or the nearest one that a timestamp can tell (years -9999 to 9999).
    pub fn moment(self) -> Timestamp {
        let nearest = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_second(self.0.saturating_mul(SECONDS)).unwrap_or(nearest)
    }

    /// The tick `ticks` later; earlier when negative.
    pub fn plus(self, ticks: i64) -> Self {
        Self(self.0.saturating_add(ticks))
    }
}

/// The number of the first tick that begins at `second` or later.
pub(crate) fn ceil(second: i64) -> i64 {
    second.div_euclid(SECONDS) + i64::from(second.rem_euclid(SECONDS) != 0)
}

/// A span of time from a moment to another, which is not part of it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    starts_at: Timestamp,
    ends_at: Timestamp,
}

/// A span that would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ends before it begins")]
pub struct Reversed;

impl Span {
    /// All the time that timestamps tell.
    pub const ALL: Self = Self { starts_at: Timestamp::MIN, ends_at: Timestamp::MAX };

    /// The span from `starts_at` until `ends_at`. It may be empty: then nothing starts in it, and it takes no time.
    pub fn new(starts_at: Timestamp, ends_at: Timestamp) -> Result<Self, Reversed> {
        if starts_at <= ends_at { Ok(Self { starts_at, ends_at }) } else { Err(Reversed) }
    }

    /// The span of `ticks`.
    pub fn of(ticks: &Range<Tick>) -> Self {
        let starts_at = ticks.start.moment();
        Self { starts_at, ends_at: ticks.end.moment().max(starts_at) }
    }

    /// When it begins.
    pub fn starts_at(self) -> Timestamp {
        self.starts_at
    }

    /// When it is over.
    pub fn ends_at(self) -> Timestamp {
        self.ends_at
    }

    /// The ticks that it touches, if only for a second.
    pub fn touched(self) -> Range<Tick> {
        let end = if self.starts_at == self.ends_at { Tick::floor(self.starts_at) } else { Tick::ceil(self.ends_at) };
        Tick::floor(self.starts_at)..end
    }

    /// The ticks that begin in it.
    pub fn begun(self) -> Range<Tick> {
        Tick::ceil(self.starts_at)..Tick::ceil(self.ends_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_lies_in_the_tick_that_began_last() {
        assert_eq!(Tick::floor(at("1970-01-01T00:04:59.999Z")), Tick(0));
        assert_eq!(Tick::floor(at("1970-01-01T00:05:00Z")), Tick(1));
        assert_eq!(Tick::floor(at("1969-12-31T23:59:59.999Z")), Tick(-1));
        assert_eq!(Tick::ceil(at("1970-01-01T00:00:00.000000001Z")), Tick(1));
        assert_eq!(Tick::ceil(at("1969-12-31T23:59:59.5Z")), Tick(0));
    }

    #[test]
    fn only_a_whole_tick_is_exact() {
        assert_eq!(Tick::exact(at("2026-03-29T01:05:00Z")).unwrap().moment(), at("2026-03-29T01:05:00Z"));
        assert_eq!(Tick::exact(at("2026-03-29T01:05:01Z")), None);
        assert_eq!(Tick::exact(at("2026-03-29T01:05:00.001Z")), None);
    }

    #[test]
    fn ticks_beyond_the_calendar_stay_at_its_ends() {
        assert_eq!(Tick(i64::MAX).moment(), Timestamp::MAX);
        assert_eq!(Tick(i64::MIN).moment(), Timestamp::MIN);
        assert_eq!(Tick::floor(Tick::ceil(Timestamp::MAX).moment()), Tick::floor(Timestamp::MAX));
    }

    #[test]
    fn a_span_touches_every_tick_of_which_it_has_a_second() {
        let span = Span::new(at("1970-01-01T00:04:59Z"), at("1970-01-01T00:10:01Z")).unwrap();
        assert_eq!(span.touched(), Tick(0)..Tick(3));
        assert_eq!(span.begun(), Tick(1)..Tick(3));
        let empty = Span::new(span.starts_at(), span.starts_at()).unwrap();
        assert!(empty.touched().is_empty() && empty.begun().is_empty());
        assert_eq!(Span::new(span.ends_at(), span.starts_at()), Err(Reversed));
    }
}
