//! Whoever looks for the first start only finds the first of all.

use frontdesk_schedule::{Look, Offer, Terms, Tick, starts};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::reference::World;
use crate::worlds::worlds;

/// What a look finds, and what the first of all starts is.
fn both(world: &World) -> (Option<Tick>, Option<Tick>) {
    let laid = world.lay_out();
    let full: Vec<Date> =
        laid.open.dates().iter().filter(|date| is_full(world.terms, laid.busy.booked(*date))).collect();
    let offer = Offer::new(Terms { day_limit: None, ..world.terms }).expect("good terms");
    let look = Look::new(&laid.open, &laid.busy, laid.now);
    let found = look.first(offer, &full, laid.window.begun());
    assert_eq!(
        found,
        look.first(laid.offer, &[], laid.window.begun()),
        "a limit and the dates that it fills are the same"
    );
    (found, starts(laid.offer, &laid.open, &laid.busy, laid.window, laid.now).first())
}

fn is_full(terms: Terms, booked: u32) -> bool {
    terms.day_limit.is_some_and(|limit| limit <= booked)
}

fn run(worlds: impl Strategy<Value = World>) {
    let config = Config { cases: 2_500, failure_persistence: None, ..Config::default() };
    let same = |world: World| {
        let (found, first) = both(&world);
        prop_assert_eq!(found, first);
        Ok(())
    };
    if let Err(failure) = TestRunner::new(config).run(&worlds, same) {
        panic!("{failure}");
    }
}

#[test]
fn the_first_start_is_the_first_of_all_starts() {
    run(worlds());
}

#[test]
fn the_first_start_is_found_behind_weeks_without_one() {
    run((worlds(), 3..62_i64, 0..63_i64).prop_map(|(world, dates, taken)| {
        let from = world.now.max(world.window.0) - 86_400;
        let (last, busy) = (world.first.saturating_add((dates - 1).days()), (from, from + taken * 86_400 + 3_000));
        World { last, taken: world.taken.iter().copied().chain([busy]).collect(), ..world }
    }));
}
