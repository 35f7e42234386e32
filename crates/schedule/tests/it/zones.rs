//! The law of time (cases 1 to 8): days on which clocks are set, and zones that are unlike others.

use frontdesk_schedule::{Change, Draft, Faults, Field, Schedule, Wrong, Zone};
use jiff::civil::{Date, date};

use crate::desk::{Desk, at, every, hours};

const BERLIN_SPRING: Date = date(2026, 3, 29);
const BERLIN_AUTUMN: Date = date(2026, 10, 25);

#[test]
fn a_time_in_the_gap_of_berlin_is_never_offered() {
    let desk = Desk::in_zone("Europe/Berlin").daily("00:00-24:00");
    let offered = desk.offered(BERLIN_SPRING);
    assert!(offered.iter().all(|time| !time.starts_with("02:")), "{offered:?}");
    assert_eq!(offered.len(), 46);
}

#[test]
fn an_hour_that_begins_before_the_gap_of_berlin_ends_two_hours_later_on_the_clock() {
    let desk = Desk::in_zone("Europe/Berlin").daily("00:00-06:00");
    assert!(desk.offered(BERLIN_SPRING).contains(&"01:30".to_owned()));
    assert_eq!(desk.end("2026-03-29T01:30+01:00"), "03:30+02:00");
}

#[test]
fn hours_in_the_gap_begin_and_end_with_the_time_after_it() {
    let opening = |text: &str| Desk::in_zone("Europe/Berlin").daily(text).offered(BERLIN_SPRING);
    assert_eq!(opening("02:15-05:00"), every(30, "03:00", "04:00"));
    assert_eq!(opening("00:00-02:45"), ["00:00", "00:30", "01:00"]);
    assert_eq!(opening("02:00-03:00"), [""; 0]);
}

#[test]
fn two_different_quarters_past_two_are_offered_in_the_fold_of_berlin() {
    let desk = Desk::in_zone("Europe/Berlin").daily("01:45-03:15").lasting(15).every(15);
    let all = [
        "01:45+02:00",
        "02:00+02:00",
        "02:15+02:00",
        "02:30+02:00",
        "02:45+02:00",
        "02:00+01:00",
        "02:15+01:00",
        "02:30+01:00",
        "02:45+01:00",
        "03:00+01:00",
    ];
    assert_eq!(desk.offered_with_offset(BERLIN_AUTUMN), all);

    let taken = desk.taken("2026-10-25T02:15+02:00", "2026-10-25T02:30+02:00").offered_with_offset(BERLIN_AUTUMN);
    assert!(!taken.contains(&"02:15+02:00".to_owned()) && taken.contains(&"02:15+01:00".to_owned()));
}

#[test]
fn hours_in_the_fold_begin_with_the_first_and_end_with_the_second() {
    let desk = Desk::in_zone("Europe/Berlin").daily("02:15-02:45").lasting(30);
    assert_eq!(desk.offered_with_offset(BERLIN_AUTUMN), ["02:30+02:00", "02:00+01:00"]);
    assert_eq!(desk.lasting(90).every(15).offered_with_offset(BERLIN_AUTUMN), ["02:15+02:00"]);
}

#[test]
fn who_closes_at_the_time_to_which_clocks_go_back_has_closed_when_it_comes_first() {
    let evening = Desk::in_zone("Europe/Berlin").daily("00:00-02:00").lasting(30);
    assert_eq!(evening.offered_with_offset(BERLIN_AUTUMN).last().unwrap(), "01:30+02:00");
    // In Havana clocks go from 01:00 back to midnight: Saturday ends once.
    let saturday = Desk::in_zone("America/Havana").weekly(5, "20:00-24:00").lasting(30);
    assert_eq!(saturday.offered(date(2026, 11, 1)), [""; 0]);
    assert_eq!(saturday.offered(date(2026, 10, 31)).len(), 8);
}

#[test]
fn a_day_without_midnight_begins_when_its_clock_does() {
    for (zone, day) in [("Africa/Cairo", date(2026, 4, 24)), ("Asia/Beirut", date(2026, 3, 29))] {
        let desk = Desk::in_zone(zone).daily("00:00-03:00");
        assert_eq!(desk.offered(day), every(30, "01:00", "02:00"), "{zone}");
        let all_day = Desk::in_zone(zone).daily("00:00-24:00").lasting(30);
        assert_eq!(all_day.offered(day).len(), 46, "{zone}");
        assert_eq!(all_day.at_most(1).booked(day, 1).offered(day), [""; 0], "{zone}");
    }
}

