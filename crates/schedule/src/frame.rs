//! Local dates laid over ticks.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::dates::Dates;
use crate::model::Hours;
use crate::offer::{LONGEST_BUFFER_MIN, LONGEST_MIN};
use crate::stretch::Stretch;
use crate::tick::{MINUTES, Tick};
use crate::wall::WallClock;
use crate::zone::Zone;

/// The longest buffer in ticks.
const BUFFER: i64 = LONGEST_BUFFER_MIN / MINUTES;
/// The longest service in ticks.
const LONGEST: i64 = LONGEST_MIN / MINUTES;
/// Dates after the last on which a service may still end: a day of 24 hours may begin on one of 23.
const AFTER: i64 = 2;

/// Some local dates in a zone, before anybody's hours are laid over them: the same for all who work there.
///
/// It reaches beyond its dates as far as a service that begins on them, and the buffers around it.
#[derive(Debug)]
pub struct Frame {
    dates: Dates,
    asked: Range<Tick>,
    stretch: Stretch,
    zone: Zone,
    clock: WallClock,
    /// The dates asked for and [`AFTER`] more.
    days: Box<[Day]>,
}

/// A local date: 288 ticks, fewer or more when clocks are set, none if the zone left it out.
#[derive(Clone, Debug)]
pub(crate) struct Day {
    pub date: Date,
    pub ticks: Range<Tick>,
}

impl Frame {
    /// The ticks of `dates` in `zone`.
    pub fn new(zone: &Zone, dates: Dates) -> Self {
        let clock = WallClock::around(zone.rules(), dates.first(), dates.last());
        let midnight = |place: i64| clock.begin(dates.first(), place * 1440);
        let asked = midnight(0)..midnight(dates.count());
        let stretch = Stretch::new(asked.start.plus(-BUFFER)..asked.end.plus(LONGEST + BUFFER));
        let date = |place: i64| dates.first().saturating_add(place.days());
        let day = |place| Day { date: date(place), ticks: midnight(place)..midnight(place + 1) };
        let days = (0..dates.count() + AFTER).map(day).collect();
        Self { dates, asked, stretch, zone: zone.clone(), clock, days }
    }

    /// The dates on which starts can be looked for.
    pub fn dates(&self) -> Dates {
        self.dates
    }

    /// The zone of its dates.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The ticks of `hours` on `date`, which is one of its dates or lies next to one.
    pub fn hours(&self, date: Date, hours: Hours) -> Range<Tick> {
        self.clock.begin(date, hours.start_min)..self.clock.end(date, hours.end_min)
    }

    /// The ticks that it covers.
    pub(crate) fn stretch(&self) -> Stretch {
        self.stretch
    }

    /// The ticks of the dates that were asked for.
    pub(crate) fn asked(&self) -> Range<Tick> {
        self.asked.clone()
    }

    /// The local dates, and [`AFTER`] more.
    pub(crate) fn days(&self) -> &[Day] {
        &self.days
    }

    pub(crate) fn clock(&self) -> &WallClock {
        &self.clock
    }

    /// The date of which `tick` is a part, if it is one of these.
    pub(crate) fn day_of(&self, tick: Tick) -> Option<Date> {
        self.days.iter().find(|day| day.ticks.contains(&tick)).map(|day| day.date)
    }

    /// The local date of `tick`; of what lies outside of the dates, the nearest.
    pub(crate) fn date_of(&self, tick: Tick) -> Date {
        let next = self.days.partition_point(|day| day.ticks.start <= tick);
        self.days.get(next.saturating_sub(1)).map_or(self.dates.first(), |day| day.date)
    }

    /// The first tick of the date that stands `place` dates after the first; without so many, the end of the stretch.
    pub(crate) fn begin_of(&self, place: i64) -> Tick {
        match self.days.get(usize::try_from(place).unwrap_or(0)) {
            Some(day) => day.ticks.start,
            None => self.stretch.ticks().end,
        }
    }
}
