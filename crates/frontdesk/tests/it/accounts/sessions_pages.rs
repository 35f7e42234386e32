//! Pages of `GET /api/v1/sessions`, and what holds for every cursor.

use frontdesk_testkit::both_engines;
use serde_json::json;

use crate::support::TestDesk;

both_engines! {
    async fn pages_show_every_session_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        for _ in 0..4 {
            ada.on_another_device().await;
        }
        let (mut seen, mut cursor): (Vec<String>, Option<String>) = (Vec::new(), None);
        loop {
            let mut call = ada.get("/api/v1/sessions").query("limit", "2");
            if let Some(cursor) = &cursor {
                call = call.query("cursor", cursor);
            }
            let page = call.await.ok();
            let items = page.at("/items").as_array().expect("a list");
            seen.extend(items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()));
            match page.at("/next_cursor").as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break,
            }
        }
        let mut unique = seen.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((seen.len(), unique.len()), (5, 5));
        assert_eq!(seen.last(), Some(&ada.session_id), "the oldest comes last");
    }

    async fn sec_AZ_07_a_cursor_is_good_only_where_and_for_whom_it_was_made(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, ben) = (desk.client("ada").await, desk.specialist("ben").await);
        ada.on_another_device().await;
        for number in 0..2 {
            let service =
                json!({ "name": format!("Стрижка {number}"), "price_minor": 100_000, "duration_minutes": 30 });
            ben.post("/api/v1/services").json(&service).await.created();
        }
        let cursor_of = async |call: frontdesk_testkit::Call| {
            call.query("limit", "1").await.ok().text_at("/next_cursor").to_owned()
        };
        let own = cursor_of(ada.get("/api/v1/sessions")).await;
        let services = cursor_of(desk.get("/api/v1/services")).await;
        let bens = cursor_of(ben.get("/api/v1/me/services")).await;

        ada.get("/api/v1/sessions").query("cursor", &own).await.ok();
        ben.get("/api/v1/sessions").query("cursor", &own).await.refuses_field("cursor");
        ada.get("/api/v1/sessions").query("cursor", &services).await.refuses_field("cursor");
        ada.get("/api/v1/sessions").query("cursor", &bens).await.refuses_field("cursor");
        desk.get("/api/v1/services").query("cursor", &own).await.refuses_field("cursor");
        desk.get("/api/v1/services").query("cursor", &bens).await.refuses_field("cursor");
        desk.get("/api/v1/services").query("sort", "price").query("cursor", &services).await.refuses_field("cursor");

        let longer = format!("{own}A");
        for forged in ["0", "AAAA", "' or 1=1 --", &own[1..], &own[..own.len() - 1], longer.as_str(), &"A".repeat(300)]
        {
            ada.get("/api/v1/sessions").query("cursor", forged).await.refuses_field("cursor");
        }
        ada.get("/api/v1/sessions").query("cursor", &"A".repeat(20_000)).await.expect(422);
        for limit in ["0", "101", "-1", "1e1", "ten"] {
            ada.get("/api/v1/sessions").query("limit", limit).await.refuses_field("limit");
        }
        ada.get("/api/v1/sessions").query("order", "password_hash").await.refuses_field("order");
    }

    async fn sec_AZ_07_a_cursor_outlives_a_restart(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        ada.on_another_device().await;
        let page = ada.get("/api/v1/sessions?limit=1").await.ok();
        desk.restart().await;
        let next =
            ada.moved_to(desk.http()).get("/api/v1/sessions").query("cursor", page.text_at("/next_cursor")).await;
        assert_eq!(next.ok().at("/items").as_array().expect("a list").len(), 1);
    }
}