#[test]
fn a_day_that_ends_twice_is_25_hours_long() {
    let desk = Desk::in_zone("Asia/Beirut").daily("00:00-24:00").lasting(30);
    let offered = desk.offered_with_offset(date(2026, 10, 24));
    assert_eq!(offered.len(), 50);
    assert_eq!(offered[46..], ["23:00+03:00", "23:30+03:00", "23:00+02:00", "23:30+02:00"]);
}

#[test]
fn half_an_hour_is_lost_and_won_on_lord_howe() {
    let desk = Desk::in_zone("Australia/Lord_Howe").daily("01:00-03:30").lasting(30);
    assert_eq!(desk.offered(date(2026, 10, 4)), ["01:00", "01:30", "02:30", "03:00"]);
    let twice = ["01:00+11:00", "01:30+11:00", "01:30+10:30", "02:00+10:30", "02:30+10:30", "03:00+10:30"];
    assert_eq!(desk.offered_with_offset(date(2026, 4, 5)), twice);
}

#[test]
fn half_hours_in_kathmandu_are_half_hours_there() {
    let desk = Desk::in_zone("Asia/Kathmandu").daily("09:00-12:00");
    assert_eq!(desk.offered_with_offset(date(2026, 5, 4))[..2], ["09:00+05:45", "09:30+05:45"]);
    assert_eq!(desk.every(60).offered(date(2026, 5, 4)), ["09:00", "10:00", "11:00"]);
}

#[test]
fn days_are_as_long_as_the_law_makes_them() {
    let starts_of =
        |zone: &str, day: Date| Desk::in_zone(zone).daily("00:00-24:00").lasting(5).every(5).offered(day).len();
    assert_eq!(starts_of("Europe/Berlin", BERLIN_SPRING), 23 * 12);
    assert_eq!(starts_of("Europe/Berlin", BERLIN_AUTUMN), 25 * 12);
    assert_eq!(starts_of("Australia/Lord_Howe", date(2026, 10, 4)), 23 * 12 + 6);
    assert_eq!(starts_of("Antarctica/Troll", BERLIN_SPRING), 22 * 12);
    assert_eq!(starts_of("Asia/Almaty", date(2024, 2, 29)), 25 * 12);
    assert_eq!(starts_of("Pacific/Apia", date(2011, 12, 30)), 0);
}

#[test]
fn hours_follow_the_law_of_a_zone_and_moments_stay() {
    let nine = |zone: &str, day: Date| {
        let desk = Desk::in_zone(zone).daily("09:00-10:00");
        desk.starts(day, day).first().unwrap().moment()
    };
    assert_eq!(nine("Asia/Almaty", date(2024, 2, 28)), at("2024-02-28T03:00Z"));
    assert_eq!(nine("Asia/Almaty", date(2024, 3, 2)), at("2024-03-02T04:00Z"));
    assert_eq!(nine("Europe/Volgograd", date(2018, 10, 27)), at("2018-10-27T06:00Z"));
    assert_eq!(nine("Europe/Volgograd", date(2018, 10, 29)), at("2018-10-29T05:00Z"));
    assert_eq!(nine("Europe/Volgograd", date(2020, 12, 28)), at("2020-12-28T06:00Z"));
    // Since 2026b: British Columbia keeps its summer time.
    assert_eq!(nine("America/Vancouver", date(2026, 12, 1)), at("2026-12-01T16:00Z"));
}

#[test]
fn a_change_between_two_ticks_opens_no_tick_by_half() {
    // Casey went from 00:01 to 03:01.
    let day = date(2020, 10, 4);
    let desk = |text: &str| Desk::in_zone("Antarctica/Casey").daily(text).lasting(5).every(5);
    assert_eq!(desk("00:00-03:15").offered_with_offset(day), ["00:00+08:00", "03:05+11:00", "03:10+11:00"]);
    assert_eq!(desk("02:00-03:15").offered(day), ["03:05", "03:10"]);
    assert_eq!(desk("00:00-02:00").offered(day), [""; 0]);
}

#[test]
fn a_day_that_a_zone_leaves_out_is_passed_over() {
    let desk = Desk::in_zone("Pacific/Apia").daily("09:00-12:00");
    assert_eq!(desk.dates_offered(date(2011, 12, 28), date(2012, 1, 1)), [28, 29, 31, 1]);
    assert_eq!(
        desk.changed(date(2011, 12, 30), Change::Add(hours("09:00-10:00"))).offered(date(2011, 12, 30)),
        [""; 0]
    );
}

#[test]
fn a_schedule_in_an_unknown_zone_is_refused_and_not_read_as_utc() {
    let Err(Faults(faults)) = Schedule::new(Draft { zone: "Europe/Atlantis".to_owned(), ..Draft::default() }) else {
        panic!("accepted");
    };
    assert_eq!((faults[0].field, faults[0].wrong), (Field::Zone, Wrong::UnknownZone));
    assert!(Zone::named("").is_err());
}
