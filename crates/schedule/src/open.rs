//! Working hours laid out over the ticks of some local dates.

use std::ops::Range;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bits::Bits;
use crate::dates::Dates;
use crate::frame::Frame;
use crate::model::{Change, Hours, RuleKind, Schedule};
use crate::offer::{GridMode, Offer};
use crate::stretch::Stretch;
use crate::tick::{MINUTES, Span, Tick};
use crate::wall::WallClock;
use crate::zone::Zone;

/// What a schedule opens on some local dates. Depends on the schedule and the zone data alone, so it can be kept.
#[derive(Clone, Debug)]
pub struct Open {
    frame: Arc<Frame>,
    open: Bits,
    /// The hours of each date before breaks and time off, what touches or overlaps joined.
    openings: Box<[Range<Tick>]>,
    time_off: Box<[Range<Tick>]>,
    /// The dates on which the rules do not count.
    shut: Box<[(Date, Shut)]>,
}

/// Why the rules do not count on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
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
    pub fn lay_out(schedule: &Schedule, dates: Dates) -> Self {
        Self::over(schedule, &Arc::new(Frame::new(&schedule.zone, dates)))
    }

    /// Lays `schedule` out over the dates of `frame`, which is of its zone.
    ///
    /// Wall times become ticks in the schedule's zone. Hours begin with a time that clocks skip when they skip it, and
    /// of a time that they show twice with the first; they end with the second. Breaks interrupt what rules open; hours
    /// that an override brings stand above both, time off above everything.
    pub fn over(schedule: &Schedule, frame: &Arc<Frame>) -> Self {
        debug_assert_eq!(schedule.zone.name(), frame.zone().name());
        let stretch = frame.stretch();
        let mut laid = Laid::default();
        // The hours of the day before may run into the first.
        laid.add(schedule, frame.clock(), frame.dates().first().saturating_sub(1.day()));
        let mut shut = Vec::new();
        for day in frame.days() {
            shut.extend(laid.add(schedule, frame.clock(), day.date).map(|why| (day.date, why)));
        }
        let time_off = schedule.time_off.iter().map(|span| span.touched());
        let time_off: Box<[_]> = time_off.filter(|ticks| !stretch.places(ticks).is_empty()).collect();

        let mut open = Bits::none(stretch.len());
        laid.ruled.iter().for_each(|ticks| open.fill(stretch.places(ticks)));
        laid.breaks.iter().for_each(|ticks| open.clear(stretch.places(ticks)));
        laid.changed.iter().for_each(|ticks| open.fill(stretch.places(ticks)));
        time_off.iter().for_each(|ticks| open.clear(stretch.places(ticks)));
        Self { frame: frame.clone(), open, openings: laid.openings.into(), time_off, shut: shut.into() }
    }

    /// The dates over which it is laid.
    pub fn frame(&self) -> &Arc<Frame> {
        &self.frame
    }

    /// The dates on which starts can be looked for.
    pub fn dates(&self) -> Dates {
        self.frame.dates()
    }

    /// The ticks that must be known to be taken or free before starts are looked for.
    pub fn stretch(&self) -> Stretch {
        self.frame.stretch()
    }

    /// The zone of its dates.
    pub fn zone(&self) -> &Zone {
        self.frame.zone()
    }

    /// From the first moment of the first date to the last of the last.
    pub fn whole(&self) -> Span {
        Span::of(&self.frame.asked())
    }

    /// Whether work is done at `tick`. What lies beyond the stretch is closed.
    pub fn has(&self, tick: Tick) -> bool {
        self.stretch().place(tick).is_some_and(|place| self.open.has(place))
    }

    /// The ticks of the dates that were asked for.
    pub(crate) fn asked(&self) -> Range<Tick> {
        self.frame.asked()
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

    /// Why the rules do not count at `tick`, if they do not.
    pub(crate) fn shut_at(&self, tick: Tick) -> Option<Shut> {
        let date = self.frame.day_of(tick)?;
        self.shut.iter().find(|(other, _)| *other == date).map(|(_, why)| *why)
    }

    /// The end of the horizon of `offer` on the date that stands `today` dates after the first, as far as it lies in the
    /// dates: the first tick that is too far off.
    pub(crate) fn horizon(&self, offer: Offer, today: i64) -> Tick {
        self.frame.begin_of(today + offer.terms().horizon_days)
    }

    /// The places of the stretch that lie on the grid of `offer`; those that are not open may be missing.
    pub(crate) fn on_grid(&self, offer: Offer) -> Bits {
        let (stretch, step) = (self.stretch(), offer.step());
        let mut grid = Bits::none(stretch.len());
        let place = |tick: Tick| stretch.offset(tick).rem_euclid(step as i64) as usize;
        match offer.terms().grid.mode {
            GridMode::Clock => {
                for (ticks, offset) in self.frame.clock().steady() {
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
            GridMode::Clock => self.frame.clock().minute_of_hour(tick) % grid.minutes == 0,
            GridMode::FromOpening => {
                let hours = self.openings.iter().filter(|hours| hours.contains(&tick));
                hours.into_iter().any(|hours| (tick.0 - hours.start.0) * MINUTES % grid.minutes == 0)
            }
        }
    }
}

impl Laid {
    /// Adds what begins on `date`; why the rules do not count on it, if they do not.
    fn add(&mut self, schedule: &Schedule, clock: &WallClock, date: Date) -> Option<Shut> {
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
            (true, _) => Some(Shut::Override),
            (false, true) => Some(Shut::Holiday),
            (false, false) => None,
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
