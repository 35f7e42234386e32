//! What is somebody else's is as good as not there.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::cast::{Cast, Who};

/// An id of the right kind that nothing has.
const UNKNOWN: &str = "0197a3c5-7c1e-7d3a-9a51-0c2f4e6b8d10";
const UNKNOWN_NUMBER: &str = "987654321";

both_engines! {
    async fn sec_AZ_02_somebody_elses_service_answers_as_one_that_was_never_there(engine: Engine) {
        let cast = Cast::open(engine).await;
        let (id, number) = (cast.service_id().await, cast.service_number().await.to_string());
        for (method, body) in [("PATCH", json!({ "name": "Мой массаж" })), ("DELETE", Value::Null)] {
            let theirs = ask(&cast, method, &format!("/api/v1/services/{id}"), &body).await;
            let nobodys = ask(&cast, method, &format!("/api/v1/services/{UNKNOWN}"), &body).await;
            assert_same(theirs.expect(404), nobodys);
        }
        let whole = json!({ "name": "Мой массаж", "price": "1.00", "duration_minutes": 5 });
        for (method, body) in [("GET", Value::Null), ("PUT", whole), ("PATCH", json!({})), ("DELETE", Value::Null)] {
            let theirs = ask(&cast, method, &format!("/api/auth/services/{number}/"), &body).await;
            let nobodys = ask(&cast, method, &format!("/api/auth/services/{UNKNOWN_NUMBER}/"), &body).await;
            assert_same(theirs.expect(404), nobodys);
        }
        assert_eq!(cast.desk.get(&format!("/api/v1/services/{id}")).await.ok().text_at("/name"), "Массаж лица");
    }

    async fn sec_AZ_02_what_is_hidden_answers_everybody_else_as_what_is_not_there(engine: Engine) {
        let cast = Cast::open(engine).await;
        let hidden = cast.service_id().await;
        let path = format!("/api/v1/services/{hidden}");
        cast.specialist.patch(&path).json(&json!({ "active": false })).await.ok();
        for who in [Who::Anonymous, Who::Client, Who::OtherSpecialist, Who::Staff] {
            let nobodys = cast.call(who, "GET", &format!("/api/v1/services/{UNKNOWN}")).await;
            assert_same(cast.call(who, "GET", &path).await.is_problem(404, "not_found"), nobodys);
        }
        cast.specialist.get(&path).await.ok();
        cast.admin.get(&path).await.ok();
    }

    async fn sec_AZ_02_a_suspended_specialist_is_not_there(engine: Engine) {
        let cast = Cast::open(engine).await;
        let (service, profile) = (cast.service_id().await, cast.profile_id().await);
        let (number, profile_number) = (cast.service_number().await, cast.profile_number().await);
        cast.desk.suspend(&cast.specialist).await;
        for (theirs, nobodys) in [
            (format!("/api/v1/services/{service}"), format!("/api/v1/services/{UNKNOWN}")),
            (format!("/api/v1/profiles/{profile}"), format!("/api/v1/profiles/{UNKNOWN}")),
            (format!("/api/v1/specialists/{profile}"), format!("/api/v1/specialists/{UNKNOWN}")),
            (format!("/api/auth/services/{number}/"), format!("/api/auth/services/{UNKNOWN_NUMBER}/")),
            (format!("/api/auth/profile/{profile_number}/"), format!("/api/auth/profile/{UNKNOWN_NUMBER}/")),
        ] {
            for who in [Who::Anonymous, Who::Client] {
                let nobodys = cast.call(who, "GET", &nobodys).await;
                assert_same(cast.call(who, "GET", &theirs).await.expect(404), nobodys);
            }
        }
    }
}

async fn ask(cast: &Cast, method: &str, path: &str, body: &Value) -> Answer {
    let call = cast.other_specialist.call(method, path);
    if body.is_null() { call.await } else { call.json(body).await }
}

/// Equal in status, in the names of the headers and, but for the request's id, in the body.
#[track_caller]
fn assert_same(one: Answer, other: Answer) {
    let shape = |answer: &Answer| {
        let mut body = answer.json().clone();
        if let Some(body) = body.as_object_mut() {
            body.remove("request_id");
        }
        let mut headers: Vec<String> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
        headers.sort();
        (answer.status, headers, body)
    };
    assert_eq!(shape(&one), shape(&other), "{}\n{}", one.shown(), other.shown());
}
