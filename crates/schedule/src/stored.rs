//! Dates as they are stored.

use frontdesk_kit::clock::Timestamp;
use jiff::Span;
use jiff::civil::Date;

use crate::dates::epoch_day;

/// A local date: days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayNumber(pub i64);

frontdesk_kit::db_newtype!(DayNumber, i64);

impl From<Date> for DayNumber {
    fn from(date: Date) -> Self {
        Self(epoch_day(date))
    }
}

impl DayNumber {
    /// The date, or the nearest that there is (years -9999 to 9999).
    pub fn date(self) -> Date {
        let nearest = if self.0 < 0 { Date::MIN } else { Date::MAX };
        let since = Span::new().try_days(self.0).ok();
        since.and_then(|days| jiff::civil::date(1970, 1, 1).checked_add(days).ok()).unwrap_or(nearest)
    }

    /// The first date that is not over everywhere: where it is latest it is still yesterday.
    pub fn ahead(now: Timestamp) -> Self {
        Self(now.0.div_euclid(86_400) - 1)
    }

    /// The day so many days later; earlier when negative.
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back_as_they_were_stored() {
        for date in [jiff::civil::date(2026, 3, 29), jiff::civil::date(1969, 12, 31), Date::MIN, Date::MAX] {
            assert_eq!(DayNumber::from(date).date(), date);
        }
        assert_eq!((DayNumber(i64::MAX).date(), DayNumber(i64::MIN).date()), (Date::MAX, Date::MIN));
        assert_eq!(DayNumber(4).date().weekday(), jiff::civil::Weekday::Monday);
    }
}
