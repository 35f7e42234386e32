//! A run of local dates.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A number of local dates in a row, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dates {
    first: Date,
    last: Date,
}

/// Why two dates are no run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatesError {
    #[error("the last date lies before the first")]
    Reversed,
    #[error("at most {} days can be asked for at once", Dates::MOST)]
    TooMany,
    #[error("only dates from {} to {} are known", Dates::EARLIEST, Dates::LATEST)]
    FarAway,
}

impl Dates {
    /// How many dates a run may have: two months of any length.
    pub const MOST: i64 = 62;
    /// The earliest date that is laid out.
    pub const EARLIEST: Date = date(2000, 1, 1);
    /// The latest date that is laid out; beyond, nobody knows what the zones' law will be.
    pub const LATEST: Date = date(2199, 12, 31);

    /// The dates from `first` to `last`, at most [`Self::MOST`].
    pub fn new(first: Date, last: Date) -> Result<Self, DatesError> {
        if last < first {
            Err(DatesError::Reversed)
        } else if first < Self::EARLIEST || Self::LATEST < last {
            Err(DatesError::FarAway)
        } else if epoch_day(last) - epoch_day(first) >= Self::MOST {
            Err(DatesError::TooMany)
        } else {
            Ok(Self { first, last })
        }
    }

    /// This one date.
    pub fn only(date: Date) -> Result<Self, DatesError> {
        Self::new(date, date)
    }

    /// The first date.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last date, included.
    pub fn last(self) -> Date {
        self.last
    }

    /// How many there are.
    pub fn count(self) -> i64 {
        epoch_day(self.last) - epoch_day(self.first) + 1
    }

    /// All of them in order.
    pub fn iter(self) -> impl Iterator<Item = Date> {
        self.first.series(1.day()).take_while(move |date| *date <= self.last)
    }

    /// How many dates after the first `date` stands; negative before it.
    pub(crate) fn place(self, date: Date) -> i64 {
        epoch_day(date) - epoch_day(self.first)
    }
}

/// The number of `date`, counted from 1970-01-01.
pub(crate) fn epoch_day(date: Date) -> i64 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    date.duration_since(EPOCH).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_neither_reversed_nor_endless_nor_far_away() {
        assert_eq!(Dates::new(date(2026, 3, 2), date(2026, 3, 1)), Err(DatesError::Reversed));
        assert_eq!(Dates::new(date(2026, 7, 1), date(2026, 8, 31)).unwrap().count(), 62);
        assert_eq!(Dates::new(date(2026, 7, 1), date(2026, 9, 1)), Err(DatesError::TooMany));
        assert_eq!(Dates::only(date(9999, 12, 31)), Err(DatesError::FarAway));
        assert_eq!(Dates::new(date(26, 3, 1), date(2026, 3, 1)), Err(DatesError::FarAway));
        assert_eq!(Dates::only(Dates::LATEST).unwrap().iter().collect::<Vec<_>>(), [Dates::LATEST]);
    }

    #[test]
    fn dates_are_counted_from_1970() {
        assert_eq!(epoch_day(date(1970, 1, 1)), 0);
        assert_eq!(epoch_day(date(1969, 12, 31)), -1);
        assert_eq!(epoch_day(date(2000, 3, 1)), 11_017);
    }
}
