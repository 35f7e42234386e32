//! What is shown as free is free, and nothing else.

use frontdesk_testkit::both_engines;
use jiff::ToSpan;
use serde_json::json;

use super::salon::{Salon, at, hours, in_days, soon, starts};
use crate::support::rows;

both_engines! {
    async fn whatever_is_offered_can_be_booked_and_nothing_else(engine: Engine) {
        let terms = json!({ "grid_minutes": 60, "buffer_after_minutes": 30 });
        let salon = Salon::on_terms(engine, terms).await;
        let ada = salon.desk.client("ada").await;
        for quarter in 0..96 {
            let start = at(soon(), quarter / 4, (quarter % 4) * 15);
            let offered = salon.starts(soon()).await.contains(&start);
            let answer = salon.book(&ada, start).await;
            assert_eq!(answer.status == 201, offered, "{start}: {}", answer.shown());
        }
        assert_eq!(salon.starts(soon()).await, []);
        assert_eq!(salon.bookings().await, 6, "an hour and a half each, on full hours: two hours apart");
    }

    async fn the_day_begins_and_ends_with_the_hours(engine: Engine) {
        let salon = Salon::open(engine).await;
        let free = salon.starts(soon()).await;
        assert_eq!((free[0], free[free.len() - 1]), (at(soon(), 9, 0), at(soon(), 20, 0)));
        assert_eq!(free.len(), 45, "every quarter of an hour");
    }

    async fn lead_and_horizon_bound_what_clients_can_have(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "lead_minutes": 4_320, "horizon_days": 7 })).await;
        let ada = salon.desk.client("ada").await;
        assert_eq!(salon.starts(in_days(2)).await, []);
        assert!(!salon.starts(in_days(6)).await.is_empty());
        assert_eq!(salon.starts(in_days(7)).await, []);
        let told = |answer: &frontdesk_testkit::Answer| answer.text_at("/reason").to_owned();
        let early = salon.book(&ada, at(in_days(2), 12, 0)).await.is_problem(422, "not_bookable");
        let far = salon.book(&ada, at(in_days(7), 12, 0)).await.is_problem(422, "not_bookable");
        let past = salon.book(&ada, at(in_days(-1), 12, 0)).await.is_problem(422, "not_bookable");
        assert_ne!(told(&early), told(&far));
        assert_ne!(told(&past), told(&far));
    }

    async fn a_date_takes_no_more_than_its_limit(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "daily_limit": 2 })).await;
        let ada = salon.desk.client("ada").await;
        salon.book(&ada, at(soon(), 9, 0)).await.created();
        let second = salon.book(&ada, at(soon(), 12, 0)).await.created();
        assert_eq!(salon.starts(soon()).await, []);
        let refused = salon.book(&ada, at(soon(), 18, 0)).await;
        assert!([409, 422].contains(&refused.status), "{}", refused.shown());
        salon.book(&ada, at(in_days(8), 12, 0)).await.created();
        ada.post(&format!("{}/cancellation", super::salon::path(&second))).await.ok();
        assert!(salon.starts(soon()).await.contains(&at(soon(), 18, 0)));
    }

    async fn what_is_not_offered_has_no_slots(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let service = format!("/api/v1/services/{}", salon.massage);
        salon.noor.patch(&service).json(&json!({ "duration_minutes": 44 })).await.ok();
        let refused = salon.book(&ada, at(soon(), 12, 0)).await;
        assert!(refused.status == 422, "{}", refused.shown());
        salon.noor.patch(&service).json(&json!({ "duration_minutes": 45, "active": false })).await.ok();
        salon.slots(soon(), soon()).await.is_problem(404, "not_found");
        assert_ne!(salon.book(&ada, at(soon(), 12, 0)).await.status, 201);
        assert!(rows(&salon.desk, "select id from bookings").await.is_empty());
    }

    async fn dates_are_asked_for_in_order_and_not_too_many(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (from, to) = (soon(), soon() + 61.days());
        salon.slots(from, to).await.ok();
        for (from, to) in [(from, to + 1.day()), (to, from)] {
            let refused = salon.slots(from, to).await.expect(422);
            assert_eq!(refused.text_at("/code"), "invalid", "{}", refused.shown());
        }
    }

    async fn hours_past_midnight_are_offered_once(engine: Engine) {
        let salon = Salon::at(engine, super::salon::HOME, hours("20:00", "27:00"), json!({})).await;
        let ada = salon.desk.client("ada").await;
        let night = at(soon(), 23, 30);
        let all = starts(&salon.slots(in_days(6), in_days(8)).await.ok());
        assert_eq!(all.iter().filter(|start| **start == night).count(), 1, "{all:?}");
        salon.book(&ada, night).await.created();
        salon.book(&ada, at(in_days(8), 0, 0)).await.is_problem(409, "slot_taken");
        salon.book(&ada, at(in_days(8), 0, 30)).await.created();
    }
}
