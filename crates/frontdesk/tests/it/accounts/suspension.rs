//! An account that has been suspended. Staff will have a route for it; until then the row is changed behind the server.

use std::time::{Duration, Instant};

use frontdesk_testkit::{Answer, Call, both_engines};
use serde_json::json;

use super::native::{refresh, sign_in};
use super::old_app::refresh as refresh_old;
use super::old_app::{OldApp, log_in};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk};

/// Asks until the answer has this status, for the second that a change behind the server's back may take.
async fn within_a_second(status: u16, call: Call) -> Answer {
    let began = Instant::now();
    loop {
        let answer = call.clone().await;
        if answer.status == status {
            return answer;
        }
        assert!(began.elapsed() < Duration::from_millis(1500), "still {}", answer.shown());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

both_engines! {
    async fn sec_ACC_08_a_suspended_account_is_refused_on_every_path(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        let profile = format!("/api/v1/profiles/{}", ada.get("/api/v1/me/profile").await.ok().text_at("/id"));
        let old_profile = format!("/api/auth/profile/{}/", old.profile().await.ok().at("/id"));
        Rows::behind(&desk).change("update users set suspended_at = 1 where username = 'ada'").await;

        within_a_second(401, ada.get("/api/v1/me")).await.is_problem(401, "invalid_token");
        let inactive = within_a_second(401, old.profile()).await;
        assert_eq!(inactive.text_at("/code"), "user_inactive", "{}", inactive.shown());
        desk.get(&profile).await.is_problem(404, "not_found");
        desk.get(&old_profile).await.expect(404);
        // Public lists are open to all, but not to somebody who shows a bad token.
        old.call("GET", "/api/auth/services/").await.expect(401);

        desk.kill_9();
        desk.start_again().await;
        refresh(desk.http(), &ada.refresh_token).await.expect(401);
        refresh_old(desk.http(), &old.refresh).await.expect(401);
        sign_in(desk.http(), "ada", PASSWORD).await.is_problem(401, "invalid_credentials");
        log_in(desk.http(), "ada", PASSWORD).await.expect(401);
        ada.moved_to(desk.http()).get("/api/v1/me").await.expect(401);
    }

    async fn sec_TOK_09_a_role_is_read_from_the_database_and_not_from_the_token(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let old = OldApp::log_in(desk.http(), "noor").await;
        let service = json!({ "name": "Массаж лица", "price_minor": 150_000, "duration_minutes": 45 });
        noor.post("/api/v1/services").json(&service).await.created();
        Rows::behind(&desk).change("update users set role = 'client' where username = 'noor'").await;

        within_a_second(403, noor.get("/api/v1/me/services")).await;
        noor.post("/api/v1/services").json(&service).await.is_problem(403, "forbidden");
        let body = json!({ "name": "Массаж", "price": "1500.00", "duration_minutes": 45 });
        old.call("POST", "/api/auth/services/").json(&body).await.expect(403);
        assert_eq!(noor.get("/api/v1/me").await.ok().text_at("/role"), "client");
    }

    async fn who_is_let_in_again_comes_in_again(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set suspended_at = 1 where username = 'ada'").await;
        within_a_second(401, ada.get("/api/v1/me")).await;
        refresh(desk.http(), &ada.refresh_token).await.expect(401);
        rows.change("update users set suspended_at = null where username = 'ada'").await;
        within_a_second(200, ada.get("/api/v1/me")).await;
        ada.refresh().await.ok();
    }
}
