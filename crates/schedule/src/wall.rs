//! From wall time to ticks.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::dates::epoch_day;
use crate::tick::{SECONDS, Tick, ceil};

const DAY_SECONDS: i64 = 86_400;

/// A stretch of time in which the offset stays the same; moments and offset in seconds.
#[derive(Clone, Copy, Debug)]
struct Steady {
    from: i64,
    until: i64,
    offset: i64,
}

/// The wall clock of a zone around some dates: usually one steady stretch, two where summer time begins or ends.
#[derive(Clone, Debug)]
pub(crate) struct WallClock(Vec<Steady>);

impl WallClock {
    /// The wall clock of `zone`, true from two days before `first` to two days after `last`.
    pub fn around(zone: &TimeZone, first: Date, last: Date) -> Self {
        // No offset is longer than two days.
        let (from, until) = ((epoch_day(first) - 4) * DAY_SECONDS, (epoch_day(last) + 5) * DAY_SECONDS);
        let start = Tick(from / SECONDS).moment();
        let offset = i64::from(zone.to_offset(start).seconds());
        let mut all = vec![Steady { from: i64::MIN, until: i64::MAX, offset }];
        for change in zone.following(start).take_while(|change| change.timestamp().as_second() < until) {
            let (at, offset) = (change.timestamp().as_second(), i64::from(change.offset().seconds()));
            if let Some(before) = all.last_mut().filter(|before| before.offset != offset) {
                before.until = at;
                all.push(Steady { from: at, until: i64::MAX, offset });
            }
        }
        Self(all)
    }

    /// The first tick at which the clock shows `minute` of `date`, or a later time.
    ///
    /// A time that the clock skips comes when it skips; of a time that it shows twice, this is the first. Minutes past
    /// 1440 lie on the dates that follow.
    pub fn begin(&self, date: Date, minute: i64) -> Tick {
        let wall = seconds(date, minute);
        let reached = |steady: &&Steady| wall - steady.offset < steady.until;
        let begin = self.0.iter().find(reached).map_or(wall, |steady| steady.from.max(wall - steady.offset));
        Tick(ceil(begin))
    }

    /// The tick at which the clock has shown every time before `minute` of `date` for the last time.
    ///
    /// So of a time that it shows twice this is the second – but not of the very first that it repeats: who closes at
    /// two has closed when the clock first shows two, though it may go back to two an hour later.
    pub fn end(&self, date: Date, minute: i64) -> Tick {
        let wall = seconds(date, minute);
        let begun = |steady: &&Steady| wall - steady.offset > steady.from;
        let end = self.0.iter().rev().find(begun).map_or(wall, |steady| steady.until.min(wall - steady.offset));
        Tick(end.div_euclid(SECONDS))
    }

    /// The stretches in which the clock is not set, as ticks that begin in them, with the offset in ticks.
    pub fn steady(&self) -> impl Iterator<Item = (Range<Tick>, i64)> {
        let begun = |steady: &Steady| Tick(ceil(steady.from))..Tick(ceil(steady.until));
        self.0.iter().map(move |steady| (begun(steady), steady.offset.div_euclid(SECONDS)))
    }

    /// The minute of the hour that the clock shows at `tick`.
    pub fn minute_of_hour(&self, tick: Tick) -> i64 {
        let second = tick.0 * SECONDS;
        let offset = self.0.iter().rev().find(|steady| steady.from <= second).map_or(0, |steady| steady.offset);
        (second + offset).div_euclid(60).rem_euclid(60)
    }
}

fn seconds(date: Date, minute: i64) -> i64 {
    epoch_day(date) * DAY_SECONDS + minute * 60
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use jiff::tz::AmbiguousOffset;

    use super::*;

    /// What jiff says of `minute` of `date`: when it begins, and when it ends.
    fn by_jiff(zone: &TimeZone, date: Date, minute: i64) -> (Tick, Tick) {
        let wall = date.at(0, 0, 0, 0).saturating_add(minute.minutes());
        let ambiguous = zone.to_ambiguous_timestamp(wall);
        let (earlier, later) = (ambiguous.earlier().unwrap(), ambiguous.later().unwrap());
        let next_change = zone.following(earlier - 1.second()).next().map(|change| change.timestamp());
        let (begin, end) = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => (earlier, earlier),
            AmbiguousOffset::Gap { .. } => (next_change.unwrap(), next_change.unwrap()),
            AmbiguousOffset::Fold { .. } if next_change == Some(later) => (earlier, earlier),
            AmbiguousOffset::Fold { .. } => (earlier, later),
        };
        (Tick::exact(begin).unwrap(), Tick::exact(end).unwrap())
    }

    #[test]
    fn wall_times_are_found_where_jiff_finds_them() {
        let places = [
            ("Europe/Berlin", date(2026, 3, 28)),
            ("Europe/Berlin", date(2026, 10, 24)),
            ("Africa/Cairo", date(2026, 4, 23)),
            ("Asia/Beirut", date(2026, 10, 24)),
            ("Australia/Lord_Howe", date(2026, 4, 4)),
            ("Australia/Lord_Howe", date(2026, 10, 3)),
            ("America/Havana", date(2026, 10, 31)),
            ("Antarctica/Troll", date(2026, 10, 24)),
            ("Asia/Almaty", date(2024, 2, 29)),
            ("Pacific/Apia", date(2011, 12, 29)),
            ("Asia/Kathmandu", date(2026, 5, 4)),
        ];
        for (name, date) in places {
            let zone = TimeZone::get(name).unwrap();
            let clock = WallClock::around(&zone, date, date);
            for minute in (0..3 * 1440).step_by(5) {
                let found = (clock.begin(date, minute), clock.end(date, minute));
                assert_eq!(found, by_jiff(&zone, date, minute), "{name} {date} + {minute} min");
            }
        }
    }

    #[test]
    fn the_minute_of_the_hour_is_what_the_clock_shows() {
        for (name, date) in [("Asia/Kathmandu", date(2026, 5, 4)), ("Australia/Lord_Howe", date(2026, 4, 5))] {
            let zone = TimeZone::get(name).unwrap();
            let clock = WallClock::around(&zone, date, date);
            let start = clock.begin(date, 0);
            for tick in (0..300).map(|ticks| start.plus(ticks)) {
                let shown = zone.to_datetime(tick.moment());
                assert_eq!(clock.minute_of_hour(tick), i64::from(shown.minute()), "{name} {shown}");
            }
        }
    }
}
