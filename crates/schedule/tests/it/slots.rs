//! What is offered in open hours (cases 19 to 28).

use frontdesk_schedule::{Anchor, Busy, DayBits, Span, Tick, starts};
use jiff::civil::{Date, date};

use crate::desk::{Desk, at, every};

/// A Monday.
const DAY: Date = date(2026, 5, 4);
const NOTHING: [&str; 0] = [];

fn desk() -> Desk {
    Desk::in_zone("Europe/Moscow").daily("09:00-12:00")
}

#[test]
fn buffers_may_lie_outside_the_hours() {
    assert_eq!(desk().buffers(30, 30).offered(DAY), every(30, "09:00", "11:00"));
    assert_eq!(desk().pausing("10:00-11:00").buffers(60, 60).offered(DAY), ["09:00", "11:00"]);
}

#[test]
fn a_buffer_after_the_last_day_is_looked_at_too() {
    let late = Desk::in_zone("Europe/Moscow").daily("20:00-24:00").buffers(0, 240);
    assert_eq!(late.offered(DAY).last().unwrap(), "23:00");
    assert_eq!(late.taken("2026-05-05T03:55+03:00", "2026-05-05T04:00+03:00").offered(DAY).last().unwrap(), "22:30");
}

#[test]
fn a_buffer_before_the_first_day_is_looked_at_too() {
    let early = Desk::in_zone("Europe/Moscow").daily("00:00-04:00").buffers(240, 0);
    assert_eq!(early.offered(DAY)[0], "00:00");
    assert_eq!(early.taken("2026-05-03T20:00+03:00", "2026-05-03T20:05+03:00").offered(DAY)[0], "00:30");
}

#[test]
fn the_buffers_of_two_neighbours_add_up() {
    // A booking from 10:00 to 10:30 that keeps 10 minutes after it.
    let booked = desk().lasting(30).every(5).taken("2026-05-04T10:00+03:00", "2026-05-04T10:40+03:00");
    assert!(booked.offered(DAY).contains(&"10:40".to_owned()));
    let with_own = booked.buffers(15, 0).offered(DAY);
    assert!(!with_own.contains(&"10:50".to_owned()) && with_own.contains(&"10:55".to_owned()));
}

#[test]
fn buffers_differ_by_service_on_both_sides() {
    let claimed =
        |desk: Desk| desk.taken("2026-05-04T10:00+03:00", "2026-05-04T11:00+03:00").lasting(30).every(5).offered(DAY);
    let (short, long) = (claimed(desk().buffers(0, 5)), claimed(desk().buffers(20, 15)));
    assert_eq!(short, [every(5, "09:00", "09:25"), every(5, "11:00", "11:30")].concat());
    assert_eq!(long, [every(5, "09:00", "09:15"), every(5, "11:20", "11:30")].concat());
}

#[test]
fn the_lead_time_is_elapsed_time_also_when_clocks_are_set() {
    let berlin = |now: &str| Desk::in_zone("Europe/Berlin").daily("00:00-06:00").every(60).lead(3 * 3600).now(now);
    // Three hours after 00:00 it is 04:00.
    assert_eq!(berlin("2026-03-29T00:00+01:00").offered(date(2026, 3, 29)), ["04:00", "05:00"]);
    assert_eq!(berlin("2026-10-25T00:00+02:00").offered_with_offset(date(2026, 10, 25))[0], "02:00+01:00");
}

#[test]
fn the_very_second_of_the_lead_time_counts() {
    let lead = |now: &str| desk().lead(3600).now(now).offered(DAY)[0].clone();
    assert_eq!(lead("2026-05-04T08:30:00+03:00"), "09:30");
    assert_eq!(lead("2026-05-04T08:30:01+03:00"), "10:00");
    assert_eq!(desk().lead(3599).now("2026-05-04T08:30:01+03:00").offered(DAY)[0], "09:30");
}

#[test]
fn the_horizon_counts_local_days_and_ends_before_the_last() {
    let days = |now: &str| desk().horizon(3).now(now).dates_offered(date(2026, 5, 1), date(2026, 5, 31));
    assert_eq!(days("2026-05-04T00:00:00+03:00"), [4, 5, 6]);
    assert_eq!(days("2026-05-04T08:59:59+03:00"), [4, 5, 6]);
    // After closing today is used up, and gives nothing away.
    assert_eq!(days("2026-05-04T23:59:59+03:00"), [5, 6]);
    assert_eq!(days("2026-05-05T00:00:00+03:00"), [5, 6, 7]);
}

#[test]
fn the_horizon_ends_at_a_midnight_that_does_not_exist() {
    let cairo = Desk::in_zone("Africa/Cairo").daily("00:00-24:00").horizon(2).now("2026-04-22T12:00Z");
    assert_eq!(cairo.dates_offered(date(2026, 4, 20), date(2026, 4, 26)), [22, 23]);
    let next = cairo.horizon(3).dates_offered(date(2026, 4, 20), date(2026, 4, 26));
    assert_eq!(next, [22, 23, 24]);
}

#[test]
fn a_grid_by_the_clock_and_one_by_the_opening_differ() {
    let five_past = |desk: Desk| desk.daily("09:05-11:30").offered(DAY);
    let moscow = || Desk::in_zone("Europe/Moscow");
    assert_eq!(five_past(moscow()), every(30, "09:30", "10:30"));
    assert_eq!(five_past(moscow().on_openings()), every(30, "09:05", "10:05"));
}

