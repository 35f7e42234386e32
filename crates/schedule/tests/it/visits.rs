//! Several services, several specialists.

use frontdesk_schedule::visit::{AnyOf, Leg, VisitError, in_a_row, leg_starts, one_after_another};
use frontdesk_schedule::{Grid, GridMode, Offer, Span, Starts, Terms, starts};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::desk::{Desk, at, every};
use crate::reference::{self, World};
use crate::worlds::{moment, worlds};

/// A Monday.
const DAY: Date = date(2026, 5, 4);

fn desk() -> Desk {
    Desk::in_zone("Europe/Moscow").daily("09:00-12:00")
}

fn visit(legs: &[&Desk]) -> Result<Starts, VisitError> {
    let laid: Vec<_> = legs
        .iter()
        .map(|desk| {
            let open = desk.open(DAY, DAY);
            let busy = desk.busy(&open);
            (desk.offer(), open, busy)
        })
        .collect();
    let legs: Vec<Leg<'_>> = laid.iter().map(|(offer, open, busy)| Leg { offer: *offer, open, busy }).collect();
    one_after_another(&legs, Span::ALL, at("2026-05-03T12:00Z"))
}

#[test]
fn services_by_one_specialist_are_offered_where_the_whole_fits() {
    let (cut, colour) = (desk().lasting(45).buffers(10, 30).lead(60), desk().lasting(75).buffers(5, 15).horizon(9));
    let whole = in_a_row(&[cut.offer(), colour.offer()]).unwrap();
    let terms = whole.terms();
    assert_eq!((terms.duration_min, terms.buffer_before_min, terms.buffer_after_min), (120, 10, 15));
    assert_eq!((terms.lead_seconds, terms.horizon_days), (60, 9));
    let open = desk().open(DAY, DAY);
    let found = starts(whole, &open, &desk().busy(&open), Span::ALL, at("2026-05-03T12:00Z"));
    assert_eq!(desk().shown(&found, "%H:%M"), every(30, "09:00", "10:00"));
}

#[test]
fn a_visit_goes_from_one_specialist_to_the_next() {
    let (anna, boris) = (desk().lasting(45), desk().taken("2026-05-04T09:50+03:00", "2026-05-04T10:15+03:00"));
    let found = visit(&[&anna, &boris]).unwrap();
    // At 09:45, 10:15, 10:45 … Boris would have to begin, and to stop at twelve.
    assert_eq!(anna.shown(&found, "%H:%M"), ["09:30", "10:00"]);
    let begun: Vec<_> = leg_starts(found.first().unwrap(), &[anna.offer(), boris.offer()]).collect();
    assert_eq!(
        begun.iter().map(|tick| tick.moment()).collect::<Vec<_>>(),
        [at("2026-05-04T06:30Z"), at("2026-05-04T07:15Z")]
    );
}

#[test]
fn what_is_no_visit_is_refused() {
    assert_eq!(in_a_row(&[]), Err(VisitError::Empty));
    assert_eq!(visit(&[]), Err(VisitError::Empty));
    let long = desk().lasting(725);
    assert_eq!(in_a_row(&[long.offer(), long.offer()]), Err(VisitError::LongerThanADay));
    assert_eq!(visit(&[&long, &long]), Err(VisitError::LongerThanADay));
    assert_eq!(visit(&[&desk(), &Desk::in_zone("Asia/Omsk")]), Err(VisitError::OtherStretch));
}

#[test]
fn any_specialist_who_is_free_can_be_had_the_preferred_first() {
    let (anna, boris) = (desk().taken("2026-05-04T09:00+03:00", "2026-05-04T10:30+03:00"), desk().lasting(120));
    let each = vec![("anna", anna.starts(DAY, DAY)), ("boris", boris.starts(DAY, DAY))];
    let any = AnyOf::new(each).unwrap();
    let all = any.starts().unwrap();
    assert_eq!(anna.shown(&all, "%H:%M"), every(30, "09:00", "11:00"));
    let who: Vec<Vec<&str>> = all.iter().map(|tick| any.who(tick).copied().collect()).collect();
    assert_eq!(who, [vec!["boris"], vec!["boris"], vec!["boris"], vec!["anna"], vec!["anna"]]);
    assert!(AnyOf::<()>::new(Vec::new()).unwrap().starts().is_none());
}

#[test]
fn every_visit_is_one_whose_legs_are_offered_one_by_one() {
    let terms = || worlds().prop_map(|world| world.terms);
    let taken = || prop::collection::vec((-40..700_i64, 1..40_i64), 0..8);
    let outcome = TestRunner::new(Config { cases: 600, failure_persistence: None, ..Config::default() }).run(
        &(worlds(), terms(), taken()),
        |(world, terms, taken)| {
            let at = world.first.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second();
            let taken = taken.iter().map(|(from, length)| (at + from * 300, at + (from + length) * 300)).collect();
            let other = World { terms, taken, ..world.clone() };
            let (one, two) = (world.lay_out(), other.lay_out());
            let legs = [
                Leg { offer: one.offer, open: &one.open, busy: &one.busy },
                Leg { offer: two.offer, open: &two.open, busy: &two.busy },
            ];
            let found = one_after_another(&legs, one.window, one.now);
            if world.terms.duration_min + terms.duration_min > 1440 {
                prop_assert_eq!(found, Err(VisitError::LongerThanADay));
                return Ok(());
            }
            let found: Vec<i64> = found.unwrap().iter().map(|tick| tick.moment().as_second()).collect();
            prop_assert_eq!(found, legs_one_by_one(&world, &other));
            Ok(())
        },
    );
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

/// Starts of the first leg at which the second can follow, and which keep to the second's lead time and horizon.
fn legs_one_by_one(first: &World, second: &World) -> Vec<i64> {
    let zone = jiff::tz::TimeZone::get(&first.draft.zone).expect("a zone");
    let date = |second: i64| zone.to_datetime(moment(second)).date();
    let terms = second.terms;
    let anywhen = World {
        terms: Terms { grid: Grid { minutes: 5, mode: GridMode::Clock }, lead_seconds: 0, horizon_days: 366, ..terms },
        last: second.last.saturating_add(2.days()),
        window: (i64::MIN, i64::MAX),
        now: second.now - 30 * 86_400,
        ..second.clone()
    };
    let follows = reference::starts(&anywhen);
    let offer = Offer::new(first.terms).expect("good terms");
    reference::starts(first)
        .into_iter()
        .filter(|start| follows.binary_search(&(start + offer.terms().duration_min * 60)).is_ok())
        .filter(|start| second.now + terms.lead_seconds <= *start)
        .filter(|start| date(*start) < date(second.now).saturating_add(terms.horizon_days.days()))
        .collect()
}
