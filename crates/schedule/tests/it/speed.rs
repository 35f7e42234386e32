//! What it costs. Run with `cargo test --release -p frontdesk-schedule -- --ignored --nocapture speed`.

use std::hint::black_box;
use std::time::Instant;

use frontdesk_schedule::{Dates, Open, Schedule, Span, Starts, starts};
use jiff::civil::date;

use crate::desk::{Desk, at};

/// Prints how long one of `times` takes, the best of five rounds.
fn measure<T>(what: &str, times: u32, mut once: impl FnMut() -> T) {
    let round = |_| {
        let begun = Instant::now();
        (0..times).for_each(|_| drop(black_box(once())));
        begun.elapsed().as_nanos() / u128::from(times)
    };
    let best = (0..5).map(round).min().expect("five rounds");
    println!("{what:<56} {best:>7} ns");
}

#[test]
#[ignore = "measures, and promises nothing"]
fn speed_of_a_month() {
    let mut desk = Desk::in_zone("Europe/Berlin").buffers(10, 15).lead(3600).horizon(60);
    for day in 0..5 {
        desk = desk.weekly(day, "09:00-19:00");
    }
    desk = desk.pausing("13:00-14:00");
    for day in 1..=31 {
        for (from, to) in [("09:30", "10:45"), ("11:00", "12:30"), ("15:00", "16:15")] {
            desk = desk.taken(&format!("2026-03-{day:02}T{from}+01:00"), &format!("2026-03-{day:02}T{to}+01:00"));
        }
    }
    let (now, dates) = (at("2026-03-01T08:00Z"), Dates::new(date(2026, 3, 1), date(2026, 3, 31)).unwrap());
    let schedule = Schedule::new(desk.draft.clone()).unwrap();
    let (open, offer) = (Open::lay_out(&schedule, dates), desk.offer());
    let busy = desk.busy(&open);
    let find = |offer| -> Starts { starts(offer, black_box(&open), black_box(&busy), Span::ALL, now) };

    measure("starts of a month, half-hour grid by the clock", 20_000, || find(offer));
    let on_openings = desk.clone().on_openings().offer();
    measure("starts of a month, half-hour grid from the opening", 20_000, || find(on_openings));
    let every_tick = desk.clone().every(5).offer();
    measure("starts of a month, every five minutes", 20_000, || find(every_tick));
    let found = find(every_tick);
    measure(&format!("going through {} starts", found.count()), 20_000, || found.iter().last());
    measure("laying out a month", 2_000, || Open::lay_out(black_box(&schedule), dates));

    let day = Dates::only(date(2026, 3, 4)).unwrap();
    let one = Open::lay_out(&schedule, day);
    let busy = desk.busy(&one);
    let find = || starts(offer, black_box(&one), black_box(&busy), Span::ALL, now);
    measure("starts of a day", 20_000, find);
    measure("laying out a day", 2_000, || Open::lay_out(black_box(&schedule), day));
}
