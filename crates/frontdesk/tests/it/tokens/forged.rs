//! Bearers that are none, over HTTP. The units know many more.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_testkit::{Http, both_engines};
use jsonwebtoken::Algorithm;
use serde_json::json;

use super::mint::{SECRET, claims, header, payload, signed, unsigned, with_header};
use crate::accounts::native::refresh;
use crate::accounts::old_app::{OldApp, refresh as refresh_old};
use crate::store::Rows;
use crate::support::{TestDesk, frontdesk};

/// Insists that both faces refuse `token` in their own words.
async fn refused(http: Http, token: &str) {
    let native = http.get("/api/v1/me").bearer(token).await.is_problem(401, "invalid_token");
    assert!(native.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer")), "{}", native.shown());
    let old = http.get("/api/auth/profile/me/").bearer(token).await.expect(401);
    assert_eq!(old.text_at("/code"), "token_not_valid", "{}", old.shown());
    assert_eq!(old.text_at("/messages/0/token_type"), "access");
    // Also where nobody need show one.
    http.get("/api/auth/services/").bearer(token).await.expect(401);
    http.get("/api/v1/services").bearer(token).await.is_problem(401, "invalid_token");
}

both_engines! {
    async fn sec_TOK_01_the_algorithm_belongs_to_the_key(engine: Engine) {
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_DIALECT_SECRET", SECRET)).await;
        let ada = desk.client("ada").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set created_at = created_at - 86400").await;
        let good = claims("access", &rows.one("select id from users").await, "a1");
        desk.get("/api/v1/me").bearer(&signed(Algorithm::HS256, SECRET.as_bytes(), &good)).await.ok();

        let jwks = desk.get("/.well-known/jwks.json").await.ok();
        let (x, kid) = (jwks.text_at("/keys/0/x").to_owned(), jwks.text_at("/keys/0/kid").to_owned());
        let public = URL_SAFE_NO_PAD.decode(&x).expect("base64");
        let native = payload(&ada.access_token);
        let forged = [
            unsigned(&good),
            unsigned(&native),
            signed(Algorithm::HS512, SECRET.as_bytes(), &good),
            signed(Algorithm::HS256, b"another key of the same length.....", &good),
            signed(Algorithm::HS256, &public, &native),
            signed(Algorithm::HS256, x.as_bytes(), &native),
            with_header(&json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid }), &native),
            with_header(&json!({ "alg": "HS256", "jku": "http://127.0.0.1:9/keys" }), &good),
            with_header(&json!({ "alg": "HS256", "x5u": "http://127.0.0.1:9/keys" }), &good),
            with_header(&json!({ "alg": "HS256", "jwk": { "kty": "oct", "k": "AA" } }), &good),
            with_header(&json!({ "alg": "HS256", "crit": ["exp"] }), &good),
            with_header(&json!({ "alg": "hs256" }), &good),
            with_header(&json!({ "alg": ["HS256"] }), &good),
        ];
        for token in forged {
            refused(desk.http(), &token).await;
        }
    }

    async fn sec_TOK_02_a_key_id_is_only_looked_up(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let parts: Vec<_> = ada.access_token.split('.').collect();
        let long = "k".repeat(10_000);
        for kid in ["", "../../../etc/passwd", "' or 1=1 --", "http://127.0.0.1:9/", "\u{0}", long.as_str()] {
            let head = json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": kid });
            let token = format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(head.to_string()), parts[1], parts[2]);
            refused(desk.http(), &token).await;
        }
        assert_eq!(header(&ada.access_token)["alg"], "EdDSA");
    }

    async fn sec_TOK_03_one_kind_of_token_does_not_stand_in_for_another(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        for token in [&ada.refresh_token, &old.refresh] {
            refused(desk.http(), token).await;
        }
        for token in [&ada.access_token, &old.access] {
            let native = refresh(desk.http(), token).await;
            assert!([401, 422].contains(&native.status), "{}", native.shown());
            refresh_old(desk.http(), token).await.expect(401);
        }
        // Either face's access token is good at both: they name the same session.
        desk.get("/api/v1/me").bearer(&old.access).await.ok();
        desk.get("/api/auth/profile/me/").bearer(&ada.access_token).await.ok();
    }

    async fn sec_TOK_10_a_token_is_compared_in_full(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        for token in [&ada.access_token, &old.access] {
            let flipped =
                format!("{}{}", &token[..token.len() - 5], if token.ends_with("AAAAA") { "BBBBB" } else { "AAAAA" });
            for wrong in [
                &token[1..],
                &token[..token.len() - 1],
                &format!("{token}A"),
                &format!("{token}="),
                &token.to_uppercase(),
                &flipped,
            ] {
                refused(desk.http(), wrong).await;
            }
        }
        let link = &ada.refresh_token;
        let reencoded = link.replace(['-', '_'], "+");
        for wrong in [
            &link[1..],
            &link[..link.len() - 1],
            &format!("{link}A"),
            &format!("{link}="),
            &link.to_uppercase(),
            &link[4..],
        ] {
            refresh(desk.http(), wrong).await.is_problem(401, "invalid_token");
        }
        if reencoded != *link {
            refresh(desk.http(), &reencoded).await.is_problem(401, "invalid_token");
        }
        refresh(desk.http(), link).await.ok();
    }

    async fn sec_TOK_12_what_is_too_long_is_refused_at_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (long, dots) = ("a".repeat(1 << 20), ".".repeat(1_000_000));
        for value in [&long, &dots] {
            let request = format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {value}\r\n\r\n");
            let answer = desk.http().exchange(request.as_bytes(), Duration::from_secs(5)).await;
            assert!(matches!(answer.status(), Some(400 | 431)), "{:.200}", answer.text());
            assert!(answer.closed && answer.elapsed < Duration::from_secs(2), "{:?}", answer.elapsed);
        }
        for value in ["a".repeat(30_000), ".".repeat(30_000), format!("{}.{}.x", "a".repeat(9_000), "b".repeat(9_000))]
        {
            let answer = desk.get("/api/v1/me").bearer(&value).await.is_problem(401, "invalid_token");
            assert!(answer.elapsed < Duration::from_secs(1), "{:?}", answer.elapsed);
        }
        for value in [long[..1_000_000].to_owned(), dots] {
            let native = refresh(desk.http(), &value).await;
            assert!([401, 413, 422].contains(&native.status), "{}", native.status);
            let old = refresh_old(desk.http(), &value).await;
            assert!([400, 401, 413].contains(&old.status), "{}", old.status);
        }
    }
}
