//! Bodies that are no JSON, or more of it than anybody needs.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::Duration;

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::raw::processor_time;
use crate::support::TestDesk;

/// A route of our own and one of the older wire that take JSON from anybody.
const ROUTES: [&str; 4] = ["/api/v1/accounts", "/api/v1/sessions", "/api/auth/register/", "/api/auth/login/"];

both_engines! {
    async fn sec_IN_02_deep_nesting_is_refused_at_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let bodies = [
            "[".repeat(100_000),
            format!("{{\"username\": {}", "[".repeat(100_000)),
            format!("{}{}", "[".repeat(50_000), "]".repeat(50_000)),
            "{\"a\":".repeat(100_000),
        ];
        let before = processor_time(desk.pid());
        for body in &bodies {
            for path in ROUTES {
                let answer = desk.post(path).raw("application/json", body.as_str()).await.expect(400);
                assert!(answer.elapsed < Duration::from_secs(1), "{path} took {:?}", answer.elapsed);
            }
        }
        let each = (processor_time(desk.pid()) - before) / (bodies.len() * ROUTES.len()) as u32;
        assert!(each < Duration::from_millis(50), "each took {each:?}");
        let noor = desk.specialist("noor").await;
        let sixty_five = format!("{{\"name\": {}{}}}", "[".repeat(64), "]".repeat(64));
        noor.post("/api/v1/services").raw("application/json", sixty_five).await.is_problem(400, "malformed_json");
    }

    async fn sec_IN_02_a_thousand_keys_are_enough(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let keys: Vec<String> = (0..1_001).map(|number| format!("\"k{number}\": 1")).collect();
        let body = format!("{{{}}}", keys.join(","));
        for path in ROUTES {
            desk.post(path).raw("application/json", body.as_str()).await.expect(400);
        }
    }

    async fn sec_IN_02_a_key_that_is_sent_twice_is_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for body in [
            r#"{"name": "Маникюр", "name": "Маникюр", "price_minor": 1, "duration_minutes": 1}"#,
            r#"{"name": "Маникюр", "price_minor": 1, "duration_minutes": 1, "price_minor": 2}"#,
            r#"{"name": "Маникюр", "price_minor": 1, "duration_minutes": 1, "\u006eame": "Педикюр"}"#,
            r#"{"name": {"a": 1, "a": 2}, "price_minor": 1, "duration_minutes": 1}"#,
        ] {
            noor.post("/api/v1/services").raw("application/json", body).await.is_problem(400, "duplicate_key");
        }
        assert_eq!(noor.get("/api/v1/me/services").await.ok().at("/items"), &json!([]));
    }

    async fn sec_IN_02_what_json_does_not_know_is_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for value in [
            "NaN",
            "Infinity",
            "-Infinity",
            "nan",
            "0x10",
            "01",
            "+1",
            "1.",
            ".5",
            "1e",
            "--1",
            "'a'",
            "undefined",
            "True",
            "1_000",
        ] {
            let body = format!(r#"{{"name": "Маникюр", "price_minor": {value}, "duration_minutes": 30}}"#);
            noor.post("/api/v1/services").raw("application/json", body).await.is_problem(400, "malformed_json");
            let body = format!(r#"{{"name": "Маникюр", "price": {value}, "duration_minutes": 30}}"#);
            noor.post("/api/auth/services/").raw("application/json", body).await.expect(400);
        }
        for value in ["1e400", "-1e400", "1e308", "1e-400", "123456789012345678901234567890"] {
            let body = format!(r#"{{"name": "Маникюр", "price_minor": {value}, "duration_minutes": 30}}"#);
            noor.post("/api/v1/services").raw("application/json", body).await.refuses_field("price_minor");
            let body = format!(r#"{{"name": "Маникюр", "price": {value}, "duration_minutes": 30}}"#);
            let refused = noor.post("/api/auth/services/").raw("application/json", body).await.expect(400);
            assert!(refused.json()["price"].is_array(), "{}", refused.shown());
        }
    }

    async fn a_body_that_is_no_json_object_is_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for body in [
            &b"{"[..],
            b"}",
            b"{]",
            b"{\"username\": }",
            b"{\"username\": \"a\",}",
            b"{username: 1}",
            b"{\"a\" 1}",
            b"\"",
            b"{}{}",
            b"{} x",
            b"\xef\xbb\xbf{}",
            b"{\"username\": \"\xff\"}",
            b"\xc3\x28",
            b"{\"username\": \"\xed\xa0\x80\"}",
            b"\xff\xfe{\x00}\x00",
            b"{\"username\": \"\\x\"}",
            b"{\"username\": \"\\u12\"}",
            b"{\"username\": \"a\nb\"}",
            b"\x00",
        ] {
            for path in ROUTES {
                let answer = desk.post(path).raw("application/json", body).await.expect(400);
                if path.starts_with("/api/v1/") {
                    answer.is_problem(400, "malformed_json");
                } else {
                    assert!(answer.json()["detail"].is_string(), "{}", answer.shown());
                }
            }
        }
        for body in ["[]", "null", "1", "\"text\"", "true", "[{\"username\": \"eve\"}]"] {
            desk.post("/api/v1/accounts").raw("application/json", body).await.is_problem(400, "not_an_object");
            let answer = desk.post("/api/auth/register/").raw("application/json", body).await.expect(400);
            assert!(answer.json()["non_field_errors"].is_array(), "{}", answer.shown());
        }
    }

    async fn a_body_of_another_type_is_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for kind in [
            "text/plain",
            "application/xml",
            "text/json",
            "application/json-patch+json",
            "*/*",
            "json",
            "application/jsonx",
        ] {
            desk.post("/api/v1/accounts").raw(kind, "{}").await.is_problem(415, "unsupported_media_type");
            let answer = desk.post("/api/auth/register/").raw(kind, "{}").await.expect(415);
            assert!(answer.json()["detail"].is_string(), "{}", answer.shown());
        }
        for kind in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=UTF-8",
        ] {
            desk.post("/api/v1/accounts").raw(kind, "{}").await.refuses_field("username");
        }
        desk.post("/api/v1/accounts").form(&[("username", "eve")]).await.is_problem(415, "unsupported_media_type");
    }
}
