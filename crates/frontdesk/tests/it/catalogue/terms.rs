//! On which terms a service can be booked.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::market::{offer, service, usual_terms, with};
use crate::support::{Actor, TestDesk};

/// Insists on these members of the service at `path`.
async fn assert_told(noor: &Actor, path: &str, expected: &Value) {
    let shown = noor.get(path).await.ok();
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(&shown.json()[key], value, "{key}: {}", shown.shown());
    }
}

both_engines! {
    async fn who_says_nothing_about_terms_gets_the_usual_ones_on_every_wire(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let old = json!({ "name": "Массаж", "price": "1500.00", "duration_minutes": 45 });
        let old = noor.post("/api/auth/services/").json(&old).await.created();
        for term in usual_terms().as_object().expect("an object").keys() {
            assert_eq!(old.json().get(term), None, "the older wire tells what it always told: {}", old.shown());
        }
        noor.post("/api/v1/services").json(&service("Массаж", 150_000, 45)).await.created();
        let own = noor.get("/api/v1/me/services").await.ok();
        for item in own.at("/items").as_array().expect("a list") {
            assert_eq!(&with(item.clone(), usual_terms()), item);
            assert_eq!(item["bookable"], true);
        }
    }

    async fn each_term_keeps_to_its_limits(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let path = format!("/api/v1/services/{}", offer(&noor, &service("Массаж", 150_000, 45)).await);
        for (term, good, bad) in [
            ("buffer_before_minutes", vec![json!(0), json!(5), json!(240)], vec![json!(-5), json!(7), json!(245)]),
            ("buffer_after_minutes", vec![json!(0), json!(5), json!(240)], vec![json!(-5), json!(239), json!(241)]),
            ("lead_minutes", vec![json!(0), json!(1), json!(43_200)], vec![json!(-1), json!(43_201), json!("5")]),
            ("horizon_days", vec![json!(1), json!(366)], vec![json!(0), json!(367), json!(null)]),
            ("grid_minutes", vec![json!(5), json!(10), json!(15), json!(20), json!(30), json!(60)], vec![
                json!(0), json!(1), json!(25), json!(45), json!(61), json!("15"),
            ]),
            ("grid_from", vec![json!("clock"), json!("opening")], vec![json!(""), json!("Clock"), json!(null)]),
            ("daily_limit", vec![json!(1), json!(100), json!(null)], vec![json!(0), json!(101)]),
            ("confirmation", vec![json!("auto"), json!("manual")], vec![json!("never"), json!(true)]),
            ("cancel_until_minutes", vec![json!(0), json!(43_200)], vec![json!(-1), json!(43_201)]),
            ("reschedule_until_minutes", vec![json!(0), json!(43_200)], vec![json!(-1), json!(43_201)]),
            ("max_reschedules", vec![json!(0), json!(100)], vec![json!(-1), json!(101)]),
            ("seats", vec![json!(1), json!(200)], vec![json!(0), json!(201), json!(null)]),
        ] {
            for value in good {
                let told = json!({ term: value });
                noor.patch(&path).json(&told).await.ok();
                assert_told(&noor, &path, &told).await;
                noor.post("/api/v1/services").json(&with(service("Массаж", 1, 45), told)).await.created();
            }
            for value in bad {
                let told = json!({ term: value });
                noor.patch(&path).json(&told).await.refuses_field(term);
                noor.post("/api/v1/services").json(&with(service("Массаж", 1, 45), told)).await.refuses_field(term);
            }
        }
    }

    async fn a_change_of_terms_is_a_new_version_and_leaves_the_others(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let terms = json!({ "daily_limit": 3, "grid_from": "opening", "confirmation": "manual", "lead_minutes": 90 });
        let made = noor.post("/api/v1/services").json(&with(service("Массаж", 1, 45), terms.clone())).await.created();
        let path = format!("/api/v1/services/{}", made.text_at("/id"));
        let seen = made.header("etag").expect("a version").to_owned();
        assert_told(&noor, &path, &with(usual_terms(), terms.clone())).await;

        let limitless = json!({ "daily_limit": null });
        let changed = noor.patch(&path).header("if-match", &seen).json(&limitless).await.ok();
        assert_ne!(changed.header("etag"), Some(seen.as_str()));
        assert_told(&noor, &path, &with(with(usual_terms(), terms), limitless.clone())).await;
        let same = noor.patch(&path).json(&limitless).await.ok();
        assert_eq!(same.header("etag"), changed.header("etag"), "nothing new is no new version");
        let price = json!({ "name": "Массаж лица", "price": "900.00", "duration_minutes": 60 });
        let number = noor.get("/api/auth/services/").await.ok().at("/0/id").clone();
        noor.put(&format!("/api/auth/services/{number}/")).json(&price).await.ok();
        assert_told(&noor, &path, &json!({ "confirmation": "manual", "lead_minutes": 90, "duration_minutes": 60 })).await;
    }

    async fn what_fits_no_calendar_or_is_hidden_is_not_bookable(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (minutes, bookable) in [(1, false), (4, false), (5, true), (7, false), (44, false), (45, true), (1_440, true)] {
            let made = noor.post("/api/v1/services").json(&service("Массаж", 1, minutes)).await.created();
            assert_eq!(made.at("/bookable"), &json!(bookable), "{minutes}");
            let path = format!("/api/v1/services/{}", made.text_at("/id"));
            let hidden = noor.patch(&path).json(&json!({ "active": false })).await.ok();
            assert_eq!(hidden.at("/bookable"), &json!(false), "{minutes}");
        }
        for minutes in [0, 1_445, 9_000_000] {
            let old = json!({ "name": "Старая", "price": "1.00", "duration_minutes": minutes });
            noor.post("/api/auth/services/").json(&old).await.created();
            let newest = noor.get("/api/v1/me/services?limit=1").await.ok();
            assert_eq!(newest.at("/items/0/bookable"), &json!(false), "{minutes}");
        }
    }

    async fn sec_BK_05_a_key_stands_for_the_terms_too(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let send = |terms: Value| {
            let body = with(service("Массаж", 1, 45), terms);
            noor.post("/api/v1/services").header("idempotency-key", "one").json(&body)
        };
        let first = send(json!({})).await.created();
        let same = send(usual_terms()).await.created();
        assert_eq!(same.at("/id"), first.at("/id"), "to say what is usual is to say nothing");
        for (term, value) in [("lead_minutes", json!(5)), ("daily_limit", json!(5)), ("grid_from", json!("opening"))] {
            send(json!({ term: value })).await.is_problem(422, "idempotency_key_reused");
        }
    }
}
