//! Hours, breaks and exceptions (cases 9 to 18).

use frontdesk_schedule::{Change, Rule, RuleKind};
use jiff::civil::{Date, date};

use crate::desk::{Desk, MONDAY, every, hours, rule};

/// A Monday.
const DAY: Date = date(2026, 5, 4);
const NOTHING: [&str; 0] = [];

fn desk() -> Desk {
    Desk::in_zone("Europe/Moscow")
}

#[test]
fn hours_past_midnight_belong_to_the_day_on_which_they_begin() {
    let monday_night = desk().weekly(0, "20:00-27:00");
    assert_eq!(monday_night.offered(DAY), every(30, "20:00", "23:30"));
    assert_eq!(monday_night.offered(date(2026, 5, 5)), every(30, "00:00", "02:00"));
    assert_eq!(monday_night.offered(date(2026, 5, 6)), NOTHING);
}

#[test]
fn a_service_may_cross_midnight_and_is_offered_once() {
    let night = desk().daily("20:00-27:00");
    assert_eq!(night.offered(DAY).iter().filter(|time| *time == "23:30").count(), 1);
    let both = night.starts(DAY, date(2026, 5, 5));
    assert_eq!(both.count(), night.starts(DAY, DAY).count() * 2);
}

#[test]
fn the_longest_service_may_cross_midnight_from_the_last_tick_of_a_day() {
    let round_the_clock = desk().daily("00:00-24:00").lasting(1440).every(5).buffers(240, 240);
    assert_eq!(round_the_clock.offered(DAY).last().unwrap(), "23:55");
    assert_eq!(round_the_clock.offered(DAY).len(), 288);
    let on_a_short_day = Desk::in_zone("Europe/Berlin").daily("00:00-24:00").lasting(1440).every(5).buffers(240, 240);
    assert_eq!(on_a_short_day.offered(date(2026, 3, 28)).len(), 288);
}

#[test]
fn hours_until_eleven_and_until_midnight_end_there() {
    assert_eq!(desk().daily("21:00-23:00").offered(DAY), every(30, "21:00", "22:00"));
    assert_eq!(desk().daily("22:00-24:00").offered(DAY), every(30, "22:00", "23:00"));
    assert_eq!(desk().daily("23:30-24:00").offered(DAY), NOTHING);
}

#[test]
fn hours_shorter_than_the_service_offer_nothing() {
    assert_eq!(desk().daily("09:00-09:55").offered(DAY), NOTHING);
    assert_eq!(desk().daily("09:00-10:00").offered(DAY), ["09:00"]);
}

#[test]
fn hours_that_overlap_or_touch_are_one() {
    assert_eq!(desk().daily("09:00-11:00").daily("10:00-12:00").offered(DAY), every(30, "09:00", "11:00"));
    assert_eq!(desk().daily("09:00-10:30").daily("10:30-12:00").offered(DAY), every(30, "09:00", "11:00"));
    assert_eq!(desk().daily("09:00-12:00").daily("10:00-11:00").offered(DAY), every(30, "09:00", "11:00"));
}

#[test]
fn a_break_may_touch_the_edges_of_the_hours_or_be_wider() {
    let open = || desk().daily("09:00-12:00").lasting(30);
    assert_eq!(open().pausing("09:00-10:00").offered(DAY), every(30, "10:00", "11:30"));
    assert_eq!(open().pausing("11:00-12:00").offered(DAY), every(30, "09:00", "10:30"));
    assert_eq!(open().pausing("08:00-10:00").offered(DAY), every(30, "10:00", "11:30"));
    assert_eq!(open().pausing("08:00-13:00").offered(DAY), NOTHING);
    assert_eq!(open().pausing("12:00-13:00").offered(DAY), every(30, "09:00", "11:30"));
}

#[test]
fn a_service_does_not_run_into_a_break() {
    assert_eq!(desk().daily("09:00-12:00").pausing("10:15-10:30").offered(DAY), ["09:00", "10:30", "11:00"]);
}

#[test]
fn a_break_after_midnight_interrupts_the_hours_of_the_evening_before() {
    let night = desk().weekly(0, "20:00-27:00").rule(rule(RuleKind::Break, 7, 1, MONDAY, "00:00-01:00"));
    assert_eq!(night.offered(date(2026, 5, 5)), every(30, "01:00", "02:00"));
    assert_eq!(night.offered(DAY).last().unwrap(), "23:00");
    // Tuesday is closed, Monday's night shift still has its pause.
    assert_eq!(night.changed(date(2026, 5, 5), Change::Closed).offered(date(2026, 5, 5)), every(30, "01:00", "02:00"));
}

#[test]
fn other_hours_take_the_place_of_a_days_rules_and_breaks() {
    let usual = desk().daily("09:00-18:00").pausing("13:00-14:00");
    let other = usual.changed(DAY, Change::Replace(hours("12:00-15:00")));
    assert_eq!(other.offered(DAY), every(30, "12:00", "14:00"));
    assert_eq!(other.offered(date(2026, 5, 5)).len(), 7 + 7);
}

