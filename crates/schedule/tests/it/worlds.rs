//! Invented worlds: schedules near the days on which clocks are set, and offers at the edges of them.

use frontdesk_schedule::{
    Busy, Change, Cycle, Dates, Draft, Grid, GridMode, Hours, Offer, Open, Override, Rule, RuleKind, Schedule, Span,
    Terms, TimeOff,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use proptest::sample::select;

use crate::reference::World;

/// Zones, each with a date near which something happens to its clocks.
const PLACES: [(&str, Date); 30] = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Asia/Beirut", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("America/Santiago", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Atlantic/Azores", date(2026, 10, 25)),
    ("America/Nuuk", date(2026, 10, 24)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/Vancouver", date(2026, 11, 1)),
    ("Antarctica/Troll", date(2026, 3, 29)),
    ("Antarctica/Troll", date(2026, 10, 25)),
    ("Pacific/Chatham", date(2026, 4, 5)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Asia/Almaty", date(2024, 3, 1)),
    ("Europe/Volgograd", date(2018, 10, 28)),
    ("Europe/Volgograd", date(2020, 12, 27)),
    ("Asia/Pyongyang", date(2018, 5, 5)),
    ("Asia/Kathmandu", date(2026, 5, 4)),
    ("Asia/Vladivostok", date(2026, 12, 31)),
    ("Europe/Moscow", date(2026, 3, 1)),
    ("Pacific/Kiritimati", date(2028, 2, 29)),
    ("Etc/GMT+12", date(2026, 1, 1)),
];

/// Minutes of a day: whole hours more often than others, and the small hours, in which clocks are set.
fn minute() -> impl Strategy<Value = i64> {
    prop_oneof![
        2 => (0..24_i64).prop_map(|hour| hour * 60),
        1 => (0..288_i64).prop_map(|tick| tick * 5),
        1 => (0..8_i64).prop_map(|half| half * 30),
    ]
}

fn hours() -> impl Strategy<Value = Hours> {
    let short = (minute(), 1..=12_i64).prop_map(|(start_min, ticks)| (start_min, start_min + ticks * 5));
    let any = (minute(), minute())
        .prop_map(|(start_min, end_min)| (start_min, if start_min < end_min { end_min } else { end_min + 1440 }));
    prop_oneof![1 => short, 5 => any].prop_map(|(start_min, end_min)| Hours { start_min, end_min })
}

fn rule(around: Date) -> impl Strategy<Value = Rule> {
    let days = prop_oneof![5 => Just(1_i64), 2 => Just(7_i64), 1 => 2..=28_i64];
    let valid = (prop::option::of(-5..3_i64), prop::option::of(0..6_i64));
    (0..4, days, 0..28_i64, -40..40_i64, hours(), valid).prop_map(move |(kind, days, day, apart, hours, valid)| {
        let anchor = around.saturating_add(apart.days());
        let to_monday = i64::from(anchor.weekday().to_monday_zero_offset());
        let valid_from = around.saturating_add(valid.0.unwrap_or(-400).days());
        Rule {
            kind: if kind == 0 { RuleKind::Break } else { RuleKind::Open },
            cycle: Cycle {
                days,
                day: day % days,
                anchor: if days == 7 { anchor.saturating_sub(to_monday.days()) } else { anchor },
            },
            hours,
            valid_from,
            valid_to: valid.1.map(|days| valid_from.max(around.saturating_add(days.days()))),
        }
    })
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![1 => Just(Change::Closed), 2 => hours().prop_map(Change::Replace), 2 => hours().prop_map(Change::Add)]
}

/// Seconds from some time around `at` on; often on a tick.
fn seconds(at: i64) -> impl Strategy<Value = i64> {
    prop_oneof![
        (-400..1200_i64).prop_map(move |tick| at + tick * 300),
        (-120_000..360_000_i64).prop_map(move |by| at + by)
    ]
}

fn spans(at: i64, most: usize) -> impl Strategy<Value = Vec<(i64, i64)>> {
    let length = prop_oneof![(1..24_i64).prop_map(|ticks| ticks * 300), 1..20_000_i64];
    prop::collection::vec((seconds(at), length).prop_map(|(from, length)| (from, from + length)), 0..most)
}

fn terms() -> impl Strategy<Value = Terms> {
    let duration = prop_oneof![6 => 1..=24_i64, 1 => 1..=288_i64];
    let buffer = || prop_oneof![2 => Just(0_i64), 2 => 1..=6_i64, 1 => 0..=48_i64];
    let lead = prop_oneof![4 => Just(0_i64), 1 => (0..600_i64).prop_map(|ticks| ticks * 300), 1 => 0..200_000_i64];
    let horizon = prop_oneof![1 => 1..6_i64, 4 => Just(366_i64)];
    let mode = select(vec![GridMode::Clock, GridMode::FromOpening]);
    let grid = (select(vec![5_i64, 10, 15, 20, 30, 60]), mode).prop_map(|(minutes, mode)| Grid { minutes, mode });
    (duration, buffer(), buffer(), lead, horizon, grid, prop::option::weighted(0.3, 0..6_u32)).prop_map(
        |(duration, before, after, lead_seconds, horizon_days, grid, day_limit)| Terms {
            duration_min: duration * 5,
            buffer_before_min: before * 5,
            buffer_after_min: after * 5,
            lead_seconds,
            horizon_days,
            grid,
            day_limit,
        },
    )
}

fn draft(zone: &'static str, around: Date, at: i64) -> impl Strategy<Value = Draft> {
    let other = (-2..4_i64, change())
        .prop_map(move |(days, change)| Override { date: around.saturating_add(days.days()), change });
    let holiday = (-2..4_i64).prop_map(move |days| around.saturating_add(days.days()));
    let rules = prop::collection::vec(rule(around), 1..7);
    (rules, prop::collection::vec(other, 0..4), spans(at, 3), prop::collection::vec(holiday, 0..3), any::<bool>())
        .prop_map(move |(rules, overrides, off, holidays, works_on_holidays)| Draft {
            zone: zone.to_owned(),
            rules,
            overrides,
            time_off: off.iter().map(|(from, to)| TimeOff { starts_at: moment(*from), ends_at: moment(*to) }).collect(),
            holidays,
            works_on_holidays,
        })
}

/// A world around one of [`PLACES`], of one to three dates.
pub fn worlds() -> impl Strategy<Value = World> {
    (select(&PLACES[..]), -2..3_i64, 0..3_i64).prop_flat_map(|((zone, around), before, more)| {
        let first = around.saturating_sub(before.days());
        let at = first.to_zoned(TimeZone::UTC).expect("a moment").timestamp().as_second();
        let window =
            prop_oneof![3 => Just((i64::MIN, i64::MAX)), 1 => (seconds(at), 0..200_000_i64).prop_map(|(a, b)| (a, a + b))];
        let booked = prop::collection::vec((-1..4_i64, 0..3_u32), 0..4);
        let now = prop_oneof![2 => Just(at - 3 * 86_400), 1 => seconds(at - 86_400)];
        let last = first.saturating_add(more.days());
        (draft(zone, first, at), terms(), spans(at, 5), booked, window, now).prop_map(
            move |(draft, terms, taken, booked, window, now)| World {
                draft,
                terms,
                first,
                last,
                taken,
                booked: booked.iter().map(|(days, count)| (first.saturating_add(days.days()), *count)).collect(),
                window,
                now,
            },
        )
    })
}

/// A world in the crate's own terms.
pub struct Laid {
    pub offer: Offer,
    pub open: Open,
    pub busy: Busy,
    pub window: Span,
    pub now: Timestamp,
}

impl World {
    /// Lays it out.
    pub fn lay_out(&self) -> Laid {
        let schedule = Schedule::new(self.draft.clone()).expect("a good schedule");
        let open = Open::lay_out(&schedule, Dates::new(self.first, self.last).expect("known dates"));
        let mut busy = Busy::nothing(&open);
        self.taken.iter().for_each(|(from, to)| busy.take_span(Span::new(moment(*from), moment(*to)).expect("a span")));
        self.booked.iter().for_each(|(date, count)| busy.count(*date, *count));
        let window = match self.window {
            (i64::MIN, _) => Span::ALL,
            (from, to) => Span::new(moment(from), moment(to)).expect("a span"),
        };
        Laid { offer: Offer::new(self.terms).expect("good terms"), open, busy, window, now: moment(self.now) }
    }
}

pub fn moment(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a moment")
}
