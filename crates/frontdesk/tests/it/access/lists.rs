//! Lists tell no more than the things themselves would.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::cast::{Cast, Who};

both_engines! {
    async fn sec_AZ_06_nothing_secret_can_be_sorted_or_searched_by(engine: Engine) {
        let cast = Cast::open(engine).await;
        for order in
            ["password", "-password", "email", "specialist.email", "users.password_hash", "id", "1", "price,email"]
        {
            for who in [Who::Anonymous, Who::Specialist, Who::Staff, Who::Admin] {
                let list = cast.call(who, "GET", "/api/v1/services").query("sort", order).await;
                list.refuses_field("sort");
            }
        }
        for name in ["email", "phone", "password", "password_hash", "role", "active", "suspended_at", "username", "bio"]
        {
            cast.desk.get("/api/v1/services").query(name, "a").await.refuses_field(name);
            cast.specialist.get("/api/v1/me/services").query(name, "a").await.refuses_field(name);
            cast.client.get("/api/v1/sessions").query(name, "a").await.refuses_field(name);
        }
    }

    async fn sec_AZ_06_counts_and_pages_do_not_tell_of_what_is_hidden(engine: Engine) {
        let cast = Cast::open(engine).await;
        let offer = |name: &str, active: bool| {
            let service = crate::catalogue::market::shelved(name, "massage", 1_000, 30);
            crate::catalogue::market::with(service, json!({ "active": active }))
        };
        cast.specialist.post("/api/v1/services").json(&offer("Массаж спины", true)).await.created();
        cast.specialist.post("/api/v1/services").json(&offer("Массаж ног", false)).await.created();
        cast.other_specialist.post("/api/v1/services").json(&offer("Массаж рук", true)).await.created();
        cast.desk.suspend(&cast.other_specialist).await;

        for who in [Who::Anonymous, Who::Client, Who::Staff] {
            for path in [
                "/api/v1/services?limit=1",
                "/api/v1/services?limit=1&q=массаж",
                "/api/v1/services?limit=1&category=massage",
            ] {
                let page = cast.call(who, "GET", &encoded(path)).await.ok();
                assert_eq!(page.at("/items").as_array().expect("a list").len(), 1, "{}", page.shown());
                assert_eq!(page.at("/next_cursor"), &json!(null), "{}", page.shown());
            }
            let categories = cast.call(who, "GET", "/api/v1/categories").await.ok();
            let massage =
                categories.at("/items").as_array().expect("a list").iter().find(|one| one["key"] == "massage");
            assert_eq!(massage.expect("a category")["services"], 1, "{}", categories.shown());
        }
        let profile = cast.profile_id().await;
        let shown = cast.desk.get(&format!("/api/v1/specialists/{profile}")).await.ok();
        assert_eq!(shown.at("/services").as_array().expect("a list").len(), 1, "{}", shown.shown());
        let own = cast.specialist.get("/api/v1/me/services").await.ok();
        assert_eq!(own.at("/items").as_array().expect("a list").len(), 2, "{}", own.shown());
        let wire = cast.desk.get("/api/auth/services/").await.ok();
        assert_eq!(wire.json().as_array().expect("a list").len(), 1, "{}", wire.shown());
    }
}

/// The path with its Russian letters as a URL has them.
fn encoded(path: &str) -> String {
    path.replace("массаж", "%D0%BC%D0%B0%D1%81%D1%81%D0%B0%D0%B6")
}
