//! When specialists work.

use frontdesk_kit::clock::Timestamp;
use frontdesk_schedule::{Change, Cycle, Draft, Hours, Override, Rule, RuleKind, TimeOff};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

use super::dice::{Dice, Stream};
use super::holidays;
use super::model::Specialist;

/// Dates before and after the world's present on which something can be different.
pub const AROUND: i64 = 62;
/// A Monday before anybody was here; rules hold from then on.
const LONG_AGO: Date = date(2001, 1, 1);

/// The working hours of a specialist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub rules: Vec<Rule>,
    pub overrides: Vec<Override>,
    pub absences: Vec<(TimeOff, &'static str)>,
    pub works_on_holidays: bool,
}

impl Calendar {
    /// The calendar of `specialist` in a world whose present is the date `today`.
    pub fn of(seed: u64, specialist: &Specialist, today: Date) -> Self {
        let mut dice = Dice::new(seed, Stream::Hours, specialist.index);
        let day = hours(&mut dice);
        let mut rules = shifts(&mut dice, day);
        if dice.chance(600) && day.end_min - day.start_min >= 420 {
            let start_min = dice.pick(&[720, 750, 780, 810, 840]).max(day.start_min + 120);
            let lunch = Hours { start_min, end_min: start_min + dice.pick(&[30, 60]) };
            let pause = |rule: &Rule| Rule { kind: RuleKind::Break, hours: lunch, ..*rule };
            let pauses: Vec<Rule> = rules.iter().map(pause).collect();
            rules.extend(pauses);
        }
        Self {
            rules,
            overrides: overrides(&mut dice, day, today),
            absences: absences(&mut dice, specialist.city.time_zone, today),
            works_on_holidays: dice.chance(700),
        }
    }

    /// As a schedule that can be laid out.
    pub fn draft(&self, zone: &str, today: Date) -> Draft {
        Draft {
            zone: zone.to_owned(),
            rules: self.rules.clone(),
            overrides: self.overrides.clone(),
            time_off: self.absences.iter().map(|(time_off, _)| *time_off).collect(),
            holidays: holidays::around(today).map(|(date, _)| date).collect(),
            works_on_holidays: self.works_on_holidays,
        }
    }
}

/// One in fifty works past midnight.
fn hours(dice: &mut Dice) -> Hours {
    let (start_min, end_min) = match dice.below(100) {
        0..2 => (18 * 60, 26 * 60),
        2..40 => (10 * 60, 19 * 60),
        40..60 => (9 * 60, 18 * 60),
        60..75 => (10 * 60, 20 * 60),
        75..85 => (9 * 60 + 30, 18 * 60 + 30),
        85..93 => (9 * 60, 21 * 60),
        93..97 => (12 * 60, 20 * 60),
        _ => (10 * 60 + 5, 17 * 60 + 5),
    };
    Hours { start_min, end_min }
}

/// Five days and two off, two and two, three and three, or every day a little otherwise.
fn shifts(dice: &mut Dice, hours: Hours) -> Vec<Rule> {
    let rule = |days, day, anchor, hours| Rule {
        kind: RuleKind::Open,
        cycle: Cycle { days, day, anchor },
        hours,
        valid_from: LONG_AGO,
        valid_to: None,
    };
    let weekly = |day, hours| rule(7, day, LONG_AGO, hours);
    match dice.below(100) {
        0..45 => {
            // Sundays and one more day: Saturdays are when people have time.
            let free = dice.pick(&[0, 0, 1, 2, 5]);
            (0..6).filter(|day| *day != free).map(|day| weekly(day, hours)).collect()
        }
        share @ 45..88 => {
            let on = if share < 80 { 2 } else { 3 };
            let anchor = LONG_AGO.saturating_add((dice.below(2 * on as u64) as i64).days());
            (0..on).map(|day| rule(2 * on, day, anchor, hours)).collect()
        }
        _ => {
            let late = Hours { start_min: 14 * 60, end_min: 21 * 60 };
            let days: Vec<i64> = (0..7).filter(|_| dice.chance(700)).collect();
            let mut rules: Vec<Rule> =
                days.iter().map(|day| weekly(*day, if dice.chance(300) { late } else { hours })).collect();
            if rules.is_empty() {
                rules.push(weekly(5, hours));
            }
            rules
        }
    }
}

/// What is different on three of a hundred dates.
fn overrides(dice: &mut Dice, hours: Hours, today: Date) -> Vec<Override> {
    let mut found = Vec::new();
    for place in -AROUND..=AROUND {
        if !dice.chance(30) {
            continue;
        }
        let date = today.saturating_add(place.days());
        let change = match dice.below(100) {
            0..50 => Change::Closed,
            50..80 => Change::Replace(Hours { end_min: hours.start_min + 240, ..hours }),
            _ => Change::Add(Hours { start_min: 19 * 60, end_min: 21 * 60 }),
        };
        found.push(Override { date, change });
    }
    found
}

/// One or two holidays a year of one or two weeks, and a day at the doctor's now and then.
fn absences(dice: &mut Dice, zone: &str, today: Date) -> Vec<(TimeOff, &'static str)> {
    let mut found = Vec::new();
    if dice.chance(450) {
        let first = monday(today.saturating_add((dice.below(120) as i64 - 70).days()));
        let last = first.saturating_add(dice.pick(&[7, 7, 14]).days());
        found.extend(away(zone, (first, 0), (last, 0), "Отпуск"));
    }
    if dice.chance(200) {
        let date = today.saturating_add((dice.below(100) as i64 - 50).days());
        found.extend(away(zone, (date, 12), (date, 15), "К врачу"));
    }
    found
}

fn monday(date: Date) -> Date {
    date.tomorrow().and_then(|next| next.nth_weekday(-1, Weekday::Monday)).unwrap_or(date)
}

fn away(zone: &str, from: (Date, i8), to: (Date, i8), reason: &'static str) -> Option<(TimeOff, &'static str)> {
    let moment = |(date, hour): (Date, i8)| date.at(hour, 0, 0, 0).in_tz(zone).map(|wall| wall.timestamp());
    let (starts_at, ends_at) = (moment(from).ok()?, moment(to).ok()?);
    Some((TimeOff { starts_at, ends_at }, reason))
}

/// The date in `zone` at `at`.
pub fn today(zone: &str, at: Timestamp) -> Date {
    let moment: jiff::Timestamp = at.into();
    moment.in_tz(zone).map_or(LONG_AGO, |wall| wall.date())
}
