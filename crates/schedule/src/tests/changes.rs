//! Hours change: in versions, and not into nonsense.

use frontdesk_kit::input::Invalid;
use frontdesk_testkit::both_engines;

use super::*;

/// What is told of a refusal: fields with codes.
fn told(refused: Result<Location, ScheduleError>) -> Vec<(String, &'static str)> {
    match refused {
        Err(ScheduleError::Faulty(faults)) => {
            Invalid::from(faults).errors.into_iter().map(|error| (error.field, error.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn only_a_change_makes_another_version(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        let hours = [weekly(0, 540, 1_080), weekly(1, 540, 1_080)];
        assert_eq!(house.rules(&anna, &studio, &hours).await.expect("changed").hours_version, 2);
        assert_eq!(house.rules(&anna, &studio, &hours).await.expect("the same").hours_version, 2);
        assert_eq!(house.rules(&anna, &studio, &hours[..1]).await.expect("changed").hours_version, 3);
        let day = date(2026, 7, 6);
        assert_eq!(house.date(&anna, &studio, day, &[]).await.expect("the same").hours_version, 3);
        assert_eq!(house.date(&anna, &studio, day, &[Change::Closed]).await.expect("changed").hours_version, 4);
        assert_eq!(house.date(&anna, &studio, day, &[Change::Closed]).await.expect("the same").hours_version, 4);
        let (after, _) = house.time_off(&anna, &studio, ("2026-07-06T00:00:00Z", "2026-07-07T00:00:00Z")).await.expect("away");
        assert_eq!((after.hours_version, after.version), (5, 1));
    }

    async fn hours_that_changed_since_they_were_read_stay(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        house.rules(&anna, &studio, &[weekly(0, 540, 1_080)]).await.expect("hours");
        let (caller, id) = (anna.clone(), studio.public_id);
        let none = flow::NewRules { rules: Vec::new(), works_on_holidays: true };
        let late = async move |tx: &mut Tx| flow::replace_rules(tx, &caller, id, &none, Some(&[1])).await;
        assert!(matches!(house.db.write(late).await, Err(ScheduleError::Stale)));
        assert!(!house.starts(&studio, date(2026, 7, 6)).await.is_empty());
    }

    async fn what_is_wrong_is_told_by_the_names_of_the_fields(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        let sound = weekly(0, 540, 1_080);
        let rules = [
            sound,
            Rule { hours: Hours { start_min: 600, end_min: 600 }, ..sound },
            Rule { hours: Hours { start_min: 5, end_min: 1_450 }, ..sound },
            Rule { cycle: Cycle { days: 7, day: 0, anchor: date(2026, 1, 6) }, ..sound },
            Rule { cycle: Cycle { days: 2, day: 2, anchor: date(2026, 1, 6) }, ..sound },
            Rule { valid_from: date(2026, 7, 2), valid_to: Some(date(2026, 7, 1)), ..sound },
        ];
        let expected = [
            ("rules[1].ends", "not_after_start"),
            ("rules[2].ends", "longer_than_a_day"),
            ("rules[3].cycle.anchor", "not_a_monday"),
            ("rules[4].cycle.day", "out_of_range"),
            ("rules[5].valid_to", "before_valid_from"),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(field, code)| (field.to_owned(), code)).collect();
        assert_eq!(told(house.rules(&anna, &studio, &rules).await), expected);

        let bad = [Change::Add(Hours { start_min: 540, end_min: 600 }), Change::Add(Hours { start_min: 540, end_min: 0 })];
        let refused = house.date(&anna, &studio, date(2026, 7, 6), &bad).await;
        assert_eq!(told(refused), [("hours[1].ends".to_owned(), "not_after_start")]);
        let refused = house.time_off(&anna, &studio, ("2026-07-07T00:00:00Z", "2026-07-07T00:00:00Z")).await;
        assert_eq!(told(refused.map(|(location, _)| location)), [("ends_at".to_owned(), "not_after_start")]);
    }
}
