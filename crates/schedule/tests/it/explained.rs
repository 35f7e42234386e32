//! Each reason, brought about once, and the order in which they are told.

use frontdesk_schedule::{Change, Reason, Span, explain};
use jiff::civil::{Date, date};

use crate::desk::{Desk, at, hours};

/// A Monday.
const DAY: Date = date(2026, 5, 4);

fn desk() -> Desk {
    Desk::in_zone("Europe/Moscow").daily("09:00-18:00").pausing("13:00-14:00").now("2026-05-04T08:00+03:00")
}

fn reason(desk: Desk, time: &str) -> Option<&'static str> {
    desk.reason(&format!("2026-05-04T{time}+03:00"))
}

#[test]
fn what_is_offered_has_no_reason() {
    assert_eq!(reason(desk(), "09:00"), None);
    assert_eq!(reason(desk(), "12:00"), None);
    assert_eq!(reason(desk(), "17:00"), None);
}

#[test]
fn every_reason_is_told_where_it_holds() {
    let told = [
        (reason(desk(), "09:00:01"), "not_on_a_tick"),
        (reason(desk(), "09:05"), "off_grid"),
        (reason(desk().on_openings(), "09:20"), "off_grid"),
        (reason(desk().now("2026-05-04T09:00:01+03:00"), "09:00"), "past"),
        (reason(desk().lead(3601), "09:00"), "lead_time"),
        (reason(desk().horizon(1).now("2026-05-03T23:00+03:00"), "09:00"), "horizon"),
        (reason(desk(), "08:30"), "closed"),
        (reason(desk(), "18:00"), "closed"),
        (reason(desk(), "13:00"), "break"),
        (reason(desk(), "12:30"), "break"),
        (reason(desk().off("2026-05-04T10:00+03:00", "2026-05-04T11:00+03:00"), "10:30"), "time_off"),
        (reason(desk().off("2026-05-04T10:00+03:00", "2026-05-04T11:00+03:00"), "09:30"), "time_off"),
        (reason(desk().holiday(DAY), "09:00"), "holiday"),
        (reason(desk().changed(DAY, Change::Closed), "09:00"), "override_closed"),
        (reason(desk().changed(DAY, Change::Replace(hours("12:00-18:00"))), "09:00"), "closed"),
        (reason(desk(), "17:30"), "does_not_fit"),
        (reason(desk().taken("2026-05-04T10:30+03:00", "2026-05-04T10:35+03:00"), "10:00"), "busy"),
        (reason(desk().buffers(0, 15).taken("2026-05-04T11:10+03:00", "2026-05-04T12:00+03:00"), "10:00"), "buffer"),
        (reason(desk().buffers(15, 0).taken("2026-05-04T09:00+03:00", "2026-05-04T09:50+03:00"), "10:00"), "buffer"),
        (reason(desk().at_most(1).booked(DAY, 1), "09:00"), "limit"),
    ];
    for (told, expected) in told {
        assert_eq!(told, Some(expected));
    }
}

#[test]
fn a_date_that_was_not_laid_out_is_said_to_be_another() {
    let desk = desk();
    let (open, now) = (desk.open(DAY, DAY), at("2026-05-01T00:00Z"));
    let tuesday = explain(desk.offer(), &open, &desk.busy(&open), at("2026-05-05T09:00+03:00"), now);
    assert_eq!(tuesday, Some(Reason::OtherDate));
}

#[test]
fn of_several_reasons_the_first_is_told() {
    let everything = desk()
        .changed(DAY, Change::Closed)
        .holiday(DAY)
        .taken("2026-05-04T00:00+03:00", "2026-05-05T00:00+03:00")
        .booked(DAY, 1)
        .at_most(1);
    assert_eq!(reason(everything.clone().now("2026-05-05T00:00+03:00"), "09:00"), Some("past"));
    assert_eq!(reason(everything.clone().lead(86_400), "09:00"), Some("lead_time"));
    assert_eq!(reason(everything.clone(), "09:00"), Some("override_closed"));
    let mut open = everything;
    open.draft.overrides.clear();
    assert_eq!(reason(open.clone(), "09:00"), Some("holiday"));
    open.draft.holidays.clear();
    assert_eq!(reason(open, "09:00"), Some("busy"));
}

#[test]
fn a_night_that_runs_into_a_closed_date_is_open_there() {
    let nights = Desk::in_zone("Europe/Moscow").daily("20:00-26:00").changed(DAY, Change::Closed);
    assert_eq!(reason(nights.clone(), "00:30"), None);
    assert_eq!(reason(nights.clone(), "01:30"), Some("does_not_fit"));
    assert_eq!(reason(nights, "02:00"), Some("override_closed"));
}

#[test]
fn the_window_of_a_question_is_nobodys_reason() {
    let desk = desk();
    let starts = desk.starts_in(DAY, DAY, Span::new(at("2026-05-04T07:00Z"), at("2026-05-04T07:00Z")).unwrap());
    assert!(starts.is_empty());
    assert_eq!(reason(desk, "10:00"), None);
}
