//! Refusals in Russian and in English.

use frontdesk_testkit::{Answer, Call, both_engines};
use serde_json::json;

use crate::support::TestDesk;

both_engines! {
    async fn our_own_api_speaks_the_language_that_is_asked_for_and_english_otherwise(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (asked, spoken) in [
            ("ru", "ru"),
            ("RU", "ru"),
            ("ru-RU,ru;q=0.9,en;q=0.5", "ru"),
            ("de, ru;q=0.5", "ru"),
            ("en", "en"),
            ("en-GB", "en"),
            ("en;q=0.1, ru;q=0.9", "ru"),
            ("ru;q=0", "en"),
            ("de", "en"),
            ("*", "en"),
            ("", "en"),
            ("x;q=abc;;,", "en"),
        ] {
            let refused =
                desk.get("/api/v1/me").header("accept-language", asked).await.is_problem(401, "unauthenticated");
            assert_eq!(refused.header("content-language"), Some(spoken), "{asked:?}: {}", refused.shown());
            assert_eq!(is_russian(refused.text_at("/detail")), spoken == "ru", "{asked:?}: {}", refused.shown());
        }
        let refused = desk.get("/api/v1/me").await.is_problem(401, "unauthenticated");
        assert_eq!(refused.header("content-language"), Some("en"));
    }

    async fn every_refusal_has_words_of_its_own_in_both_languages(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, noor) = (desk.client("ada").await, desk.specialist("noor").await);
        let large = "a".repeat(2 << 20);
        for call in [
            desk.get("/nowhere"),
            desk.get("/api/v1/me"),
            desk.get("/api/v1/me").bearer("a.b.c"),
            ada.get("/api/v1/me/services"),
            noor.put("/api/v1/services"),
            desk.post("/api/v1/accounts").raw("application/json", "{"),
            desk.post("/api/v1/accounts").raw("application/json", "[]"),
            desk.post("/api/v1/accounts").raw("text/plain", "{}"),
            desk.post("/api/v1/accounts").raw("application/json", large.as_str()),
            desk.post("/api/v1/accounts")
                .json(&json!({ "username": "a b", "password": "short", "role": "chef", "email": "x", "phone": "y" })),
            desk.get("/api/v1/services?limit=no&sort=no&specialist=no&cursor=no&x=no"),
            noor.post("/api/v1/services")
                .json(&json!({ "name": " ", "price_minor": 1.5, "active": "no", "description": 1 })),
        ] {
            let (russian, english) = (said(call.clone(), "ru").await, said(call, "en").await);
            assert_eq!(texts(&russian).len(), texts(&english).len(), "{}", russian.shown());
            for text in texts(&russian) {
                assert!(is_russian(&text), "{text:?}: {}", russian.shown());
            }
            for text in texts(&english) {
                // What was sent may be quoted; nothing here was sent in Russian.
                assert!(!is_russian(&text), "{text:?}: {}", english.shown());
                assert!(!text.contains("{ $") && !text.contains("-not-"), "{text:?} looks like a key");
            }
        }
    }

    async fn the_older_wire_speaks_russian_unless_english_is_asked_for(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for call in [
            desk.get("/api/auth/profile/me/"),
            desk.get("/api/auth/profile/me/").bearer("a.b.c"),
            desk.post("/api/auth/login/").json(&json!({ "username": "eve", "password": "wrong-wrong" })),
            desk.post("/api/auth/register/").json(&json!({})),
            desk.post("/api/auth/register/").raw("text/plain", "{}"),
            desk.get("/api/auth/services/?min_price=no"),
            desk.get("/api/auth/profile/987654321/"),
        ] {
            let (plain, english) = (call.clone().await, said(call, "en").await);
            assert_eq!(plain.status, english.status, "{}", plain.shown());
            let quoted = plain.text().contains("No Profile matches");
            assert!(is_russian(&plain.text()) || quoted, "{}", plain.shown());
            assert!(!is_russian(&english.text()), "{}", english.shown());
        }
    }
}

async fn said(call: Call, language: &str) -> Answer {
    let answer = call.header("accept-language", language).await;
    assert_eq!(
        answer.header("content-type"),
        Some(if answer.text().contains("request_id") { "application/problem+json" } else { "application/json" })
    );
    answer
}

/// What people read of a problem.
fn texts(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let mut all: Vec<String> =
        ["title", "detail"].iter().filter_map(|key| body[*key].as_str().map(str::to_owned)).collect();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    all.extend(errors.iter().filter_map(|error| error["message"].as_str().map(str::to_owned)));
    all
}

fn is_russian(text: &str) -> bool {
    text.chars().any(|letter| ('а'..='я').contains(&letter.to_lowercase().next().unwrap_or(letter)))
}
