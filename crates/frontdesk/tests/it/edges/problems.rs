//! The one shape of our own API's refusals.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use crate::support::TestDesk;

both_engines! {
    async fn sec_ERR_01_every_refusal_has_the_documented_shape(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, noor) = (desk.client("ada").await, desk.specialist("noor").await);
        let service = json!({ "name": "Маникюр", "price_minor": 1, "duration_minutes": 30 });
        let made = noor.post("/api/v1/services").json(&service).await.created();
        let own = format!("/api/v1/services/{}", made.text_at("/id"));
        let large = "a".repeat(2 << 20);
        for (answer, status, code) in [
            (desk.get("/api/v1/nowhere").await, 404, "not_found"),
            (desk.get("/nowhere").await, 404, "not_found"),
            (desk.get("/").await, 404, "not_found"),
            (desk.get("/api/v1/services/1").await, 404, "not_found"),
            (desk.get("/api/v1/me").await, 401, "unauthenticated"),
            (desk.get("/api/v1/me").bearer("no.such.token").await, 401, "invalid_token"),
            (desk.get("/api/v1/me").header("authorization", "Bearer").await, 401, "invalid_token"),
            (
                desk.post("/api/v1/sessions").json(&json!({ "identifier": "eve", "password": "wrong-wrong" })).await,
                401,
                "invalid_credentials",
            ),
            (ada.post("/api/v1/services").json(&service).await, 403, "forbidden"),
            (noor.put("/api/v1/services").json(&service).await, 405, "method_not_allowed"),
            (noor.patch(&own).header("if-match", "\"99\"").json(&json!({ "name": "Педикюр" })).await, 412, "stale"),
            (desk.post("/api/v1/accounts").raw("application/json", large.as_str()).await, 413, "too_large"),
            (desk.post("/api/v1/accounts").raw("text/plain", "{}").await, 415, "unsupported_media_type"),
            (desk.post("/api/v1/accounts").raw("application/json", "{").await, 400, "malformed_json"),
            (desk.post("/api/v1/accounts").raw("application/json", "[]").await, 400, "not_an_object"),
            (desk.post("/api/v1/accounts").json(&json!({})).await, 422, "invalid"),
            (desk.get("/api/v1/services?limit=no").await, 422, "invalid"),
            (desk.get("/api/v1/services?x=1").await, 422, "invalid"),
        ] {
            assert_shape(&answer.is_problem(status, code));
        }
    }

    async fn every_faulty_field_is_named_at_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let body = json!({
            "name": "", "category": "weapons", "price_minor": -1, "currency": "BTC", "duration_minutes": "45",
            "active": 1, "x": 1,
        });
        let refused = noor.post("/api/v1/services").json(&body).await.is_problem(422, "invalid");
        let errors = refused.at("/errors").as_array().expect("a list");
        let fields: Vec<&str> = errors.iter().map(|error| error["field"].as_str().expect("a name")).collect();
        assert_eq!(fields, ["name", "category", "price_minor", "currency", "duration_minutes", "active", "x"]);
        let missing = noor.post("/api/v1/services").json(&json!({})).await.is_problem(422, "invalid");
        let errors = missing.at("/errors").as_array().expect("a list");
        let told: Vec<_> = errors.iter().map(|error| (error["field"].as_str(), error["code"].as_str())).collect();
        let required = ["name", "price_minor", "duration_minutes"].map(|field| (Some(field), Some("required")));
        assert_eq!(told, required);
    }

    async fn a_refusal_for_want_of_a_token_says_how_to_show_one(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for path in ["/api/v1/me", "/api/v1/sessions", "/api/auth/profile/me/"] {
            for call in
                [desk.get(path), desk.get(path).bearer("a.b.c"), desk.get(path).header("authorization", "Basic YTpi")]
            {
                let refused = call.await.expect(401);
                let challenge = refused.header("www-authenticate").unwrap_or_default();
                assert!(challenge.starts_with("Bearer"), "{challenge:?}: {}", refused.shown());
            }
        }
    }
}

#[track_caller]
fn assert_shape(answer: &Answer) {
    let body = answer.json().as_object().expect("a problem is an object");
    let mut keys: Vec<&str> = body.keys().map(String::as_str).collect();
    keys.retain(|key| *key != "errors");
    keys.sort_unstable();
    assert_eq!(keys, ["code", "detail", "request_id", "status", "title", "type"], "{}", answer.shown());
    for key in ["type", "title", "detail", "code", "request_id"] {
        assert!(body[key].as_str().is_some_and(|text| !text.is_empty()), "no {key}: {}", answer.shown());
    }
    assert_eq!(answer.header("x-request-id"), body["request_id"].as_str(), "{}", answer.shown());
    let errors = body.get("errors").map(|errors| errors.as_array().cloned().expect("a list"));
    assert_eq!(errors.is_some(), body["code"] == "invalid", "{}", answer.shown());
    for error in errors.unwrap_or_default() {
        let mut keys: Vec<&String> = error.as_object().expect("an object").keys().collect();
        keys.sort_unstable();
        assert_eq!(keys, ["code", "field", "message"], "{}", answer.shown());
        assert!(
            error
                .as_object()
                .expect("an object")
                .values()
                .all(|value| value.as_str().is_some_and(|text| !text.is_empty()))
        );
    }
}
