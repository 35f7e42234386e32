//! Several services in one visit.

use frontdesk_testkit::both_engines;
use jiff::ToSpan;
use serde_json::{Value, json};

use super::salon::{Salon, at, in_days, moment, path, soon, starts};
use crate::catalogue::market::{offer, service, with};
use crate::support::{Actor, rows};

impl Salon {
    /// Books the massage and what follows.
    fn book_with(&self, who: &Actor, then: &[&str], starts_at: jiff::Timestamp) -> frontdesk_testkit::Call {
        let body = json!({ "service": self.massage, "then": then, "starts_at": starts_at.to_string() });
        who.post("/api/v1/bookings").json(&body)
    }

    async fn cut(&self, terms: Value) -> String {
        offer(&self.noor, &with(service("Стрижка", 90_000, 45), terms)).await
    }
}

both_engines! {
    async fn three_services_are_one_visit_that_ends_when_the_last_does(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let (cut, brows) = (salon.cut(json!({})).await, offer(&salon.noor, &service("Брови", 50_000, 15)).await);
        let noon = at(soon(), 12, 0);
        let booked = salon.book_with(&ada, &[&cut, &brows], noon).await.created();
        assert_eq!(moment(booked.at("/ends_at")), noon + 2.hours(), "{}", booked.shown());
        assert_eq!(*booked.at("/price_minor"), 290_000);
        let items = booked.at("/items").as_array().expect("items");
        let told: Vec<_> = items.iter().map(|item| (item["id"].as_str().expect("an id"), moment(&item["starts_at"]))).collect();
        let (second, third) = (noon + 60.minutes(), noon + 105.minutes());
        assert_eq!(told, [(salon.massage.as_str(), noon), (&cut, second), (&brows, third)]);
        assert_eq!(moment(&items[2]["ends_at"]), noon + 2.hours());
        // One booking takes all of it, and gives all of it back.
        let free = salon.starts(soon()).await;
        assert!(!free.iter().any(|start| *start > noon - 1.hours() && *start < noon + 2.hours()), "{free:?}");
        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        assert!(salon.starts(soon()).await.contains(&(noon + 60.minutes())));
    }

    async fn a_visit_counts_for_as_many_as_it_has_services(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let brows = offer(&salon.noor, &service("Брови", 50_000, 15)).await;
        salon.book_with(&ada, &[brows.as_str(); 5], at(soon(), 9, 0)).await.created();
        salon.book_with(&ada, &[brows.as_str(); 4], at(soon(), 12, 0)).await.is_problem(422, "too_many_bookings");
        salon.book_with(&ada, &[brows.as_str(); 3], at(soon(), 12, 0)).await.created();
        salon.book(&ada, at(soon(), 15, 0)).await.is_problem(422, "too_many_bookings");
    }

    async fn a_visit_is_offered_only_where_all_of_it_fits(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, cut) = (salon.desk.client("ada").await, salon.cut(json!({ "buffer_after_minutes": 15 })).await);
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        let day = soon().to_string();
        let path = format!("/api/v1/services/{}/slots", salon.massage);
        let slots = salon.desk.get(&path).query("from", &day).query("to", &day).query("then", &cut).await.ok();
        let free = starts(&slots);
        assert!(free.contains(&at(soon(), 10, 0)) && !free.contains(&at(soon(), 10, 15)), "{free:?}");
        assert_eq!(free.last(), Some(&at(soon(), 19, 15)), "only the buffer may run past closing");
        for quarter in 36..84 {
            let start = at(soon(), quarter / 4, (quarter % 4) * 15);
            let asked = salon.desk.get(&format!("{path}/explain")).query("at", &start.to_string()).query("then", &cut);
            assert_eq!(*asked.await.ok().at("/free"), free.contains(&start), "{start}");
        }
        salon.book_with(&ada, &[&cut], at(soon(), 10, 15)).await.is_problem(409, "slot_taken");
        assert_eq!(salon.bookings().await, 1, "all or nothing");
        salon.book_with(&ada, &[&cut], at(soon(), 10, 0)).await.created();
        let next = salon.desk.get(&format!("{path}/next")).query("then", &cut).await.ok();
        assert_eq!(*next.at("/slot/price_minor"), 240_000);
    }

    async fn a_visit_keeps_the_strictest_terms_of_its_services(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "cancel_until_minutes": 60, "max_reschedules": 1 })).await;
        let ada = salon.desk.client("ada").await;
        let strict = json!({ "cancel_until_minutes": 1_440, "confirmation": "manual", "horizon_days": 10 });
        let cut = salon.cut(strict).await;
        let noon = at(soon(), 12, 0);
        let booked = salon.book_with(&ada, &[&cut], noon).await.created();
        assert_eq!(booked.text_at("/status"), "requested");
        assert_eq!(*booked.at("/reschedules_left"), 1);
        salon.noor.post(&format!("{}/confirmation", path(&booked))).await.ok();
        let firm = ada.get(&path(&booked)).await.ok();
        assert_eq!(moment(firm.at("/cancel_until")), noon - 24.hours());
        salon.book_with(&ada, &[&cut], at(in_days(12), 12, 0)).await.is_problem(422, "not_bookable");
    }

    async fn a_visit_moves_as_a_whole_and_stays_what_was_agreed_on(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, cut) = (salon.desk.client("ada").await, salon.cut(json!({})).await);
        let booked = salon.book_with(&ada, &[&cut], at(soon(), 12, 0)).await.created();
        let change = json!({ "price_minor": 1, "duration_minutes": 240, "name": "Другое" });
        salon.noor.patch(&format!("/api/v1/services/{cut}")).json(&change).await.ok();
        let later = at(soon(), 13, 0);
        let moved = ada.put(&format!("{}/time", path(&booked))).json(&json!({ "starts_at": later.to_string() })).await.ok();
        assert_eq!(moment(moved.at("/ends_at")), later + 105.minutes());
        assert_eq!(moment(moved.at("/items/1/starts_at")), later + 60.minutes());
        assert_eq!((moved.text_at("/items/1/name"), moved.at("/items/1/price_minor")), ("Стрижка", &json!(90_000)));
        // A service that goes leaves its name.
        salon.noor.delete(&format!("/api/v1/services/{cut}")).await.no_content();
        let left = ada.get(&path(&booked)).await.ok();
        assert_eq!((left.at("/items/1/id"), left.text_at("/items/1/name")), (&Value::Null, "Стрижка"));
    }

    async fn the_limit_of_each_service_counts_wherever_it_stands_in_a_visit(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, cut) = (salon.desk.client("ada").await, salon.cut(json!({ "daily_limit": 2 })).await);
        salon.book_with(&ada, &[&cut, &cut, &cut], at(soon(), 9, 0)).await.is_problem(409, "slot_taken");
        salon.book_with(&ada, &[&cut], at(soon(), 9, 0)).await.created();
        salon.book_with(&ada, &[&cut, &cut], at(soon(), 12, 0)).await.is_problem(409, "slot_taken");
        let second = salon.book_other(&ada, &cut, at(soon(), 12, 0)).await.created();
        salon.book_with(&ada, &[&cut], at(soon(), 15, 0)).await.is_problem(409, "slot_taken");
        salon.book_with(&ada, &[], at(soon(), 15, 0)).await.created();
        let away = json!({ "starts_at": at(in_days(8), 9, 0).to_string() });
        ada.put(&format!("{}/time", path(&second))).json(&away).await.ok();
        salon.book_with(&ada, &[&cut], at(soon(), 18, 0)).await.created();
    }

    async fn what_makes_no_visit_is_refused_by_its_field(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, anna) = (salon.desk.client("ada").await, salon.desk.specialist("anna").await);
        let noon = at(soon(), 12, 0);
        let others = offer(&anna, &service("Чужая", 1_000, 30)).await;
        let dollars = offer(&salon.noor, &with(service("Stretching", 1_000, 30), json!({ "currency": "USD" }))).await;
        let nothing = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90";
        for (then, code) in
            [(others.as_str(), "other_specialist"), (&dollars, "other_currency"), (nothing, "invalid_choice")]
        {
            let refused = salon.book_with(&ada, &[then], noon).await.expect(422);
            assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), ("then", code));
        }
        let many = vec![salon.massage.as_str(); 10];
        assert_eq!(salon.book_with(&ada, &many, noon).await.expect(422).text_at("/errors/0/code"), "too_many");
        let long = offer(&salon.noor, &service("Долго", 1_000, 1_440)).await;
        let refused = salon.book_with(&ada, &[&long], noon).await.is_problem(422, "not_bookable");
        assert_eq!(refused.text_at("/reason"), "duration");
        assert!(rows(&salon.desk, "select id from bookings").await.is_empty());
    }
}
