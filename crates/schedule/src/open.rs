//! Working hours laid out over the ticks of some local dates.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bits::Bits;
use crate::dates::Dates;
use crate::model::{Change, Hours, RuleKind, Schedule};
use crate::offer::{GridMode, LONGEST_BUFFER_MIN, LONGEST_MIN, Offer};
use crate::stretch::Stretch;
use crate::tick::{MINUTES, Span, Tick};
use crate::wall::WallClock;
use crate::zone::Zone;

/// The longest buffer in ticks.
const BUFFER: i64 = LONGEST_BUFFER_MIN / MINUTES;
/// The longest service in ticks.
const LONGEST: i64 = LONGEST_MIN / MINUTES;
/// Dates after the last on which a service may still end: a day of 24 hours may begin on one of 23.
const AFTER: i64 = 2;

/// What a schedule opens on some local dates. Depends on the schedule and the zone data alone, so it can be kept.
///
/// It reaches beyond its dates as far as a service that begins on them, and the buffers around it.
#[derive(Clone, Debug)]
pub struct Open {
    dates: Dates,
    asked: Range<Tick>,
    stretch: Stretch,
    zone: Zone,
    clock: WallClock,
    /// The dates asked for and [`AFTER`] more.
    days: Vec<Day>,
    open: Bits,
    /// The hours of each date before breaks and time off, what touches or overlaps joined.
    openings: Vec<Range<Tick>>,
    time_off: Vec<Range<Tick>>,
}

/// A local date: 288 ticks, fewer or more when clocks are set, none if the zone left it out.
#[derive(Clone, Debug)]
pub(crate) struct Day {
    pub date: Date,
    pub ticks: Range<Tick>,
    pub shut: Shut,
}

/// Why the rules do not count on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    No,
    Holiday,
    Override,
}

/// What the dates say, before it is put together.
#[derive(Default)]
struct Laid {
    ruled: Vec<Range<Tick>>,
    breaks: Vec<Range<Tick>>,
    changed: Vec<Range<Tick>>,
    openings: Vec<Range<Tick>>,
}

impl Open {
    /// Lays `schedule` out over `dates`.
    ///
    /// Wall times become ticks in the schedule's zone. Hours begin with a time that clocks skip when they skip it, and
    /// of a time that they show twice with the first; they end with the second. Breaks interrupt what rules open; hours
    /// that an override brings stand above both, time off above everything.
    pub fn lay_out(schedule: &Schedule, dates: Dates) -> Self {
        let clock = WallClock::around(schedule.zone.rules(), dates.first(), dates.last());
        let midnight = |place: i64| clock.begin(dates.first(), place * 1440);
        let asked = midnight(0)..midnight(dates.count());
        let stretch = Stretch::new(asked.start.plus(-BUFFER)..asked.end.plus(LONGEST + BUFFER));

        let mut laid = Laid::default();
        let mut days = Vec::with_capacity((dates.count() + AFTER) as usize);
        // The hours of the day before may run into the first.
        for place in -1..dates.count() + AFTER {
            let date = dates.first().saturating_add(place.days());
            let shut = laid.add(schedule, &clock, date);
            if place >= 0 {
                days.push(Day { date, ticks: midnight(place)..midnight(place + 1), shut });
            }
        }
        let time_off = schedule.time_off.iter().map(|span| span.touched());
        let time_off: Vec<_> = time_off.filter(|ticks| !stretch.places(ticks).is_empty()).collect();

        let mut open = Bits::none(stretch.len());
        laid.ruled.iter().for_each(|ticks| open.fill(stretch.places(ticks)));
        laid.breaks.iter().for_each(|ticks| open.clear(stretch.places(ticks)));
        laid.changed.iter().for_each(|ticks| open.fill(stretch.places(ticks)));
        time_off.iter().for_each(|ticks| open.clear(stretch.places(ticks)));
        Self {
            dates,
            asked,
            stretch,
            zone: schedule.zone.clone(),
            clock,
            days,
            open,
            openings: laid.openings,
            time_off,
        }
    }

    /// The dates on which starts can be looked for.
    pub fn dates(&self) -> Dates {
        self.dates
    }

    /// The ticks that must be known to be taken or free before starts are looked for.
    pub fn stretch(&self) -> Stretch {
        self.stretch
    }

    /// The zone of its dates.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// From the first moment of the first date to the last of the last.
    pub fn whole(&self) -> Span {
        Span::of(&self.asked)
    }

    /// Whether work is done at `tick`. What lies beyond the stretch is closed.
    pub fn has(&self, tick: Tick) -> bool {
        self.stretch.place(tick).is_some_and(|place| self.open.has(place))
    }

    /// The ticks of `hours` on `date`, which is one of its dates or lies next to one.
    pub fn hours(&self, date: Date, hours: Hours) -> Range<Tick> {
        self.clock.begin(date, hours.start_min)..self.clock.end(date, hours.end_min)
    }

