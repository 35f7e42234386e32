//! The record of what happened to accounts: who, whom, what, when, from where, in which request.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::native::{refresh, sign_in, sign_up};
use super::old_app::{log_in, register};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk};

/// Insists that the request of this answer left exactly these events.
async fn left(rows: &Rows, answer: &Answer, events: &[&str]) {
    let id = answer.header("x-request-id").expect("every answer has one");
    let sql = format!("select event from security_events where request_id = '{id}' order by id");
    assert_eq!(rows.column(&sql).await, events, "{}", answer.shown());
}

both_engines! {
    async fn sec_LOG_02_every_act_leaves_one_event_with_its_request(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let rows = Rows::behind(&desk);
        let made = sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        left(&rows, &made, &["account.created"]).await;
        let body = json!({ "username": "vera", "password": PASSWORD, "role": "client" });
        left(&rows, &register(desk.http(), &body).await.created(), &["account.created"]).await;
        let known = sign_up(desk.http(), "mallory", json!({ "email": "anna@example.com" })).await.created();
        left(&rows, &known, &["account.known_address_used"]).await;

        let session = sign_in(desk.http(), "anna", PASSWORD).await.created();
        left(&rows, &session, &["session.began"]).await;
        left(&rows, &log_in(desk.http(), "anna", PASSWORD).await.ok(), &["session.began"]).await;
        left(&rows, &sign_in(desk.http(), "anna", "Wrong-Password-77").await.expect(401), &["session.refused"]).await;
        left(&rows, &sign_in(desk.http(), "nobody", "Wrong-Password-77").await.expect(401), &["session.refused"]).await;

        let first = session.text_at("/refresh_token");
        let second = refresh(desk.http(), first).await.ok();
        refresh(desk.http(), second.text_at("/refresh_token")).await.ok();
        left(&rows, &refresh(desk.http(), first).await.expect(401), &["session.token_reused"]).await;

        let anna = Actor::sign_in(desk.http(), "anna", made.text_at("/id")).await;
        let body = json!({ "current_password": "Wrong-Password-77", "new_password": "Meadow-Lantern-17" });
        left(&rows, &anna.put("/api/v1/me/password").json(&body).await.expect(422), &["password.proof_failed"]).await;
        let body = json!({ "current_password": PASSWORD, "new_password": "Meadow-Lantern-17" });
        left(&rows, &anna.put("/api/v1/me/password").json(&body).await.no_content(), &["password.changed"]).await;
        left(&rows, &anna.delete("/api/v1/sessions").await.no_content(), &["session.ended"]).await;
        left(&rows, &anna.delete("/api/v1/sessions/current").await.no_content(), &["session.ended"]).await;

        assert_eq!(rows.column("select distinct address from security_events").await, ["127.0.0.1"]);
        assert_eq!(
            rows.one("select count(*) from security_events where at < 1750000000 or request_id = ''").await,
            "0"
        );
    }

    async fn sec_LOG_02_an_event_says_who_did_it_and_to_whom(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let rows = Rows::behind(&desk);
        let anna = desk.client("anna").await;
        sign_up(desk.http(), "boris", json!({ "email": "boris@example.com" })).await.created();
        sign_up(desk.http(), "mallory", json!({ "email": "boris@example.com" })).await.created();
        anna.delete("/api/v1/sessions/current").await.no_content();
        let named = |event: &str, name: &str, column: &str| {
            format!(
                "select count(*) from security_events e join users u on u.id = e.{column}
                 where e.event = '{event}' and u.username = '{name}'"
            )
        };
        for event in ["account.created", "session.began", "session.ended"] {
            assert_eq!(rows.one(&named(event, "anna", "actor_id")).await, "1", "{event}");
            assert_eq!(rows.one(&named(event, "anna", "subject_id")).await, "1", "{event}");
        }
        assert_eq!(rows.one(&named("account.known_address_used", "boris", "subject_id")).await, "1");
        let stranger =
            "select count(*) from security_events where event = 'account.known_address_used' and actor_id is null";
        assert_eq!(rows.one(stranger).await, "1");
    }

    async fn sec_LOG_02_a_failed_sign_in_says_at_whose_door(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let rows = Rows::behind(&desk);
        desk.client("anna").await;
        sign_in(desk.http(), "anna", "Wrong-Password-77").await.expect(401);
        let sql = "select u.username from security_events e join users u on u.id = e.subject_id
                   where e.event = 'session.refused'";
        assert_eq!(rows.column(sql).await, ["anna"]);
    }

    async fn sec_LOG_02_an_event_of_an_answered_act_survives_a_kill(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        desk.client("anna").await;
        let refused = sign_in(desk.http(), "anna", "Wrong-Password-77").await.expect(401);
        desk.kill_9();
        desk.start_again().await;
        left(&Rows::behind(&desk), &refused, &["session.refused"]).await;
    }
}
