//! `GET` and `DELETE /api/v1/sessions`, `DELETE /api/v1/sessions/{id}`

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::native::refresh;
use super::old_app::{OldApp, refresh as refresh_old};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk};
use crate::tokens::mint::payload;

both_engines! {
    async fn one_sees_ones_own_sessions_and_which_is_this(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        desk.client("ben").await;
        let body = json!({ "identifier": "ada", "password": PASSWORD, "device_name": "Телефон Ады" });
        let agent = "Mozilla/5.0 (Android 16)";
        let phone = desk.post("/api/v1/sessions").header("user-agent", agent).json(&body).await.created();
        OldApp::log_in(desk.http(), "ada").await;

        let list = ada.get("/api/v1/sessions").await.ok();
        assert_eq!(list.at("/items").as_array().expect("a list").len(), 3, "{}", list.shown());
        let current: Vec<_> = (0..3).map(|at| list.at(&format!("/items/{at}/current")).as_bool()).collect();
        assert_eq!(current, [Some(false), Some(false), Some(true)], "the newest first");
        assert_eq!(list.at("/items/2/id"), &json!(ada.session_id));
        assert_eq!(list.at("/items/1/id"), phone.at("/session_id"));
        assert_eq!((list.text_at("/items/1/device_name"), list.text_at("/items/1/user_agent")), ("Телефон Ады", agent));
        assert_eq!(list.text_at("/items/1/address"), "127.0.0.1");
        assert_eq!(list.at("/next_cursor"), &json!(null));
        assert_eq!(list.header("cache-control"), Some("no-store"));
        for secret in [&ada.refresh_token, &ada.access_token] {
            assert!(!list.text().contains(secret.as_str()));
        }
    }

    async fn sec_SES_04_a_session_that_is_ended_is_over_on_the_next_request(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let phone = ada.on_another_device().await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        phone.get("/api/v1/me").await.ok();
        old.profile().await.ok();

        let ended = ada.delete(&format!("/api/v1/sessions/{}", phone.session_id)).await.no_content();
        assert_eq!(ended.header("clear-site-data"), None, "this device stays signed in");
        phone.get("/api/v1/me").await.is_problem(401, "invalid_token");
        refresh(desk.http(), &phone.refresh_token).await.expect(401);

        let old_session = payload(&old.access)["sid"].as_str().expect("a session").to_owned();
        ada.delete(&format!("/api/v1/sessions/{old_session}")).await.no_content();
        let refused = old.profile().await.expect(401);
        assert!(refused.at("/code").is_string(), "{}", refused.shown());
        refresh_old(desk.http(), &old.refresh).await.expect(401);

        ada.delete(&format!("/api/v1/sessions/{}", phone.session_id)).await.is_problem(404, "not_found");
        ada.get("/api/v1/me").await.ok();
        ada.refresh().await.ok();
    }

    async fn sec_AZ_02_anothers_session_is_not_there(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, ben) = (desk.client("ada").await, desk.client("ben").await);
        let absent =
            ben.delete("/api/v1/sessions/0190b5a2-7c3e-7f00-8a11-2233445566cd").await.is_problem(404, "not_found");
        let foreign = ben.delete(&format!("/api/v1/sessions/{}", ada.session_id)).await.is_problem(404, "not_found");
        assert_eq!(absent.text_at("/detail"), foreign.text_at("/detail"));
        for odd in ["7", "CURRENT", "current%00", "..", "0190b5a27c3e7f008a112233445566cd%2f"] {
            ben.delete(&format!("/api/v1/sessions/{odd}")).await.expect(404);
        }
        desk.delete(&format!("/api/v1/sessions/{}", ada.session_id)).await.is_problem(401, "unauthenticated");
        ada.get("/api/v1/me").await.ok();
    }

    async fn all_other_sessions_end_at_once_and_nobody_elses(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (mut ada, ben) = (desk.client("ada").await, desk.client("ben").await);
        let (phone, tablet) = (ada.on_another_device().await, ada.on_another_device().await);
        let old = OldApp::log_in(desk.http(), "ada").await;
        ada.delete("/api/v1/sessions").await.no_content();
        for device in [&phone, &tablet] {
            device.get("/api/v1/me").await.is_problem(401, "invalid_token");
            refresh(desk.http(), &device.refresh_token).await.expect(401);
        }
        old.profile().await.expect(401);
        refresh_old(desk.http(), &old.refresh).await.expect(401);
        ben.get("/api/v1/me").await.ok();
        ada.refresh().await.ok();
        let list = ada.get("/api/v1/sessions").await.ok();
        assert_eq!(list.at("/items").as_array().expect("a list").len(), 1, "{}", list.shown());
    }

    async fn sec_SES_06_signing_out_clears_what_the_browser_holds(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let out = ada.delete("/api/v1/sessions/current").await.no_content();
        let clear = out.header("clear-site-data").expect("it is sent");
        assert!(clear.contains("\"cache\"") && clear.contains("\"storage\""), "{clear}");
        assert_eq!(out.header("cache-control"), Some("no-store"));
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        ada.delete("/api/v1/sessions/current").await.expect(401);
        refresh(desk.http(), &ada.refresh_token).await.expect(401);

        let again = ada.on_another_device().await;
        let own = again.delete(&format!("/api/v1/sessions/{}", again.session_id)).await.no_content();
        assert!(own.header("clear-site-data").is_some(), "by its id it is the same");
    }

    async fn sec_SES_06_what_is_answered_to_somebody_is_not_stored(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        for path in ["/api/v1/me", "/api/v1/me/profile", "/api/v1/sessions", "/api/v1/services", "/api/v1/nothing"] {
            assert_eq!(ada.get(path).await.header("cache-control"), Some("no-store"), "{path}");
        }
        for path in ["/api/auth/profile/me/", "/api/auth/services/"] {
            assert_eq!(old.call("GET", path).await.ok().header("cache-control"), Some("no-store"), "{path}");
        }
    }

    async fn sec_TOK_08_what_was_ended_stays_ended_after_a_kill(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let (phone, old) = (ada.on_another_device().await, OldApp::log_in(desk.http(), "ada").await);
        ada.delete("/api/v1/sessions").await.no_content();
        ada.delete("/api/v1/sessions/current").await.no_content();
        desk.kill_9();
        desk.start_again().await;
        for device in [&ada, &phone] {
            desk.get("/api/v1/me").bearer(&device.access_token).await.is_problem(401, "invalid_token");
            refresh(desk.http(), &device.refresh_token).await.expect(401);
        }
        desk.get("/api/auth/profile/me/").bearer(&old.access).await.expect(401);
        refresh_old(desk.http(), &old.refresh).await.expect(401);
        assert_eq!(Rows::behind(&desk).one("select count(*) from sessions where ended_at is null").await, "0");
    }

    async fn sec_TOK_08_a_session_that_goes_on_elsewhere_outlives_a_kill(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        ada.refresh().await.ok();
        desk.kill_9();
        desk.start_again().await;
        let mut ada = ada.moved_to(desk.http());
        ada.get("/api/v1/me").await.ok();
        ada.refresh().await.ok();
        ada.get("/api/v1/me").await.ok();
    }
}
