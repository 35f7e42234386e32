//! Tokens that the old backend signed before the move, with the key that was carried over.

use frontdesk_testkit::{Engine, both_engines};
use serde_json::{Value, json};

use super::mint::{SECRET, claims, now, old_backend, payload};
use crate::accounts::old_app::{OldApp, refresh};
use crate::accounts::together::{all_within, count, together};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk};

/// A desk with the old key, somebody on it who came over from the old backend, and her number in the users table.
async fn moved_house(engine: Engine) -> (TestDesk, Actor, String) {
    let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_DIALECT_SECRET", SECRET)).await;
    let ada = desk.client("ada").await;
    let rows = Rows::behind(&desk);
    rows.change("update users set created_at = created_at - 86400").await;
    let number = rows.one("select id from users").await;
    (desk, ada, number)
}

fn changed(mut claims: Value, key: &str, value: Value) -> Value {
    claims[key] = value;
    claims
}

both_engines! {
    async fn an_access_token_of_the_old_backend_lives_on(engine: Engine) {
        let (desk, ada, number) = moved_house(engine).await;
        let own = ada.get("/api/v1/me").await.ok();
        let as_text = claims("access", &number, "a1");
        let as_number = changed(as_text.clone(), "user_id", json!(number.parse::<i64>().expect("a number")));
        for claims in [as_text, as_number] {
            let token = old_backend(&claims);
            assert_eq!(desk.get("/api/v1/me").bearer(&token).await.ok().json(), own.json());
            desk.get("/api/auth/profile/me/").bearer(&token).await.ok();
        }
    }

    async fn a_refresh_token_of_the_old_backend_works_once_also_of_twenty_at_once(engine: Engine) {
        let (mut desk, _, number) = moved_house(engine).await;
        let token = old_backend(&claims("refresh", &number, "r1"));
        let answers = together((0..20).map(|_| refresh(desk.http(), &token))).await;
        all_within(&answers, &[200, 401]);
        assert_eq!(count(&answers, 200), 1);
        let won = answers.iter().find(|answer| answer.status == 200).expect("one");
        assert_ne!(payload(won.text_at("/refresh"))["sid"], Value::Null, "it goes on as a session of ours");
        desk.get("/api/auth/profile/me/").bearer(won.text_at("/access")).await.ok();
        let next = refresh(desk.http(), won.text_at("/refresh")).await.ok();

        desk.kill_9();
        desk.start_again().await;
        let refused = refresh(desk.http(), &token).await.expect(401);
        assert_eq!(refused.text_at("/code"), "token_not_valid");
        refresh(desk.http(), next.text_at("/refresh")).await.ok();
        refresh(desk.http(), &old_backend(&claims("refresh", &number, "r2"))).await.ok();
    }

    async fn a_change_of_password_ends_what_the_old_backend_issued(engine: Engine) {
        let (desk, ada, number) = moved_house(engine).await;
        let access = old_backend(&claims("access", &number, "a1"));
        let link = old_backend(&claims("refresh", &number, "r1"));
        desk.get("/api/v1/me").bearer(&access).await.ok();
        let body = json!({ "current_password": PASSWORD, "new_password": "Meadow-Lantern-17" });
        ada.put("/api/v1/me/password").json(&body).await.no_content();
        desk.get("/api/v1/me").bearer(&access).await.expect(401);
        refresh(desk.http(), &link).await.expect(401);
    }

    async fn a_token_that_is_older_than_the_account_was_another_persons(engine: Engine) {
        let (desk, _, number) = moved_house(engine).await;
        // The old backend's number 1 did not come over; who has that number here signed up today.
        Rows::behind(&desk).change("update users set created_at = created_at + 86400").await;
        let access = desk.get("/api/v1/me").bearer(&old_backend(&claims("access", &number, "a1"))).await;
        access.is_problem(401, "invalid_token");
        refresh(desk.http(), &old_backend(&claims("refresh", &number, "r1"))).await.expect(401);
    }

    async fn a_token_without_its_moment_of_issue_ends_with_the_password_as_well(engine: Engine) {
        let (desk, ada, number) = moved_house(engine).await;
        let without = |kind: &str, jti: &str| {
            let mut claims = claims(kind, &number, jti);
            claims.as_object_mut().expect("an object").remove("iat");
            old_backend(&claims)
        };
        let (access, link) = (without("access", "a1"), without("refresh", "r1"));
        let before = desk.get("/api/v1/me").bearer(&access).await;
        assert!([200, 401].contains(&before.status), "{}", before.shown());
        let body = json!({ "current_password": PASSWORD, "new_password": "Meadow-Lantern-17" });
        ada.put("/api/v1/me/password").json(&body).await.no_content();
        desk.get("/api/v1/me").bearer(&access).await.expect(401);
        refresh(desk.http(), &link).await.expect(401);
    }

    async fn a_suspended_or_unknown_owner_gets_nothing(engine: Engine) {
        let (mut desk, _, number) = moved_house(engine).await;
        for nobody in ["0", "-1", "999999", "9223372036854775807"] {
            let refused = desk
                .get("/api/auth/profile/me/")
                .bearer(&old_backend(&claims("access", nobody, "a")))
                .await
                .expect(401);
            assert_eq!(refused.text_at("/code"), "user_not_found", "{}", refused.shown());
            let refused = refresh(desk.http(), &old_backend(&claims("refresh", nobody, nobody))).await.expect(401);
            assert!(refused.at("/detail").is_string());
        }
        Rows::behind(&desk).change("update users set suspended_at = 1").await;
        desk.restart().await;
        let access = old_backend(&claims("access", &number, "a1"));
        let inactive = desk.get("/api/auth/profile/me/").bearer(&access).await.expect(401);
        assert_eq!(inactive.text_at("/code"), "user_inactive", "{}", inactive.shown());
        refresh(desk.http(), &old_backend(&claims("refresh", &number, "r1"))).await.expect(401);
    }

    async fn sec_TOK_04_claims_of_the_wrong_kind_are_refused_and_never_a_fault_of_ours(engine: Engine) {
        let (desk, _, number) = moved_house(engine).await;
        let good = claims("access", &number, "a1");
        let wrong = [
            changed(good.clone(), "exp", json!(now() - 1)),
            changed(good.clone(), "exp", json!("soon")),
            changed(good.clone(), "exp", json!(-1)),
            changed(good.clone(), "exp", json!(1e300)),
            changed(good.clone(), "exp", json!(i64::MAX)),
            changed(good.clone(), "iat", json!(now() + 3600)),
            changed(good.clone(), "nbf", json!(now() + 3600)),
            changed(good.clone(), "token_type", json!("refresh")),
            changed(good.clone(), "token_type", json!(null)),
            changed(good.clone(), "jti", json!("")),
            changed(good.clone(), "user_id", json!("ada")),
            changed(good.clone(), "user_id", json!(1.5)),
            changed(good.clone(), "user_id", json!([number])),
            changed(good.clone(), "user_id", json!(null)),
            changed(good.clone(), "sid", json!("0190b5a2-7c3e-7f00-8a11-2233445566cd")),
            changed(good.clone(), "sid", json!(7)),
        ];
        for claims in wrong {
            let token = old_backend(&claims);
            desk.get("/api/v1/me").bearer(&token).await.is_problem(401, "invalid_token");
            desk.get("/api/auth/profile/me/").bearer(&token).await.expect(401);
            let refused = refresh(desk.http(), &token).await;
            assert!([400, 401].contains(&refused.status) || claims["token_type"] == "refresh", "{}", refused.shown());
        }
        for missing in ["exp", "jti", "token_type", "user_id"] {
            let mut claims = good.clone();
            claims.as_object_mut().expect("an object").remove(missing);
            let refused = desk.get("/api/auth/profile/me/").bearer(&old_backend(&claims)).await.expect(401);
            assert_eq!(refused.text_at("/code"), "token_not_valid", "{missing}: {}", refused.shown());
        }
    }

    async fn a_session_of_ours_ends_the_old_backends_way_too(engine: Engine) {
        let (desk, _, _) = moved_house(engine).await;
        // With the key carried over, our own tokens of the older wire are signed with it.
        let old = OldApp::log_in(desk.http(), "ada").await;
        let resigned = old_backend(&payload(&old.access));
        desk.get("/api/auth/profile/me/").bearer(&resigned).await.ok();
        desk.delete("/api/v1/sessions/current").bearer(&old.access).await.no_content();
        desk.get("/api/auth/profile/me/").bearer(&resigned).await.expect(401);
    }
}
