//! Specialists with something to offer.

use frontdesk_testkit::{Answer, Call, Http};
use serde_json::{Value, json};

use crate::support::{Actor, TestDesk};

/// A service that is sound in every field.
pub fn service(name: &str, price_minor: i64, minutes: i64) -> Value {
    json!({ "name": name, "price_minor": price_minor, "duration_minutes": minutes })
}

/// The same, on a shelf.
pub fn shelved(name: &str, category: &str, price_minor: i64, minutes: i64) -> Value {
    json!({ "name": name, "category": category, "price_minor": price_minor, "duration_minutes": minutes })
}

/// The terms of a service whose specialist has said nothing about them.
pub fn usual_terms() -> Value {
    json!({
        "buffer_before_minutes": 0, "buffer_after_minutes": 0, "lead_minutes": 0, "horizon_days": 60,
        "grid_minutes": 15, "grid_from": "clock", "daily_limit": null, "confirmation": "auto",
        "cancel_until_minutes": 0, "reschedule_until_minutes": 0, "max_reschedules": 3, "seats": 1,
    })
}

/// A body with some of its fields changed, or more of them.
pub fn with(mut body: Value, change: Value) -> Value {
    let fields = change.as_object().expect("a change is an object").clone();
    body.as_object_mut().expect("a body is an object").extend(fields);
    body
}

/// Offers it and tells its id.
pub async fn offer(specialist: &Actor, service: &Value) -> String {
    specialist.post("/api/v1/services").json(service).await.created().text_at("/id").to_owned()
}

/// A specialist of this city who offers these services.
pub async fn specialist(desk: &TestDesk, username: &str, city: &str, services: &[Value]) -> Actor {
    let actor = desk.specialist(username).await;
    actor.patch("/api/v1/me/profile").json(&json!({ "full_name": username, "city": city })).await.ok();
    for service in services {
        offer(&actor, service).await;
    }
    actor
}

/// The profile's id.
pub async fn profile_of(actor: &Actor) -> String {
    actor.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned()
}

/// The public list narrowed by these parameters.
pub fn list(http: Http, parameters: &[(&str, &str)]) -> Call {
    parameters.iter().fold(http.get("/api/v1/services"), |call, (name, value)| call.query(name, value))
}

/// The names of the services on a page, in its order.
pub fn names(page: &Answer) -> Vec<String> {
    texts(page, "name")
}

/// One text of each service on a page, in its order.
pub fn texts(page: &Answer, key: &str) -> Vec<String> {
    let items = page.at("/items").as_array().expect("a page has items");
    items.iter().map(|item| item[key].as_str().unwrap_or_else(|| panic!("no {key} in {item}")).to_owned()).collect()
}

/// Insists on the services called so, in any order.
#[track_caller]
pub fn assert_found(page: Answer, expected: &[&str]) {
    let page = page.ok();
    let (mut found, mut expected) = (names(&page), expected.to_vec());
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected, "{}", page.shown());
}
