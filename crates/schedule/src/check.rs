//! From what is given to what holds.

use jiff::civil::Weekday;

use crate::fault::{Fault, Faults, Field, Place, Wrong};
use crate::model::{Change, Cycle, Draft, Hours, Rule, Schedule, TimeOff};
use crate::tick::{MINUTES, Span};
use crate::zone::Zone;

/// Gathers what is wrong.
#[derive(Default)]
pub(crate) struct Faulty(Vec<Fault>);

impl Faulty {
    pub fn note(&mut self, place: Place, field: Field, wrong: Wrong) {
        self.0.push(Fault { place, field, wrong });
    }

    /// Notes `value` if it is not within the limits, both included.
    pub fn range(&mut self, place: Place, field: Field, value: i64, (min, max): (i64, i64)) {
        if value < min || max < value {
            self.note(place, field, Wrong::OutOfRange { min, max });
        }
    }

    /// The same for minutes, which must also be whole ticks.
    pub fn minutes(&mut self, place: Place, field: Field, value: i64, limits: (i64, i64)) {
        self.range(place, field, value, limits);
        if value % MINUTES != 0 {
            self.note(place, field, Wrong::OffTick);
        }
    }

    /// `Ok` if nothing was noted.
    pub fn check(self) -> Result<(), Faults> {
        if self.0.is_empty() { Ok(()) } else { Err(Faults(self.0)) }
    }
}

impl Schedule {
    /// The schedule that `draft` tells, or all that is wrong with it.
    ///
    /// A zone that nobody knows is an error, like anything that does not keep to what the model says: never UTC.
    pub fn new(draft: Draft) -> Result<Self, Faults> {
        let mut faulty = Faulty::default();
        let zone = Zone::named(&draft.zone).ok();
        if zone.is_none() {
            faulty.note(Place::Whole, Field::Zone, Wrong::UnknownZone);
        }
        draft.rules.iter().enumerate().for_each(|(place, rule)| check_rule(&mut faulty, Place::Rule(place), rule));
        for (place, other) in draft.overrides.iter().enumerate() {
            match other.change {
                Change::Closed => {}
                Change::Replace(hours) | Change::Add(hours) => check_hours(&mut faulty, Place::Override(place), hours),
            }
        }
        let time_off = draft.time_off.iter().enumerate();
        let time_off =
            time_off.filter_map(|(place, off)| check_time_off(&mut faulty, Place::TimeOff(place), *off)).collect();
        let Some(zone) = zone.filter(|_| faulty.0.is_empty()) else { return Err(Faults(faulty.0)) };

        let (mut overrides, mut holidays) = (draft.overrides, draft.holidays);
        overrides.sort_by_key(|other| other.date);
        holidays.sort_unstable();
        if draft.works_on_holidays {
            holidays.clear();
        }
        Ok(Self { zone, rules: draft.rules, overrides, time_off, holidays })
    }
}

fn check_rule(faulty: &mut Faulty, place: Place, rule: &Rule) {
    let Cycle { days, day, anchor } = rule.cycle;
    faulty.range(place, Field::CycleDays, days, (1, 28));
    faulty.range(place, Field::CycleDay, day, (0, days.clamp(1, 28) - 1));
    if days == 7 && anchor.weekday() != Weekday::Monday {
        faulty.note(place, Field::CycleAnchor, Wrong::NotAMonday);
    }
    check_hours(faulty, place, rule.hours);
    if rule.valid_to.is_some_and(|last| last < rule.valid_from) {
        faulty.note(place, Field::ValidTo, Wrong::BeforeValidFrom);
    }
}

fn check_hours(faulty: &mut Faulty, place: Place, Hours { start_min, end_min }: Hours) {
    faulty.minutes(place, Field::StartMin, start_min, (0, 1439));
    if end_min % MINUTES != 0 {
        faulty.note(place, Field::EndMin, Wrong::OffTick);
    }
    if end_min <= start_min {
        faulty.note(place, Field::EndMin, Wrong::NotAfterStart);
    } else if end_min.saturating_sub(start_min) > 1440 {
        faulty.note(place, Field::EndMin, Wrong::LongerThanADay);
    }
}

fn check_time_off(faulty: &mut Faulty, place: Place, off: TimeOff) -> Option<Span> {
    let span = Span::new(off.starts_at, off.ends_at).ok().filter(|_| off.starts_at < off.ends_at);
    if span.is_none() {
        faulty.note(place, Field::EndsAt, Wrong::NotAfterStart);
    }
    span
}
