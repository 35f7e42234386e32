//! What is refused before anything is laid out.

use frontdesk_schedule::{
    Change, Cycle, Dates, DatesError, Draft, Faults, Field, Grid, Hours, Offer, Override, Place, Rule, RuleKind,
    Schedule, Terms, TimeOff, Wrong,
};
use jiff::civil::{Date, date};

use crate::desk::{Desk, MONDAY, at, hours, rule};

fn faults(draft: Draft) -> Vec<(Place, Field, Wrong)> {
    let Err(Faults(faults)) = Schedule::new(draft) else { return Vec::new() };
    faults.iter().map(|fault| (fault.place, fault.field, fault.wrong)).collect()
}

fn moscow() -> Draft {
    Draft { zone: "Europe/Moscow".to_owned(), ..Draft::default() }
}

fn lasting(start_min: i64, end_min: i64) -> Vec<(Field, Wrong)> {
    let rule = Rule { hours: Hours { start_min, end_min }, ..rule(RuleKind::Open, 7, 0, MONDAY, "09:00-18:00") };
    faults(Draft { rules: vec![rule], ..moscow() }).into_iter().map(|(_, field, wrong)| (field, wrong)).collect()
}

fn repeating(days: i64, day: i64, anchor: Date) -> Vec<(Field, Wrong)> {
    let rule = Rule { cycle: Cycle { days, day, anchor }, ..rule(RuleKind::Break, 7, 0, MONDAY, "09:00-18:00") };
    faults(Draft { rules: vec![rule], ..moscow() }).into_iter().map(|(_, field, wrong)| (field, wrong)).collect()
}

#[test]
fn hours_have_a_length_of_up_to_a_day_in_whole_ticks() {
    assert_eq!(lasting(0, 1440), []);
    assert_eq!(lasting(1435, 2875), []);
    assert_eq!(lasting(540, 540), [(Field::EndMin, Wrong::NotAfterStart)]);
    assert_eq!(lasting(540, 535), [(Field::EndMin, Wrong::NotAfterStart)]);
    assert_eq!(lasting(540, 1985), [(Field::EndMin, Wrong::LongerThanADay)]);
    assert_eq!(lasting(541, 600), [(Field::StartMin, Wrong::OffTick)]);
    assert_eq!(lasting(540, 601), [(Field::EndMin, Wrong::OffTick)]);
    assert_eq!(lasting(1440, 1500), [(Field::StartMin, Wrong::OutOfRange { min: 0, max: 1439 })]);
    assert_eq!(lasting(-5, 60), [(Field::StartMin, Wrong::OutOfRange { min: 0, max: 1439 })]);
    assert!(!lasting(i64::MIN, i64::MAX).is_empty() && !lasting(i64::MAX, i64::MIN).is_empty());
}

#[test]
fn cycles_have_one_to_28_days_and_weeks_begin_on_monday() {
    assert_eq!(repeating(28, 27, date(2026, 5, 5)), []);
    assert_eq!(repeating(1, 0, date(2026, 5, 5)), []);
    assert_eq!(repeating(7, 6, date(2026, 5, 4)), []);
    assert_eq!(repeating(7, 6, date(2026, 5, 5)), [(Field::CycleAnchor, Wrong::NotAMonday)]);
    assert_eq!(repeating(29, 0, MONDAY), [(Field::CycleDays, Wrong::OutOfRange { min: 1, max: 28 })]);
    assert_eq!(repeating(4, 4, MONDAY), [(Field::CycleDay, Wrong::OutOfRange { min: 0, max: 3 })]);
    assert_eq!(repeating(0, 0, MONDAY), [(Field::CycleDays, Wrong::OutOfRange { min: 1, max: 28 })]);
    assert_eq!(repeating(4, -1, MONDAY), [(Field::CycleDay, Wrong::OutOfRange { min: 0, max: 3 })]);
}

#[test]
fn all_that_is_wrong_with_a_schedule_is_told_at_once_and_where() {
    let reversed = Rule {
        valid_from: date(2026, 5, 2),
        valid_to: Some(date(2026, 5, 1)),
        ..rule(RuleKind::Open, 7, 0, MONDAY, "09:00-18:00")
    };
    let draft = Draft {
        zone: "Moscow".to_owned(),
        rules: vec![rule(RuleKind::Open, 7, 0, MONDAY, "09:00-18:00"), reversed],
        overrides: vec![Override { date: MONDAY, change: Change::Add(hours("10:00-09:00")) }],
        time_off: vec![TimeOff { starts_at: at("2026-05-01T00:00Z"), ends_at: at("2026-05-01T00:00Z") }],
        ..Draft::default()
    };
    let all = [
        (Place::Whole, Field::Zone, Wrong::UnknownZone),
        (Place::Rule(1), Field::ValidTo, Wrong::BeforeValidFrom),
        (Place::Override(0), Field::EndMin, Wrong::NotAfterStart),
        (Place::TimeOff(0), Field::EndsAt, Wrong::NotAfterStart),
    ];
    assert_eq!(faults(draft.clone()), all);
    let told = Schedule::new(draft).unwrap_err().to_string();
    assert!(told.starts_with("zone names no time zone; rules[1].valid_to is before the first day"), "{told}");
}

#[test]
fn terms_keep_to_their_limits() {
    let wrong = |change: fn(&mut Terms)| {
        let mut terms = Desk::in_zone("UTC").terms;
        change(&mut terms);
        Offer::new(terms).err().map(|Faults(faults)| faults.iter().map(|fault| fault.field).collect::<Vec<_>>())
    };
    assert_eq!(wrong(|_| ()), None);
    for minutes in [0, 7, -5, 1445, i64::MAX] {
        let terms = Terms { duration_min: minutes, ..Desk::in_zone("UTC").terms };
        assert!(Offer::new(terms).unwrap_err().0.iter().all(|fault| fault.field == Field::DurationMin), "{minutes}");
    }
    assert_eq!(wrong(|terms| terms.buffer_before_min = 245), Some(vec![Field::BufferBeforeMin]));
    assert_eq!(wrong(|terms| terms.buffer_after_min = -5), Some(vec![Field::BufferAfterMin]));
    assert_eq!(wrong(|terms| terms.lead_seconds = -1), Some(vec![Field::LeadSeconds]));
    assert_eq!(wrong(|terms| terms.horizon_days = 0), Some(vec![Field::HorizonDays]));
    assert_eq!(wrong(|terms| terms.grid = Grid { minutes: 25, ..terms.grid }), Some(vec![Field::GridMin]));
    let several = wrong(|terms| (terms.duration_min, terms.horizon_days) = (0, 367));
    assert_eq!(several, Some(vec![Field::DurationMin, Field::HorizonDays]));
}

#[test]
fn a_range_that_is_too_long_reversed_or_far_away_is_refused_and_not_walked() {
    let years = |first: i16, last: i16| Dates::new(date(first, 1, 1), date(last, 1, 1));
    assert_eq!(years(2026, 2027), Err(DatesError::TooMany));
    assert_eq!(years(2027, 2026), Err(DatesError::Reversed));
    assert_eq!(years(-9999, 9999), Err(DatesError::FarAway));
    assert_eq!(Dates::only(date(9999, 12, 31)), Err(DatesError::FarAway));
}

#[test]
fn the_first_and_the_last_known_date_can_be_laid_out() {
    for day in [Dates::EARLIEST, Dates::LATEST] {
        for zone in ["Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12"] {
            assert_eq!(Desk::in_zone(zone).daily("00:00-24:00").lasting(1440).offered(day).len(), 48, "{zone} {day}");
        }
    }
}
