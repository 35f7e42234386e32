//! Text that holds what text should not.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use crate::support::TestDesk;

/// Characters that no text may hold.
const NEVER: [&str; 8] = ["\0", "\u{1}", "\u{8}", "\u{b}", "\u{1b}[31m", "\u{7f}", "\u{85}", "\u{9f}"];
/// Characters that only prose may hold.
const IN_PROSE: [&str; 4] = ["\n", "\t", "\r\n", "\r"];

both_engines! {
    async fn sec_IN_03_control_characters_are_refused_with_the_fields_name(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let service = json!({
            "name": "Маникюр", "description": "Долго", "category": "nails", "price_minor": 1, "currency": "RUB",
            "duration_minutes": 30,
        });
        let sign_up = json!({
            "username": "eve", "password": "river-stone-42", "role": "client", "email": "eve@example.com",
            "phone": "+7 900 123-45-67",
        });
        let sign_in = json!({ "identifier": "noor", "password": "river-stone-42", "device_name": "phone" });
        let profile = json!({ "full_name": "Нур", "bio": "Долго", "city": "Казань" });
        for character in NEVER.into_iter().chain(IN_PROSE) {
            for (method, path, sound) in [
                ("POST", "/api/v1/services", &service),
                ("POST", "/api/v1/accounts", &sign_up),
                ("POST", "/api/v1/sessions", &sign_in),
                ("PATCH", "/api/v1/me/profile", &profile),
            ] {
                for field in sound.as_object().expect("an object").keys().filter(|field| sound[*field].is_string()) {
                    if IN_PROSE.contains(&character) && ["description", "bio"].contains(&field.as_str()) {
                        continue;
                    }
                    let mut body = sound.clone();
                    body[field] = spoiled(&sound[field], character);
                    noor.call(method, path).json(&body).await.refuses_field(field);
                }
            }
            for parameter in ["q", "city", "category", "sort", "cursor", "specialist"] {
                desk.get("/api/v1/services").query(parameter, &format!("a{character}b")).await.refuses_field(parameter);
            }
        }
    }

    async fn sec_IN_03_half_a_character_is_refused_with_the_fields_name(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for half in ["\\ud800", "\\udc00", "a\\ud83dz", "\\udc00\\ud800"] {
            let body = format!(r#"{{"name": "{half}", "price_minor": 1, "duration_minutes": 30}}"#);
            noor.post("/api/v1/services").raw("application/json", body).await.refuses_field("name");
            let body = format!(r#"{{"name": "{half}", "price": "1", "duration_minutes": 30}}"#);
            let refused = noor.post("/api/auth/services/").raw("application/json", body).await.expect(400);
            assert!(refused.json()["name"].is_array(), "{}", refused.shown());
        }
        let whole = r#"{"name": "\ud83d\ude00", "price_minor": 1, "duration_minutes": 30}"#;
        let made = noor.post("/api/v1/services").raw("application/json", whole).await.created();
        assert_eq!(made.text_at("/name"), "😀");
    }

    async fn sec_IN_03_prose_keeps_its_lines_and_every_text_its_composed_form(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let body = json!({ "name": "Cafe\u{301} и\u{306}ога", "description": "Раз\r\nдва\rтри\n\tчетыре",
                           "price_minor": 1, "duration_minutes": 30 });
        let made = noor.post("/api/v1/services").json(&body).await.created();
        assert_eq!(made.text_at("/name"), "Café йога");
        assert_eq!(made.text_at("/description"), "Раз\nдва\nтри\n\tчетыре");
        let again = desk.get(&format!("/api/v1/services/{}", made.text_at("/id"))).await.ok();
        assert_eq!(again.json(), made.json());
    }

    async fn sec_IN_03_lengths_count_characters_and_not_bytes(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let named = |name: String| json!({ "name": name, "price_minor": 1, "duration_minutes": 30 });
        noor.post("/api/v1/services").json(&named("😀".repeat(100))).await.created();
        noor.post("/api/v1/services").json(&named("😀".repeat(101))).await.refuses_field("name");
        noor.post("/api/v1/services").json(&named(" \u{a0}\u{2003} ".to_owned())).await.refuses_field("name");
        noor.patch("/api/v1/me/profile").json(&json!({ "bio": "ж".repeat(20_000) })).await.ok();
        noor.patch("/api/v1/me/profile").json(&json!({ "bio": "ж".repeat(20_001) })).await.refuses_field("bio");
        desk.get("/api/v1/services").query("q", &"ж".repeat(100)).await.ok();
        desk.get("/api/v1/services").query("q", &"ж".repeat(101)).await.refuses_field("q");
    }

    async fn sec_IN_03_the_older_wire_refuses_the_character_zero(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (method, path, field) in [
            ("PATCH", "/api/auth/profile/me/", "full_name"),
            ("PATCH", "/api/auth/profile/me/", "bio"),
            ("PATCH", "/api/auth/profile/me/", "city"),
            ("POST", "/api/auth/services/", "name"),
            ("POST", "/api/auth/services/", "description"),
            ("POST", "/api/auth/register/", "username"),
            ("POST", "/api/auth/register/", "password"),
            ("POST", "/api/auth/register/", "email"),
            ("POST", "/api/auth/register/", "phone"),
            ("POST", "/api/auth/login/", "username"),
            ("POST", "/api/auth/login/", "password"),
        ] {
            let refused = noor.call(method, path).json(&json!({ field: "a\0b" })).await.expect(400);
            assert!(refused.json()[field].is_array(), "{}", refused.shown());
        }
        assert_eq!(desk.get("/api/auth/services/").query("name", "a\0b").await.status / 100, 4);
    }
}

fn spoiled(sound: &Value, character: &str) -> Value {
    let text = sound.as_str().expect("a text");
    let middle = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
    format!("{}{character}{}", &text[..middle], &text[middle..]).into()
}