#[test]
fn hours_replaced_on_a_day_of_a_cycle_leave_the_cycle_alone() {
    let cycle = (0..2).fold(desk(), |desk, day| desk.rule(rule(RuleKind::Open, 4, day, DAY, "09:00-10:00")));
    let changed = cycle.clone().changed(date(2026, 5, 8), Change::Replace(hours("15:00-16:00")));
    assert_eq!(changed.dates_offered(DAY, date(2026, 5, 13)), cycle.dates_offered(DAY, date(2026, 5, 13)));
    assert_eq!(changed.offered(date(2026, 5, 8)), ["15:00"]);
    // On a day on which the cycle does not fall it opens.
    assert_eq!(
        cycle.changed(date(2026, 5, 7), Change::Replace(hours("15:00-16:00"))).offered(date(2026, 5, 7)),
        ["15:00"]
    );
}

#[test]
fn closed_beats_whatever_else_is_said_about_a_day() {
    let changes = [Change::Add(hours("09:00-12:00")), Change::Closed, Change::Replace(hours("09:00-12:00"))];
    let closed = changes.into_iter().fold(desk().daily("09:00-18:00"), |desk, change| desk.changed(DAY, change));
    assert_eq!(closed.offered(DAY), NOTHING);
    assert_eq!(closed.reason("2026-05-04T09:00+03:00"), Some("override_closed"));
}

#[test]
fn a_closed_day_leaves_the_night_before_alone_and_ends_its_own() {
    let nights = desk().daily("20:00-26:00").changed(DAY, Change::Closed);
    assert_eq!(nights.offered(DAY), ["00:00", "00:30", "01:00"]);
    assert_eq!(nights.offered(date(2026, 5, 5)), every(30, "20:00", "23:30"));
}

#[test]
fn hours_are_added_also_in_a_break() {
    let usual = desk().daily("09:00-15:00").pausing("12:00-14:00").lasting(30);
    assert_eq!(usual.changed(DAY, Change::Add(hours("12:30-13:30"))).offered(DAY).len(), 6 + 2 + 2);
    let evening = desk().daily("09:00-10:00").changed(DAY, Change::Add(hours("19:00-20:00")));
    assert_eq!(evening.offered(DAY), ["09:00", "19:00"]);
}

#[test]
fn two_days_on_and_two_off_go_on_over_the_end_of_the_year() {
    let anchor = date(2026, 12, 28);
    let cycle = (0..2).fold(desk(), |desk, day| desk.rule(rule(RuleKind::Open, 4, day, anchor, "09:00-10:00")));
    assert_eq!(cycle.dates_offered(date(2026, 12, 26), date(2027, 1, 10)), [28, 29, 1, 2, 5, 6, 9, 10]);
}

#[test]
fn two_days_on_and_two_off_go_on_over_a_change_of_clocks() {
    let anchor = date(2026, 4, 1);
    let berlin = Desk::in_zone("Europe/Berlin");
    let cycle = (0..2).fold(berlin, |desk, day| desk.rule(rule(RuleKind::Open, 4, day, anchor, "09:00-10:00")));
    assert_eq!(cycle.dates_offered(date(2026, 3, 24), date(2026, 4, 2)), [24, 25, 28, 29, 1, 2]);
}

#[test]
fn a_rule_is_valid_from_its_first_day_to_its_last() {
    let until = Rule { valid_to: Some(date(2026, 5, 15)), ..rule(RuleKind::Open, 1, 0, MONDAY, "09:00-10:00") };
    let from = Rule { valid_from: date(2026, 5, 16), ..rule(RuleKind::Open, 1, 0, MONDAY, "15:00-16:00") };
    let desk = desk().rule(until).rule(from);
    assert_eq!(desk.offered(date(2026, 5, 15)), ["09:00"]);
    assert_eq!(desk.offered(date(2026, 5, 16)), ["15:00"]);
    assert_eq!(desk.starts(date(2026, 5, 1), date(2026, 5, 31)).count(), 31);
}

#[test]
fn the_last_night_of_a_rule_goes_on_past_midnight() {
    let until = Rule { valid_to: Some(DAY), ..rule(RuleKind::Open, 1, 0, MONDAY, "22:00-26:00") };
    assert_eq!(desk().rule(until).offered(date(2026, 5, 5)), ["00:00", "00:30", "01:00"]);
}

#[test]
fn time_off_is_taken_from_everything_to_the_second() {
    let away = desk().daily("09:00-12:00").off("2026-05-04T10:00+03:00", "2026-05-04T10:30+03:00");
    assert_eq!(away.offered(DAY), ["09:00", "10:30", "11:00"]);
    let a_second_more = desk().daily("09:00-12:00").off("2026-05-04T09:59:59+03:00", "2026-05-04T10:30:01+03:00");
    assert_eq!(a_second_more.offered(DAY), ["11:00"]);
    let replaced = away.changed(DAY, Change::Replace(hours("09:00-11:00")));
    assert_eq!(replaced.offered(DAY), ["09:00"]);
}

#[test]
fn holidays_close_unless_one_works_on_them_or_says_otherwise() {
    let usual = desk().daily("09:00-11:00").lasting(60).every(60).holiday(DAY);
    assert_eq!(usual.offered(DAY), NOTHING);
    assert_eq!(usual.reason("2026-05-04T09:00+03:00"), Some("holiday"));
    assert_eq!(usual.clone().changed(DAY, Change::Add(hours("15:00-16:00"))).offered(DAY), ["15:00"]);
    assert_eq!(usual.clone().changed(DAY, Change::Replace(hours("10:00-11:00"))).offered(DAY), ["10:00"]);
    let mut works = usual;
    works.draft.works_on_holidays = true;
    assert_eq!(works.offered(DAY), ["09:00", "10:00"]);
}