#[test]
fn hours_that_touch_or_overlap_begin_one_grid() {
    let grid = |one: &str, other: &str| {
        Desk::in_zone("Europe/Moscow").daily(one).daily(other).lasting(30).on_openings().offered(DAY)
    };
    assert_eq!(grid("09:05-10:15", "10:15-11:05"), every(30, "09:05", "10:35"));
    assert_eq!(grid("09:05-10:15", "09:50-11:05"), every(30, "09:05", "10:35"));
    assert_eq!(grid("09:05-10:15", "10:20-11:20"), [every(30, "09:05", "09:35"), every(30, "10:20", "10:50")].concat());
}

#[test]
fn a_break_does_not_begin_the_grid_of_an_opening_anew() {
    let desk = Desk::in_zone("Europe/Moscow").daily("09:05-12:00").pausing("10:00-10:20").lasting(30).on_openings();
    assert_eq!(desk.offered(DAY), ["09:05", "10:35", "11:05"]);
    assert_eq!(desk.off("2026-05-04T10:40+03:00", "2026-05-04T10:41+03:00").offered(DAY), ["09:05", "11:05"]);
}

#[test]
fn the_grid_of_an_opening_is_the_same_whatever_dates_are_asked_for() {
    let around_the_clock = Desk::in_zone("Europe/Moscow").daily("09:05-33:05").on_openings().every(60);
    let month = around_the_clock.starts(date(2026, 5, 1), date(2026, 5, 31));
    let days: usize = (1..=31).map(|day| around_the_clock.starts(date(2026, 5, day), date(2026, 5, day)).count()).sum();
    assert_eq!(month.count(), days);
    assert_eq!(around_the_clock.offered(DAY), every(60, "00:05", "23:05"));
}

#[test]
fn a_service_need_not_be_a_multiple_of_the_grid() {
    assert_eq!(desk().lasting(50).offered(DAY), every(30, "09:00", "11:00"));
    assert_eq!(desk().lasting(65).offered(DAY), every(30, "09:00", "10:30"));
}

#[test]
fn what_has_begun_is_not_offered_and_this_second_is() {
    assert_eq!(desk().now("2026-05-04T10:00:00+03:00").offered(DAY)[0], "10:00");
    assert_eq!(desk().now("2026-05-04T10:00:01+03:00").offered(DAY)[0], "10:30");
    assert_eq!(desk().now("2026-05-04T12:00+03:00").offered(DAY), NOTHING);
    assert_eq!(desk().now("2026-05-04T10:10+03:00").reason("2026-05-04T10:00+03:00"), Some("past"));
}

#[test]
fn an_empty_window_offers_nothing_and_its_end_is_not_part_of_it() {
    let within = |from: &str, to: &str| {
        let starts = desk().starts_in(DAY, DAY, Span::new(at(from), at(to)).unwrap());
        desk().shown(&starts, "%H:%M")
    };
    assert_eq!(within("2026-05-04T09:30+03:00", "2026-05-04T09:30+03:00"), NOTHING);
    assert_eq!(within("2026-05-04T09:30+03:00", "2026-05-04T10:30+03:00"), ["09:30", "10:00"]);
    assert_eq!(within("2026-05-04T09:30:01+03:00", "2026-05-04T10:30:01+03:00"), ["10:00", "10:30"]);
    assert!(Span::new(at("2026-05-04T09:31Z"), at("2026-05-04T09:30Z")).is_err());
}

#[test]
fn a_specialists_own_duration_moves_the_end() {
    assert_eq!(desk().end("2026-05-04T09:00+03:00"), "10:00+03:00");
    assert_eq!(desk().lasting(75).end("2026-05-04T09:00+03:00"), "10:15+03:00");
    assert_eq!(desk().lasting(75).offered(DAY).last().unwrap(), "10:30");
}

#[test]
fn bookings_may_touch() {
    let between = desk().taken("2026-05-04T09:00+03:00", "2026-05-04T10:00+03:00");
    assert_eq!(between.taken("2026-05-04T11:00+03:00", "2026-05-04T12:00+03:00").offered(DAY), ["10:00"]);
}

#[test]
fn a_full_date_takes_no_more_and_its_neighbours_do() {
    let desk = desk().at_most(2).booked(DAY, 1);
    assert_eq!(desk.offered(DAY).len(), 5);
    let full = desk.booked(DAY, 1);
    assert_eq!(full.dates_offered(date(2026, 5, 3), date(2026, 5, 5)), [3, 5]);
    assert_eq!(full.at_most(0).dates_offered(date(2026, 5, 3), date(2026, 5, 5)), [0; 0]);
}

#[test]
fn claims_are_read_from_stored_days_and_given_back() {
    let desk = desk();
    let (open, offer) = (desk.open(DAY, DAY), desk.offer());
    let (anchor, nine) = (Anchor(36), Tick::exact(at("2026-05-04T09:00+03:00")).unwrap());
    let mut busy = Busy::nothing(&open);
    for (day, claimed) in anchor.split(offer.claim(nine)) {
        busy.take_day(anchor, day, DayBits::from_words(claimed.words()).unwrap());
    }
    let offered = |busy: &Busy| starts(offer, &open, busy, Span::ALL, at("2026-05-01T00:00Z"));
    assert_eq!(desk.shown(&offered(&busy), "%H:%M"), every(30, "10:00", "11:00"));
    busy.give_back(offer.claim(nine));
    assert_eq!(desk.shown(&offered(&busy), "%H:%M"), every(30, "09:00", "11:00"));
}

#[test]
fn time_about_which_claims_say_nothing_counts_as_taken() {
    let desk = desk();
    let (monday, week) = (desk.open(DAY, DAY), desk.open(DAY, date(2026, 5, 10)));
    let offered = starts(desk.offer(), &week, &Busy::nothing(&monday), Span::ALL, at("2026-05-01T00:00Z"));
    let last = offered.iter().last().unwrap();
    assert!(monday.stretch().ticks().contains(&last), "{offered:?}");
}
