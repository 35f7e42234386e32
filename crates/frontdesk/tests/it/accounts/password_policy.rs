//! What may become a password, and how it is kept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::old_app::{log_in, register};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk};

/// The codes of what is wrong with `field`.
fn codes(answer: &Answer, field: &str) -> Vec<String> {
    let errors = answer.at("/errors").as_array().expect("a list").clone();
    let of_field = errors.iter().filter(|error| error["field"] == field);
    of_field.map(|error| error["code"].as_str().expect("a code").to_owned()).collect()
}

both_engines! {
    async fn sec_PWD_01_the_hash_is_argon2id_with_a_salt_of_its_own(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        desk.client("ada").await;
        desk.client("ben").await;
        register(desk.http(), &json!({ "username": "cleo", "password": PASSWORD, "role": "client" })).await.created();
        let hashes = Rows::behind(&desk).column("select password_hash from users").await;
        let mut salts = Vec::new();
        for hash in &hashes {
            let parts: Vec<_> = hash.split('$').collect();
            assert_eq!(parts[..4], ["", "argon2id", "v=19", "m=19456,t=2,p=1"], "{hash}");
            salts.push(STANDARD_NO_PAD.decode(parts[4]).expect("base64"));
            assert!(STANDARD_NO_PAD.decode(parts[5]).expect("base64").len() >= 32);
        }
        assert!(salts.iter().all(|salt| salt.len() >= 16), "{hashes:?}");
        salts.dedup();
        assert_eq!(salts.len(), 3, "one password, three salts");
    }

    async fn sec_PWD_03_ten_to_128_characters_and_none_is_cut_off(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let refused = sign_up(desk.http(), "a", json!({ "password": "Kq7-vT2-x" })).await.refuses_field("password");
        assert_eq!(codes(&refused, "password"), ["password_too_short"]);
        sign_up(desk.http(), "a", json!({ "password": "й".repeat(129) })).await.refuses_field("password");
        sign_up(desk.http(), "ten", json!({ "password": "Kq7-vT2-xW" })).await.created();

        let (longest, last_differs) =
            (format!("{}a", "Kq7-".repeat(31) + "йй!"), format!("{}b", "Kq7-".repeat(31) + "йй!"));
        assert_eq!(longest.chars().count(), 128);
        sign_up(desk.http(), "longest", json!({ "password": longest })).await.created();
        sign_in(desk.http(), "longest", &longest).await.created();
        sign_in(desk.http(), "longest", &longest.replace('й', "и\u{306}")).await.created();
        sign_in(desk.http(), "longest", &last_differs).await.is_problem(401, "invalid_credentials");
        sign_in(desk.http(), "longest", &longest[..longest.len() - 1]).await.is_problem(401, "invalid_credentials");
    }

    async fn sec_PWD_04_any_script_counts_as_it_was_typed_after_nfc(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let composed = "йцукенё фывапролдж";
        let decomposed = "и\u{306}цукене\u{308} фывапролдж";
        sign_up(desk.http(), "ada", json!({ "password": composed })).await.created();
        sign_up(desk.http(), "ben", json!({ "password": decomposed })).await.created();
        for name in ["ada", "ben"] {
            for typed in [composed, decomposed] {
                sign_in(desk.http(), name, typed).await.created();
                log_in(desk.http(), name, typed).await.ok();
            }
            for other in ["ЙЦУКЕНЁ ФЫВАПРОЛДЖ", " йцукенё фывапролдж", "йцукенё фывапролдж ", "йцукене фывапролдж"]
            {
                sign_in(desk.http(), name, other).await.is_problem(401, "invalid_credentials");
            }
        }
        sign_up(desk.http(), "cleo", json!({ "password": "  two blanks  " })).await.created();
        sign_in(desk.http(), "cleo", "  two blanks  ").await.created();
        sign_in(desk.http(), "cleo", "two blanks").await.is_problem(401, "invalid_credentials");
    }

    async fn sec_PWD_04_no_kind_of_character_is_asked_for(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let plain =
            ["just small letters", "мама мыла раму", "~!@#$%^&*()_+{}|", "🦊🐙🦉🐝🦊🐙🦉🐝🦊🐙", "— … — … — … —"];
        for (number, password) in plain.iter().enumerate() {
            sign_up(desk.http(), &format!("d{number}"), json!({ "password": password })).await.created();
            sign_in(desk.http(), &format!("d{number}"), password).await.created();
        }
    }

    async fn sec_PWD_05_what_others_try_first_is_refused_with_a_reason(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let cases = [
            ("qwertyuiop", "password_common"),
            ("PASSWORD123", "password_common"),
            ("1234567890", "password_common"),
            ("83920174650182", "password_all_digits"),
            ("annushka.lee", "password_too_similar"),
            ("Annushka.Lee1", "password_too_similar"),
            ("annushka@example.com", "password_too_similar"),
            ("frontdesk1", "password_too_similar"),
        ];
        for (password, code) in cases {
            let more = json!({ "password": password, "email": "annushka@example.com" });
            let refused = sign_up(desk.http(), "annushka.lee", more).await.refuses_field("password");
            assert!(codes(&refused, "password").contains(&code.to_owned()), "{password}: {}", refused.shown());
            assert!(!refused.text().contains(password), "the answer repeats the password: {}", refused.shown());
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "0");
    }

    async fn sec_PWD_05_a_change_is_held_to_the_same_rules(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("adalovelace").await;
        for weak in ["Kq7-vT2-x", "qwertyuiop", "adalovelace", "83920174650182"] {
            let body = json!({ "current_password": PASSWORD, "new_password": weak });
            ada.put("/api/v1/me/password").json(&body).await.refuses_field("new_password");
        }
        sign_in(desk.http(), "adalovelace", PASSWORD).await.created();
    }

    async fn the_older_wire_takes_eight_characters_and_two_hundred(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let body = |name: &str, password: &str| json!({ "username": name, "password": password, "role": "client" });
        let weak = ["Kq7-vT2", "59037184", "password1", "passw0rd", "qwerty123", "iloveyou1", "abc12345", "annushka"];
        for password in weak {
            let refused = register(desk.http(), &body("annushka", password)).await.expect(400);
            assert!(refused.at("/password/0").is_string(), "{}", refused.shown());
        }
        register(desk.http(), &body("eight", "Kq7-vT2x")).await.created();
        log_in(desk.http(), "eight", "Kq7-vT2x").await.ok();
        let long = "Kq7-й".repeat(40);
        register(desk.http(), &body("long", &long)).await.created();
        log_in(desk.http(), "long", &long).await.ok();
        log_in(desk.http(), "long", &long[..long.len() - 2]).await.expect(401);
    }

    async fn a_password_of_the_older_wire_opens_the_native_door_whatever_its_length(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (name, password) in [("eight", "Kq7-vT2x".to_owned()), ("long", "Kq7-й".repeat(40))] {
            register(desk.http(), &json!({ "username": name, "password": password, "role": "client" })).await.created();
            let tokens = sign_in(desk.http(), name, &password).await.created();
            let change = json!({ "current_password": password, "new_password": "Meadow-Lantern-17" });
            desk.put("/api/v1/me/password").bearer(tokens.text_at("/access_token")).json(&change).await.no_content();
        }
    }
}
