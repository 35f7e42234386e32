//! Ten thousand worlds in which the fast reading and the slow one agree on every start.

use std::cell::Cell;

use frontdesk_schedule::{Tick, explain, starts};
use jiff::ToSpan;
use proptest::test_runner::{Config, TestRunner};

use crate::reference::{self, World};
use crate::worlds::worlds;

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

/// A quarter of them, so that the quarters run side by side.
fn a_quarter() {
    let (some, all) = (Cell::new(0), Cell::new(0));
    let outcome = runner(2_500).run(&worlds(), |world| {
        let laid = world.lay_out();
        let fast = starts(laid.offer, &laid.open, &laid.busy, laid.window, laid.now);
        let fast: Vec<i64> = fast.iter().map(|tick| tick.moment().as_second()).collect();
        proptest::prop_assert_eq!(&fast, &reference::starts(&world));
        some.set(some.get() + u32::from(!fast.is_empty()));
        all.set(all.get() + 1);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(some.get() * 3 > all.get(), "only {} of {} worlds have a start at all", some.get(), all.get());
}

#[test]
fn every_start_is_what_a_slow_reading_finds_first_quarter() {
    a_quarter();
}

#[test]
fn every_start_is_what_a_slow_reading_finds_second_quarter() {
    a_quarter();
}

#[test]
fn every_start_is_what_a_slow_reading_finds_third_quarter() {
    a_quarter();
}

#[test]
fn every_start_is_what_a_slow_reading_finds_fourth_quarter() {
    a_quarter();
}

#[test]
fn a_moment_has_a_reason_exactly_when_it_is_not_offered() {
    let outcome = runner(1_500).run(&worlds(), |world| {
        let laid = world.lay_out();
        let offered = starts(laid.offer, &laid.open, &laid.busy, frontdesk_schedule::Span::ALL, laid.now);
        let all = laid.open.stretch().ticks();
        for tick in (all.start.0 - 2..all.end.0 + 2).map(Tick) {
            let reason = explain(laid.offer, &laid.open, &laid.busy, tick.moment(), laid.now);
            proptest::prop_assert_eq!(reason.is_none(), offered.has(tick), "{} {:?}", tick.moment(), reason);
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[test]
fn a_date_offers_the_same_alone_and_among_others() {
    let outcome = runner(400).run(&worlds(), |world| {
        let found = |world: &World| -> Vec<Tick> {
            let laid = world.lay_out();
            starts(laid.offer, &laid.open, &laid.busy, laid.window, laid.now).iter().collect()
        };
        let mut one_by_one = Vec::new();
        let mut date = world.first;
        while date <= world.last {
            one_by_one.extend(found(&World { first: date, last: date, ..world.clone() }));
            date = date.saturating_add(1.day());
        }
        proptest::prop_assert_eq!(found(&world), one_by_one);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
