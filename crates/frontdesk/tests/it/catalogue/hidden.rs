//! What is not on offer is nowhere to be found, and comes back when it is.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::market::{assert_found, list, profile_of, shelved, specialist};
use crate::support::{Actor, TestDesk};

/// Every list in which the service can stand: the names in it.
async fn everywhere(desk: &TestDesk, profile: &str) -> Vec<Vec<String>> {
    let named = |list: &Value| -> Vec<String> {
        list.as_array().expect("a list").iter().filter_map(|item| item["name"].as_str().map(str::to_owned)).collect()
    };
    let mut all = Vec::new();
    for parameters in [
        &[][..],
        &[("q", "маникюра")],
        &[("category", "nails")],
        &[("city", "казань")],
        &[("sort", "price")],
        &[("specialist", profile)],
    ] {
        all.push(named(list(desk.http(), parameters).await.ok().at("/items")));
    }
    let page = desk.get(&format!("/api/v1/specialists/{profile}")).await;
    all.push(if page.status == 404 { Vec::new() } else { named(page.ok().at("/services")) });
    for path in
        ["/api/auth/services/", "/api/auth/services/?name=%D0%BC%D0%B0%D0%BD%D0%B8", "/api/auth/services/?min_price=1"]
    {
        all.push(named(desk.get(path).await.ok().json()));
    }
    let categories = desk.get("/api/v1/categories").await.ok();
    let nails = categories
        .at("/items")
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["key"] == "nails")
        .expect("a shelf")
        .clone();
    all.push(vec!["Маникюр".to_owned(); nails["services"].as_u64().expect("a number") as usize]);
    all
}

async fn anna(desk: &TestDesk) -> (Actor, String, String) {
    let anna = specialist(desk, "anna", "Казань", &[shelved("Маникюр", "nails", 120_000, 90)]).await;
    let profile = profile_of(&anna).await;
    let id = anna.get("/api/v1/me/services").await.ok().text_at("/items/0/id").to_owned();
    (anna, profile, format!("/api/v1/services/{id}"))
}

both_engines! {
    async fn an_inactive_service_is_its_owners_alone(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (anna, profile, path) = anna(&desk).await;
        assert!(everywhere(&desk, &profile).await.iter().all(|names| *names == ["Маникюр"]));
        anna.patch(&path).json(&json!({ "active": false })).await.ok();
        for (place, names) in everywhere(&desk, &profile).await.iter().enumerate() {
            assert!(names.is_empty(), "it is still in list {place}");
        }
        desk.get(&path).await.is_problem(404, "not_found");
        assert_eq!(anna.get(&path).await.ok().at("/active"), &json!(false));
        assert_found(anna.get("/api/v1/me/services").await, &["Маникюр"]);
        anna.patch(&path).json(&json!({ "active": true })).await.ok();
        assert!(everywhere(&desk, &profile).await.iter().all(|names| *names == ["Маникюр"]));
    }

    async fn a_suspended_specialist_offers_nothing(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (anna, profile, path) = anna(&desk).await;
        desk.suspend(&anna).await;
        // What other processes change is seen here after a second at most.
        let began = std::time::Instant::now();
        let mut lists = everywhere(&desk, &profile).await;
        while lists.iter().any(|names| !names.is_empty()) && began.elapsed() < std::time::Duration::from_secs(2) {
            lists = everywhere(&desk, &profile).await;
        }
        for (place, names) in lists.iter().enumerate() {
            assert!(names.is_empty(), "it is still in list {place}");
        }
        desk.get(&path).await.is_problem(404, "not_found");
        desk.restore(&anna).await;
        let began = std::time::Instant::now();
        while !everywhere(&desk, &profile).await.iter().all(|names| *names == ["Маникюр"]) {
            assert!(began.elapsed() < std::time::Duration::from_secs(2), "it does not come back");
        }
    }
}
