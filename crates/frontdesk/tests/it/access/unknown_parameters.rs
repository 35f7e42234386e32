//! Parameters that a route does not have: refused on our own API, ignored on the older wire.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::cast::Cast;
use super::targets::owner;
use crate::support::{Document, Operation};

/// Whether it is refused because of exactly these parameters.
fn is_refused_for(answer: &Answer, names: &[&str]) -> bool {
    if answer.status != 422 {
        return false;
    }
    let refused = |name: &&str| json!({ "field": name, "code": "unknown_field" });
    let errors = answer.json()["errors"].as_array().cloned().unwrap_or_default();
    let told = errors.iter().map(|error| json!({ "field": error["field"], "code": error["code"] }));
    told.eq(names.iter().map(refused))
}

both_engines! {
    async fn sec_AZ_03_every_route_of_our_own_refuses_parameters_that_it_does_not_have(engine: Engine) {
        let cast = Cast::open(engine).await;
        let native = |operation: &&Operation| operation.path.starts_with("/api/v1/");
        let (mut tried, mut wrong) = (0, Vec::new());
        for operation in Document::of(cast.desk.http()).await.operations().iter().filter(native) {
            let path = cast.path(operation).await;
            let mut call = cast.call(owner(operation), &operation.method, &path);
            // The body comes too late to matter where no parameter is read.
            if let Some(body) = &operation.json {
                call = call.json(body);
            }
            let answer = call.query("is_staff", "true").query("q[]", "").await;
            if !is_refused_for(&answer, &["is_staff", "q[]"]) {
                wrong.push(format!("{}: {}", operation.name(), answer.shown()));
            }
            tried += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(tried >= 20, "only {tried} operations are our own");
        cast.specialist.get("/api/v1/me").await.ok();
    }

    async fn sec_AZ_08_whoever_may_not_pass_is_told_that_first(engine: Engine) {
        let cast = Cast::open(engine).await;
        cast.desk.get("/api/v1/me?is_staff=true").await.is_problem(401, "unauthenticated");
        cast.suspended.get("/api/v1/me?is_staff=true").await.is_problem(401, "invalid_token");
        cast.desk.call("PUT", "/api/v1/me?is_staff=true").await.expect(401);
        cast.client.call("PUT", "/api/v1/me?is_staff=true").await.expect(405);
        cast.client.get("/api/v1/unknown?is_staff=true").await.expect(404);
        cast.client.call("HEAD", "/api/v1/me?is_staff=true").await.expect(422);
        cast.client.get("/api/v1/me?").await.ok();
        cast.client.get("/api/v1/me?&&").await.ok();
    }

    async fn the_older_wire_and_what_is_for_machines_ignore_them(engine: Engine) {
        let cast = Cast::open(engine).await;
        for path in ["/health/", "/.well-known/jwks.json", "/api/auth/", "/api/auth/services/", "/docs/problems"] {
            cast.desk.get(&format!("{path}?utm_source=letter")).await.ok();
        }
        cast.client.get("/api/auth/profile/me/?_=1732262400").await.ok();
    }
}
