//! A service in its owner's hands.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::market::{names, offer, profile_of, service, shelved, usual_terms, with};
use crate::support::{TestDesk, frontdesk, with_staff};

both_engines! {
    async fn a_specialist_offers_changes_and_withdraws_a_service(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        noor.patch("/api/v1/me/profile").json(&json!({ "full_name": "Нур Ахметова", "city": "Казань" })).await.ok();
        let description = json!({ "description": "Классический.\nС маслом." });
        let body = with(shelved("  Массаж лица ", "massage", 150_000, 45), description);
        let made = noor.post("/api/v1/services").json(&body).await.created();
        let path = format!("/api/v1/services/{}", made.text_at("/id"));
        assert_eq!(made.header("location"), Some(path.as_str()));
        let mut expected = json!({
            "id": made.at("/id"), "name": "Массаж лица", "category": "massage",
            "description": "Классический.\nС маслом.",
            "price_minor": 150_000, "currency": "RUB", "duration_minutes": 45, "active": true,
            "bookable": true,
            "specialist": {
                "id": profile_of(&noor).await, "full_name": "Нур Ахметова", "city": "Казань", "avatar_url": null,
            },
            "created_at": made.at("/created_at"), "updated_at": made.at("/updated_at"),
        });
        expected = with(expected, usual_terms());
        assert_eq!(made.json(), &expected);
        assert_eq!(desk.get(&path).await.ok().json(), &expected);
        assert_eq!(desk.get("/api/v1/services").await.ok().at("/items/0"), &expected);

        let change = json!({ "price_minor": 170_000, "category": null, "currency": "KZT", "description": "" });
        let changed = noor.patch(&path).json(&change).await.ok();
        expected.as_object_mut().expect("an object").extend(change.as_object().cloned().expect("an object"));
        expected["updated_at"] = changed.at("/updated_at").clone();
        assert_eq!(changed.json(), &expected);
        assert_eq!(desk.get(&path).await.ok().json(), &expected);

        noor.delete(&path).await.no_content();
        desk.get(&path).await.is_problem(404, "not_found");
        noor.delete(&path).await.is_problem(404, "not_found");
        noor.patch(&path).json(&json!({ "active": true })).await.is_problem(404, "not_found");
        assert_eq!(desk.get("/api/v1/services").await.ok().at("/items"), &json!([]));
    }

    async fn what_is_left_out_has_its_default_at_first_and_stays_later(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let made = noor.post("/api/v1/services").json(&service("Стрижка", 80_000, 30)).await.created();
        for (key, value) in
            [("category", json!(null)), ("description", json!("")), ("currency", json!("RUB")), ("active", json!(true))]
        {
            assert_eq!(made.json()[key], value, "{key}: {}", made.shown());
        }
        let path = format!("/api/v1/services/{}", made.text_at("/id"));
        noor.patch(&path).json(&json!({ "category": "hair", "active": false, "description": "Коротко" })).await.ok();
        let changed = noor.patch(&path).json(&json!({ "name": "Мужская стрижка" })).await.ok();
        for (key, value) in [
            ("category", json!("hair")),
            ("active", json!(false)),
            ("description", json!("Коротко")),
            ("price_minor", json!(80_000)),
        ] {
            assert_eq!(changed.json()[key], value, "{key}: {}", changed.shown());
        }
        for change in [
            json!({ "name": null }),
            json!({ "price_minor": null }),
            json!({ "active": null }),
            json!({ "currency": null }),
            json!({ "name": "" }),
        ] {
            let key = change.as_object().and_then(|keys| keys.keys().next()).expect("a key").clone();
            noor.patch(&path).json(&change).await.refuses_field(&key);
        }
    }

    async fn ones_own_list_has_all_of_ones_own_the_newest_first(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (noor, omar) = (desk.specialist("noor").await, desk.specialist("omar").await);
        for name in ["Первая", "Вторая", "Третья"] {
            offer(&noor, &service(name, 1_000, 30)).await;
        }
        offer(&omar, &service("Чужая", 1_000, 30)).await;
        let hidden =
            offer(&noor, &json!({ "name": "Скрытая", "price_minor": 1, "duration_minutes": 1, "active": false })).await;
        let mut seen = Vec::new();
        let mut page = noor.get("/api/v1/me/services?limit=3").await.ok();
        loop {
            seen.extend(names(&page));
            let Some(cursor) = page.at("/next_cursor").as_str().map(str::to_owned) else { break };
            page = noor.get("/api/v1/me/services?limit=3").query("cursor", &cursor).await.ok();
        }
        assert_eq!(seen, ["Скрытая", "Третья", "Вторая", "Первая"]);
        noor.get(&format!("/api/v1/services/{hidden}")).await.ok();
        assert_eq!(names(&omar.get("/api/v1/me/services").await.ok()), ["Чужая"]);
    }

    async fn an_administrator_manages_anybodys_services_and_offers_none(engine: Engine) {
        let desk =
            TestDesk::open_with(with_staff(frontdesk(engine).await, &[("chief", "admin"), ("sam", "staff")]).await)
                .await;
        let (noor, chief, sam) =
            (desk.specialist("noor").await, desk.signed_in("chief").await, desk.signed_in("sam").await);
        let path = format!("/api/v1/services/{}", offer(&noor, &service("Стрижка", 80_000, 30)).await);
        chief.patch(&path).json(&json!({ "active": false })).await.ok();
        assert_eq!(noor.get(&path).await.ok().at("/active"), &json!(false));
        sam.patch(&path).json(&json!({ "active": true })).await.is_problem(403, "forbidden");
        chief.post("/api/v1/services").json(&service("Моя", 1, 1)).await.is_problem(403, "forbidden");
        chief.delete(&path).await.no_content();
        noor.get(&path).await.is_problem(404, "not_found");
    }
}
