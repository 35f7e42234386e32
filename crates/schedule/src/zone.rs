//! The time zone of a place.

use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A zone that the bundled zone data knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A name that the zone data does not know. Never taken for UTC: hours would silently stand at other times.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no time zone called {0:?}")]
pub struct UnknownZone(pub String);

impl Zone {
    /// The zone called `name` in the IANA data, in any case of letters.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        // "Factory" is what the data calls a machine that nobody has set up yet.
        let real = |zone: &TimeZone| !zone.is_unknown() && zone.iana_name().is_some_and(|name| name != "Factory");
        TimeZone::get(name).ok().filter(real).map(Self).ok_or_else(|| UnknownZone(name.to_owned()))
    }

    /// Its name as the zone data spells it.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The date that the clocks there show at `moment`.
    pub fn date(&self, moment: Timestamp) -> Date {
        self.0.to_datetime(moment).date()
    }

    /// The minutes since midnight that the clocks there show at `moment`.
    pub fn minutes(&self, moment: Timestamp) -> i64 {
        let time = self.0.to_datetime(moment).time();
        i64::from(time.hour()) * 60 + i64::from(time.minute())
    }

    /// How far its clocks stand before UTC's while no summer time shifts them, in seconds, as the law is at `moment`.
    pub fn standard_offset(&self, moment: Timestamp) -> i64 {
        let now = self.0.to_offset_info(moment);
        let winter = || self.0.following(moment).take(2).find(|change| !change.dst().is_dst());
        let offset = if now.dst().is_dst() { winter().map(|change| change.offset()) } else { None };
        i64::from(offset.unwrap_or(now.offset()).seconds())
    }

    pub(crate) fn rules(&self) -> &TimeZone {
        &self.0
    }
}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Zone").field(&self.name()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_zone_is_an_error_and_not_utc() {
        for name in
            ["", "Europe/Atlantis", "Etc/Unknown", "Factory", "EST5EDT4,M3.2.0,M11.1.0", "local", "../etc/passwd"]
        {
            assert_eq!(Zone::named(name), Err(UnknownZone(name.to_owned())));
        }
    }

    #[test]
    fn a_zone_keeps_the_name_of_the_data() {
        assert_eq!(Zone::named("europe/BERLIN").unwrap().name(), "Europe/Berlin");
        assert_eq!(Zone::named("UTC").unwrap().name(), "UTC");
    }

    #[test]
    fn no_offset_breaks_a_tick_and_since_2024_no_change_of_one_does() {
        let (since, until) = (moment("2000-01-01T00:00:00Z"), moment("2040-01-01T00:00:00Z"));
        for name in jiff::tz::db().available() {
            let zone = TimeZone::get(name.as_str()).unwrap();
            assert_eq!(zone.to_offset(since).seconds() % 300, 0, "{name}");
            for change in zone.following(since).take_while(|change| change.timestamp() < until) {
                assert_eq!(change.offset().seconds() % 300, 0, "{name}");
                // Casey's clocks were set at a minute past midnight for the last time in 2023, or thereabouts.
                let whole = change.timestamp().as_second() % 300 == 0;
                assert!(whole || change.timestamp() < moment("2024-01-01T00:00:00Z"), "{name} {}", change.timestamp());
            }
        }
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }
}
