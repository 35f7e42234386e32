//! `POST /api/v1/sessions` and `POST /api/auth/login/`

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::old_app::{OldApp, log_in};
use crate::support::{PASSWORD, TestDesk};
use crate::tokens::mint::payload;

both_engines! {
    async fn a_name_an_address_and_a_number_sign_in_in_any_spelling(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let more = json!({ "email": "Anna.Lee@Exämple.test", "phone": "8 (900) 123-45-67" });
        let id = sign_up(desk.http(), "Straße.Анна", more).await.created().text_at("/id").to_owned();
        let spellings = [
            "Straße.Анна",
            "STRASSE.АННА",
            "straße.аННА",
            "Anna.Lee@Exämple.test",
            "ANNA.LEE@EXÄMPLE.TEST",
            "anna.lee@xn--exmple-cua.test",
            "+79001234567",
            "89001234567",
            "+7 900 123-45-67",
            "  8 900 123 45 67",
        ];
        for spelling in spellings {
            let native = sign_in(desk.http(), spelling, PASSWORD).await.created();
            let me = desk.get("/api/v1/me").bearer(native.text_at("/access_token")).await.ok();
            assert_eq!(me.text_at("/id"), id, "{spelling}");
            log_in(desk.http(), spelling, PASSWORD).await.ok();
        }
    }

    async fn tokens_are_handed_out_in_their_shape_and_kept_out_of_caches(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        desk.client("ada").await;
        let native = sign_in(desk.http(), "ada", PASSWORD).await.created();
        assert_eq!((native.text_at("/token_type"), native.at("/expires_in")), ("Bearer", &json!(900)));
        assert!(native.text_at("/refresh_token").starts_with("fdr_"));
        assert_eq!(native.header("cache-control"), Some("no-store"));
        assert_eq!(payload(native.text_at("/access_token"))["sid"], *native.at("/session_id"));

        let old = OldApp::log_in(desk.http(), "ada").await;
        let (access, refresh) = (payload(&old.access), payload(&old.refresh));
        let lifetime =
            |claims: &serde_json::Value| claims["exp"].as_i64().expect("exp") - claims["iat"].as_i64().expect("iat");
        assert_eq!((lifetime(&access), lifetime(&refresh)), (900, 604_800));
        for (claims, kind) in [(access, "access"), (refresh, "refresh")] {
            assert_eq!(claims["token_type"], kind);
            assert!(claims["user_id"].is_string(), "{claims}");
            let jti = claims["jti"].as_str().expect("text");
            assert!(jti.len() == 32 && jti.bytes().all(|byte| byte.is_ascii_hexdigit()), "{jti}");
        }
        let answer = log_in(desk.http(), "ada", PASSWORD).await.ok();
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{:?}", answer.headers);
    }

    async fn a_bad_token_does_not_keep_anybody_from_signing_in(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        desk.client("ada").await;
        sign_in(desk.http(), "ada", PASSWORD).bearer("rubbish").await.created();
        log_in(desk.http(), "ada", PASSWORD).bearer("rubbish").await.ok();
    }

    async fn what_is_no_sign_in_is_refused_by_field(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let native = |body| desk.post("/api/v1/sessions").json(&body);
        native(json!({})).await.refuses_field("identifier").refuses_field("password");
        native(json!({ "identifier": "ada", "password": null })).await.refuses_field("password");
        native(json!({ "identifier": 7, "password": "x" })).await.refuses_field("identifier");
        native(json!({ "identifier": "ada", "password": "x", "admin": true })).await.refuses_field("admin");
        native(json!([])).await.expect(400);
        let old = |body| desk.post("/api/auth/login/").json(&body);
        for body in
            [json!({}), json!({ "username": "", "password": "" }), json!({ "username": null, "password": null })]
        {
            let refused = old(body).await.expect(400);
            assert!(refused.at("/username/0").is_string() && refused.at("/password/0").is_string());
        }
        for odd in ["a\u{0}b", "' or 1=1 --", "%", "😀", "a@b@c"] {
            let native = native(json!({ "identifier": odd, "password": PASSWORD })).await;
            assert!([401, 422].contains(&native.status), "{}", native.shown());
            let old = old(json!({ "username": odd, "password": PASSWORD })).await;
            assert!([400, 401].contains(&old.status), "{}", old.shown());
        }
        // Absurdly long, in both: refused quickly, whatever the reason.
        let long = "я".repeat(200_000);
        for body in [json!({ "username": long, "password": "x" }), json!({ "username": "ada", "password": long })] {
            let refused = old(body).await;
            assert!([400, 401, 413].contains(&refused.status), "{}", refused.status);
            assert!(refused.elapsed.as_secs() < 2, "{:?}", refused.elapsed);
        }
    }

    async fn sec_AZ_03_a_name_that_looks_like_anothers_address_opens_nothing_of_theirs(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        let other = json!({ "password": "Meadow-Lantern-17" });
        sign_up(desk.http(), "anna@example.com", other).await.created();
        // The address is its owner's; who took it as a name is somebody else.
        sign_in(desk.http(), "anna@example.com", PASSWORD).await.created();
        sign_in(desk.http(), "ANNA@example.com", "Meadow-Lantern-17").await.is_problem(401, "invalid_credentials");
    }
}
