//! Where a token is looked for: in the `Authorization` header and nowhere else.

use frontdesk_testkit::both_engines;
use serde_json::json;

use crate::accounts::old_app::OldApp;
use crate::support::TestDesk;

both_engines! {
    async fn sec_TOK_11_a_token_in_the_query_is_not_looked_at_and_not_logged(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        for name in ["access_token", "token", "authorization", "Authorization", "bearer", "jwt", "access"] {
            desk.get("/api/v1/me").query(name, &ada.access_token).await.is_problem(401, "unauthenticated");
            desk.get("/api/auth/profile/me/").query(name, &old.access).await.expect(401);
        }
        let body = json!({ "access_token": ada.access_token, "name": "x", "price_minor": 1, "duration_minutes": 1 });
        desk.post("/api/v1/services").json(&body).await.is_problem(401, "unauthenticated");
        desk.get("/api/v1/me").header("cookie", &format!("access_token={}", ada.access_token)).await.expect(401);
        desk.get("/api/v1/me").header("x-access-token", &ada.access_token).await.expect(401);
        desk.stop().await;
        let log = desk.log();
        for token in [&ada.access_token, &old.access] {
            assert!(!log.contains(token.as_str()), "the log holds a token");
        }
        assert!(!log.contains("access_token="), "the log holds a query");
    }

    async fn one_scheme_and_one_word(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let token = &ada.access_token;
        let asked = async |value: &str| {
            let native = desk.get("/api/v1/me").header("authorization", value).await;
            let old = desk.get("/api/auth/profile/me/").header("authorization", value).await;
            (native, old)
        };
        for value in [format!("Bearer {token}"), format!("bearer {token}")] {
            let (native, old) = asked(&value).await;
            native.ok();
            old.ok();
        }
        for value in [format!("Token {token}"), format!("Basic {token}"), token.clone(), format!("Bearer{token}")] {
            let (native, old) = asked(&value).await;
            native.is_problem(401, "unauthenticated");
            let old = old.expect(401);
            assert!(old.json().get("code").is_none(), "{}", old.shown());
            assert!(old.header("www-authenticate").is_some_and(|value| value.starts_with("Bearer")));
        }
        for value in ["Bearer".to_owned(), format!("Bearer {token} {token}"), format!("Bearer {token} x")] {
            let (native, old) = asked(&value).await;
            native.is_problem(401, "invalid_token");
            assert_eq!(old.expect(401).text_at("/code"), "bad_authorization_header");
        }
        let twice = desk.get("/api/v1/me").bearer(token).bearer(token).await;
        assert!([400, 401].contains(&twice.status), "{}", twice.shown());
    }
}
