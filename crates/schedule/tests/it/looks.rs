//! Whoever looks for the first start only finds the first of all.

use frontdesk_schedule::visit::AnyOf;
use frontdesk_schedule::{Busy, Look, Offer, Terms, Tick, starts};
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

/// Two units of a thing, of which `world` and the dice take something each, and the one of another.
fn units(world: &World, seed: u64) -> (Vec<Busy>, Vec<Busy>) {
    let laid = world.lay_out();
    let ticks = laid.open.stretch().ticks();
    let around = ticks.start.plus(-700)..ticks.end.plus(300);
    let mut dice = seed;
    let mut unit = |laden: u64| {
        let mut busy = Busy::nothing_of(around.clone());
        let mut at = ticks.start.plus(-100);
        while at < ticks.end {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (gap, length) = ((dice >> 33) % 60, (dice >> 45) % laden);
            busy.take(at.plus(gap as i64)..at.plus((gap + length) as i64));
            at = at.plus((gap + length + 1) as i64);
        }
        busy
    };
    (vec![unit(200), unit(100)], vec![unit(30)])
}

#[test]
fn the_first_start_with_a_unit_of_each_thing_is_the_first_of_all_those() {
    let config = Config { cases: 1_000, failure_persistence: None, ..Config::default() };
    let same = |(world, seed): (World, u64)| {
        let (laid, (chairs, rooms)) = (world.lay_out(), units(&world, seed));
        let mut all = starts(laid.offer, &laid.open, &laid.busy, laid.window, laid.now);
        for things in [&chairs, &rooms] {
            // The same time of each unit, as whoever books looks at it.
            let own = |unit: &Busy| {
                let mut busy = Busy::nothing(&laid.open);
                let ticks = laid.open.stretch().ticks();
                (ticks.start.0..ticks.end.0).map(Tick).filter(|tick| unit.has(*tick)).for_each(|tick| {
                    busy.take(tick..tick.plus(1));
                });
                ((), starts(laid.offer, &laid.open, &busy, laid.window, laid.now))
            };
            all.and(&AnyOf::new(things.iter().map(own).collect()).expect("of one time").starts().expect("two"));
        }
        let things: [&[Busy]; 2] = [&chairs, &rooms];
        let look = Look::new(&laid.open, &laid.busy, laid.now).beside(&things);
        // Full dates are known to the busy time of the specialist alone.
        prop_assert_eq!(look.first(laid.offer, &[], laid.window.begun()), all.first());
        Ok(())
    };
    if let Err(failure) = TestRunner::new(config).run(&(worlds(), any::<u64>()), same) {
        panic!("{failure}");
    }
}
