//! What a search costs, and how many are borne at once. Measure with `cargo test --release -p frontdesk-booking -- --ignored --nocapture speed`.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::{Rating, ServiceId};
use frontdesk_catalogue::search::Band;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{
    Busy, Change, Cycle, Dates, Draft, Grid, GridMode, Hours, LocationId, Offer, Override, Rule, RuleKind, Schedule,
    Terms, Tick,
};
use jiff::ToSpan;
use jiff::civil::date;
use tokio::task::JoinSet;

use super::index::{Index, Person, Workplace};
use super::layouts::Layouts;
use super::ware::{Ware, soonest};
use super::{AT_ONCE, Asked, Availability, Spans};
use crate::search::{End, Part, Search, Sort, Window};

/// 2030-05-06T06:00:00Z, a Monday.
const NOW: Timestamp = Timestamp(1_904_277_600);
const PEOPLE: i64 = 10_000;
const CITIES: [&str; 6] = ["москва", "казань", "омск", "пермь", "уфа", "самара"];

/// A schedule of `number`'s, which hardly anybody else keeps: some dates are closed.
fn schedule(number: i64) -> Schedule {
    let rule = |day| Rule {
        kind: RuleKind::Open,
        cycle: Cycle { days: 7, day, anchor: date(2026, 1, 5) },
        hours: Hours { start_min: 540 + number % 12 * 5, end_min: 1_140 + number % 24 * 5 },
        valid_from: date(2026, 1, 1),
        valid_to: None,
    };
    let rules = (0..5 + number % 3).map(rule).collect();
    let closed = |days: i64| Override { date: date(2030, 5, 8).saturating_add(days.days()), change: Change::Closed };
    let overrides = vec![closed(number % 53), closed(number / 53 % 59)];
    let draft = Draft { zone: "Europe/Moscow".to_owned(), rules, overrides, ..Draft::default() };
    Schedule::new(draft).expect("a good schedule")
}

fn ware(number: i64, place: i64, layouts: &mut Layouts) -> Ware {
    let terms = Terms {
        duration_min: [30, 45, 60, 90, 120, 180][(place % 6) as usize],
        buffer_before_min: 0,
        buffer_after_min: [0, 10, 15][(number % 3) as usize],
        lead_seconds: [0, 3_600, 86_400][(number % 3) as usize],
        horizon_days: [14, 30, 60][(number % 3) as usize],
        grid: Grid { minutes: [30, 15, 5][(number % 3) as usize], mode: GridMode::Clock },
        day_limit: None,
    };
    Ware {
        service: ServiceId(number * 6 + place),
        price: Minor((number * 37 + place * 911) % 500_000),
        duration_minutes: terms.duration_min,
        offer: Offer::new(terms).ok().map(|offer| layouts.offer(offer)),
        beside: None,
        category: None,
        is_shared: false,
        is_group: false,
    }
}

/// 10,000 people with six services each and 1.2 million bookings: near days are nearly full, far ones are not.
fn index() -> Index {
    let (mut layouts, mut people) = (Layouts::default(), Vec::new());
    let dates = Dates::new(date(2030, 5, 6), date(2030, 5, 6).saturating_add(61.days())).expect("known dates");
    for number in 1..=PEOPLE {
        let open = layouts.of(&schedule(number), dates);
        let mut busy = Busy::nothing(&open);
        let (midnight, mut roll) = (Tick::floor("2030-05-06T00:00:00+03:00".parse().expect("a moment")), number);
        for day in 0..62 {
            for visit in 0..9 {
                roll = roll.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if (roll >> 33).rem_euclid(100) < (90 - 2 * day).max(5) {
                    let from = midnight.plus(day * 288 + 108 + visit * 14);
                    busy.take(from..from.plus(13));
                }
            }
        }
        let place = Workplace {
            id: LocationId(number),
            city: CITIES[(number % 6) as usize].into(),
            point: None,
            open,
            busy: Arc::new(busy),
            sessions: Box::default(),
        };
        let wares: Box<[Ware]> = (0..6).map(|place| ware(number, place, &mut layouts)).collect();
        let (rating, places) = (Rating::default(), Box::new([place]));
        let soonest = soonest(&*places, &wares, NOW);
        people.push(Person { id: UserId(number), rating, places, wares, shares: false, soonest, lapses_at: None });
    }
    let mut index = Index::default();
    index.replace(UserId(0)..=UserId(i64::MAX), people);
    index
}

fn search(city: Option<&str>, window: Window, sort: Sort) -> Search {
    Search {
        words: Vec::new(),
        category: None,
        city: city.map(str::to_owned),
        band: Band::ALL,
        specialist: None,
        longest: None,
        least_rating: None,
        near: None,
        window,
        sort,
        after: None,
        limit: 20,
    }
}

fn measure<T>(what: &str, mut once: impl FnMut() -> T) {
    let round = |_| {
        let begun = Instant::now();
        (0..20).for_each(|_| drop(black_box(once())));
        begun.elapsed().as_micros() / 20
    };
    let best = (0..5).map(round).min().unwrap_or_default();
    println!("{what:<64} {best:>7} µs");
}

#[test]
#[ignore = "measures, and promises nothing"]
fn speed_of_searches() {
    let index = index();
    let tomorrow = Window { from: end("2030-05-07T14:00:00+03:00"), to: end("2030-05-07T18:00:00+03:00"), part: None };
    let evening = Window { part: Some(Part::Evening), ..Window::default() };
    for (what, city, window, sort) in [
        ("a city, tomorrow from 14 to 18, the earliest", Some("казань"), tomorrow, Sort::Earliest),
        ("all, tomorrow from 14 to 18, the earliest", None, tomorrow, Sort::Earliest),
        ("all, tomorrow from 14 to 18, the cheapest", None, tomorrow, Sort::Price),
        ("all, in the evening, the earliest", None, evening, Sort::Earliest),
        ("all, at any time, the earliest", None, Window::default(), Sort::Earliest),
    ] {
        let search = search(city, window, sort);
        measure(what, || {
            let spans = Spans::new(search.window, NOW);
            index.find(Asked { search: &search, specialist: None, named: None, spans: &spans }, 21)
        });
    }
    measure("the next free time of each of 10,000 people", || {
        let spans = Spans::new(Window::default(), NOW);
        let first = |person: &Person| index.next_free(index.performers(person.wares.first()?.service), &spans);
        index.people().filter_map(first).count()
    });
}

fn end(text: &str) -> Option<End> {
    End::parse(text)
}

#[tokio::test(flavor = "multi_thread")]
async fn few_searches_go_on_at_once() {
    let (availability, running, most) = (Arc::new(Availability::default()), Arc::default(), Arc::default());
    let mut searches = JoinSet::new();
    for _ in 0..8 * AT_ONCE {
        let (availability, running): (Arc<Availability>, Arc<AtomicUsize>) =
            (availability.clone(), Arc::clone(&running));
        let most: Arc<AtomicUsize> = Arc::clone(&most);
        let search = move |_: &Availability| {
            most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            std::thread::yield_now();
            running.fetch_sub(1, Ordering::SeqCst);
        };
        searches.spawn(async move { availability.apart(search).await });
    }
    let answered = searches.join_all().await;
    assert!(answered.iter().all(Result::is_ok));
    assert!((1..=AT_ONCE).contains(&most.load(Ordering::SeqCst)));
}
