//! A create that is sent again.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::market::{names, service};
use crate::accounts::together::together;
use crate::support::TestDesk;

both_engines! {
    async fn the_same_request_again_gets_the_same_service_also_after_a_restart(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let offer = |noor: &crate::support::Actor, key: &str, body: &Value| {
            noor.post("/api/v1/services").header("idempotency-key", key).json(body)
        };
        let body = service("Стрижка", 80_000, 30);
        let first = offer(&noor, "order-1", &body).await.created();
        // The same, written otherwise.
        let spelled = json!({
            "duration_minutes": 30, "active": true, "name": " Стрижка", "currency": "RUB", "price_minor": 80_000,
            "category": null,
        });
        for again in [&body, &spelled] {
            let second = offer(&noor, "order-1", again).await.created();
            assert_eq!(second.json(), first.json());
            assert_eq!(second.header("etag"), first.header("etag"));
            assert_eq!(second.header("location"), first.header("location"));
        }
        desk.kill_9();
        desk.start_again().await;
        let noor = noor.moved_to(desk.http());
        assert_eq!(offer(&noor, "order-1", &body).await.created().json(), first.json());
        assert_eq!(names(&noor.get("/api/v1/me/services").await.ok()), ["Стрижка"]);
    }

    async fn another_request_with_the_same_key_is_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let offer = |body: Value| noor.post("/api/v1/services").header("idempotency-key", "order-1").json(&body);
        offer(service("Стрижка", 80_000, 30)).await.created();
        for other in [
            service("Стрижка", 80_001, 30),
            service("Стрижка ", 80_000, 31),
            service("Причёска", 80_000, 30),
            json!({ "name": "Стрижка", "price_minor": 80_000, "duration_minutes": 30, "active": false }),
            json!({ "name": "Стрижка", "price_minor": 80_000, "duration_minutes": 30, "currency": "KZT" }),
            json!({ "name": "Стрижка", "price_minor": 80_000, "duration_minutes": 30, "description": "Коротко" }),
            json!({ "name": "Стрижка", "price_minor": 80_000, "duration_minutes": 30, "category": "hair" }),
        ] {
            offer(other).await.is_problem(422, "idempotency_key_reused");
        }
        assert_eq!(names(&noor.get("/api/v1/me/services").await.ok()), ["Стрижка"]);
    }

    async fn a_key_is_its_senders_own(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (noor, omar) = (desk.specialist("noor").await, desk.specialist("omar").await);
        for actor in [&noor, &omar] {
            let body = service(&actor.username, 80_000, 30);
            actor.post("/api/v1/services").header("idempotency-key", "order-1").json(&body).await.created();
        }
        for actor in [&noor, &omar] {
            assert_eq!(names(&actor.get("/api/v1/me/services").await.ok()).join(", "), actor.username);
        }
    }

    async fn twenty_at_once_with_one_key_make_one_service(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let body = service("Стрижка", 80_000, 30);
        let answers =
            together((0..20).map(|_| noor.post("/api/v1/services").header("idempotency-key", "order-1").json(&body)))
                .await;
        let first = answers[0].json();
        for answer in &answers {
            assert_eq!(answer.status, 201, "{}", answer.shown());
            assert_eq!(answer.json(), first, "{}", answer.shown());
        }
        assert_eq!(names(&noor.get("/api/v1/me/services").await.ok()), ["Стрижка"]);
    }

    async fn a_refused_request_leaves_its_key_free(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (noor, ada) = (desk.specialist("noor").await, desk.client("ada").await);
        let offer = |body: Value| noor.post("/api/v1/services").header("idempotency-key", "order-1").json(&body);
        offer(service("", 80_000, 30)).await.refuses_field("name");
        ada.post("/api/v1/services")
            .header("idempotency-key", "order-1")
            .json(&service("Моя", 1, 1))
            .await
            .is_problem(403, "forbidden");
        let made = offer(service("Стрижка", 80_000, 30)).await.created();
        noor.delete(&format!("/api/v1/services/{}", made.text_at("/id"))).await.no_content();
        // What was withdrawn does not come back by a late repetition.
        offer(service("Стрижка", 80_000, 30)).await.is_problem(404, "not_found");
        assert_eq!(names(&noor.get("/api/v1/me/services").await.ok()), Vec::<String>::new());
    }

    async fn a_key_is_short_visible_text_and_comes_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let call = || noor.post("/api/v1/services").json(&service("Стрижка", 80_000, 30));
        for key in ["", &"k".repeat(256), "ключ", "a\tb"] {
            call().header("idempotency-key", key).await.refuses_field("Idempotency-Key");
        }
        call().header("idempotency-key", "a").header("idempotency-key", "b").await.refuses_field("Idempotency-Key");
        call().header("idempotency-key", &"k".repeat(255)).await.created();
        assert_eq!(names(&noor.get("/api/v1/me/services").await.ok()).len(), 1);
    }
}
