//! What the database holds, whoever writes to it.

use frontdesk_testkit::both_engines;

use super::*;
use crate::store::hours;

both_engines! {
    async fn no_rule_can_be_stored_that_makes_no_sense(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        let sound = weekly(0, 540, 1_080);
        let with_hours = |start_min, end_min| Rule { hours: Hours { start_min, end_min }, ..sound };
        let with_cycle = |days, day, anchor| Rule { cycle: Cycle { days, day, anchor }, ..sound };
        let monday = date(2026, 1, 5);
        for (rule, constraint) in [
            (with_hours(-5, 600), "schedule_rules_start_check"),
            (with_hours(1_440, 1_500), "schedule_rules_start_check"),
            (with_hours(541, 600), "schedule_rules_start_check"),
            (with_hours(600, 600), "schedule_rules_end_check"),
            (with_hours(600, 2_045), "schedule_rules_end_check"),
            (with_hours(600, 661), "schedule_rules_end_check"),
            (with_cycle(29, 0, monday), "schedule_rules_cycle_days_check"),
            (with_cycle(7, 7, monday), "schedule_rules_cycle_day_check"),
            (with_cycle(7, -1, monday), "schedule_rules_cycle_day_check"),
            (with_cycle(7, 0, date(2026, 1, 6)), "schedule_rules_cycle_anchor_check"),
            (with_cycle(7, 0, date(1969, 12, 30)), "schedule_rules_cycle_anchor_check"),
            (Rule { valid_from: monday, valid_to: Some(date(2026, 1, 4)), ..sound }, "schedule_rules_valid_check"),
        ] {
            let id = studio.id;
            let store = async move |tx: &mut Tx| hours::replace_rules(tx, id, &[rule]).await;
            let refused = house.db.write(store).await.expect_err("refused");
            assert!(refused.is_constraint(constraint), "{rule:?}: {refused}");
        }
        let id = studio.id;
        let last = [with_hours(1_435, 2_875), with_cycle(7, 6, date(1969, 12, 29)), with_cycle(1, 0, date(2026, 1, 6))];
        house.db.write(async move |tx| hours::replace_rules(tx, id, &last).await).await.expect("the last that make sense");
    }

    async fn no_date_has_hours_and_is_closed(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        for (change, start_min, end_min, constraint) in [
            ("closed", Some(0_i64), None, "schedule_overrides_start_check"),
            ("add", None, Some(60_i64), "schedule_overrides_start_check"),
            ("replace", Some(0), None, "schedule_overrides_end_check"),
            ("replace", Some(60), Some(60), "schedule_overrides_end_check"),
            ("open", Some(0), Some(60), "schedule_overrides_change_check"),
        ] {
            let id = studio.id;
            let sql = "insert into schedule_overrides (location_id, local_date, position, change, start_min, end_min)
                       values ($1, 20000, 0, $2, $3, $4)";
            let store = async move |tx: &mut Tx| tx.run(sql, &[&id, &change, &start_min, &end_min]).await;
            let refused: DbError = house.db.write(store).await.expect_err("refused");
            assert!(refused.is_constraint(constraint), "{change} {start_min:?} {end_min:?}: {refused}");
        }
    }
}