    /// The ticks of the dates that were asked for.
    pub(crate) fn asked(&self) -> Range<Tick> {
        self.asked.clone()
    }

    /// The local dates, and [`AFTER`] more.
    pub(crate) fn days(&self) -> &[Day] {
        &self.days
    }

    pub(crate) fn bits(&self) -> &Bits {
        &self.open
    }

    /// Whether some hours, before breaks and time off, have `tick`.
    pub(crate) fn has_hours(&self, tick: Tick) -> bool {
        self.openings.iter().any(|hours| hours.contains(&tick))
    }

    /// Whether time off takes `tick`.
    pub(crate) fn is_off(&self, tick: Tick) -> bool {
        self.time_off.iter().any(|off| off.contains(&tick))
    }

    /// The local date of `tick`; of what lies outside of the dates, the nearest.
    pub(crate) fn date_of(&self, tick: Tick) -> Date {
        let next = self.days.partition_point(|day| day.ticks.start <= tick);
        self.days.get(next.saturating_sub(1)).map_or(self.dates.first(), |day| day.date)
    }

    /// The end of the horizon of `offer` on the date `today`, as far as it lies in the dates: the first tick that is too far off.
    pub(crate) fn horizon(&self, offer: Offer, today: Date) -> Tick {
        let ahead = self.dates.place(today) + offer.terms().horizon_days;
        match self.days.get(usize::try_from(ahead).unwrap_or(0)) {
            Some(day) => day.ticks.start,
            None => self.stretch.ticks().end,
        }
    }

    /// The places of the stretch that lie on the grid of `offer`; those that are not open may be missing.
    pub(crate) fn on_grid(&self, offer: Offer) -> Bits {
        let (mut grid, stretch, step) = (Bits::none(self.stretch.len()), self.stretch, offer.step());
        let place = |tick: Tick| stretch.offset(tick).rem_euclid(step as i64) as usize;
        match offer.terms().grid.mode {
            GridMode::Clock => {
                for (ticks, offset) in self.clock.steady() {
                    // Local midnights lie at multiples of a day in local ticks, and a day is a multiple of every step.
                    grid.stripe(stretch.places(&ticks), step, place(Tick(-offset)));
                }
            }
            GridMode::FromOpening => {
                for hours in &self.openings {
                    grid.stripe(stretch.places(hours), step, place(hours.start));
                }
            }
        }
        grid
    }

    /// The same for one tick.
    pub(crate) fn is_on_grid(&self, offer: Offer, tick: Tick) -> bool {
        let grid = offer.terms().grid;
        match grid.mode {
            GridMode::Clock => self.clock.minute_of_hour(tick) % grid.minutes == 0,
            GridMode::FromOpening => {
                let hours = self.openings.iter().filter(|hours| hours.contains(&tick));
                hours.into_iter().any(|hours| (tick.0 - hours.start.0) * MINUTES % grid.minutes == 0)
            }
        }
    }
}

impl Laid {
    /// Adds what begins on `date`.
    fn add(&mut self, schedule: &Schedule, clock: &WallClock, date: Date) -> Shut {
        let ticks = |hours: Hours| clock.begin(date, hours.start_min)..clock.end(date, hours.end_min);
        let others = schedule.overrides_of(date);
        let closed = others.iter().any(|other| other.change == Change::Closed);
        let replaced = others.iter().any(|other| matches!(other.change, Change::Replace(_)));
        let holiday = schedule.is_holiday(date);

        let mut openings = Vec::new();
        for rule in schedule.rules.iter().filter(|rule| rule.falls_on(date)) {
            match rule.kind {
                RuleKind::Open if closed || replaced || holiday => {}
                RuleKind::Open => openings.push(ticks(rule.hours)),
                // On a closed date too: the day before may run into it.
                RuleKind::Break if replaced => {}
                RuleKind::Break => self.breaks.push(ticks(rule.hours)),
            }
        }
        self.ruled.extend_from_slice(&openings);
        for other in others.iter().filter(|_| !closed) {
            if let Change::Replace(hours) | Change::Add(hours) = other.change {
                openings.push(ticks(hours));
                self.changed.push(ticks(hours));
            }
        }
        self.openings.extend(joined(openings));
        match (closed, holiday && !replaced) {
            (true, _) => Shut::Override,
            (false, true) => Shut::Holiday,
            (false, false) => Shut::No,
        }
    }
}

/// `all` in order, what touches or overlaps made one. Hours that lie in a skipped time are gone.
fn joined(mut all: Vec<Range<Tick>>) -> Vec<Range<Tick>> {
    all.retain(|ticks| !ticks.is_empty());
    all.sort_by_key(|ticks| ticks.start);
    all.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    all
}
