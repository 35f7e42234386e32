//! `PUT /api/v1/me/password`

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use frontdesk_testkit::{Call, Http, both_engines};
use serde_json::json;

use super::native::{refresh, sign_in, sign_up};
use super::old_app::{OldApp, log_in, refresh as refresh_old};
use super::outbox::letters;
use super::together::{all_within, count, together};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk};

const NEW: &str = "Meadow-Lantern-17";

fn change(actor: &Actor, current: &str, new: &str) -> Call {
    actor.put("/api/v1/me/password").json(&json!({ "current_password": current, "new_password": new }))
}

both_engines! {
    async fn sec_PWD_11_a_change_ends_every_other_session_and_keeps_the_changer_in(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let (phone, old) = (ada.on_another_device().await, OldApp::log_in(desk.http(), "ada").await);
        phone.get("/api/v1/me").await.ok();
        old.profile().await.ok();
        change(&ada, PASSWORD, NEW).await.no_content();

        phone.get("/api/v1/me").await.is_problem(401, "invalid_token");
        refresh(desk.http(), &phone.refresh_token).await.expect(401);
        old.profile().await.expect(401);
        refresh_old(desk.http(), &old.refresh).await.expect(401);
        ada.get("/api/v1/me").await.ok();
        ada.refresh().await.ok();

        sign_in(desk.http(), "ada", PASSWORD).await.is_problem(401, "invalid_credentials");
        log_in(desk.http(), "ada", PASSWORD).await.expect(401);
        sign_in(desk.http(), "ada", NEW).await.created();
        log_in(desk.http(), "ada", NEW).await.ok();
    }

    async fn a_change_is_there_after_a_kill(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let phone = ada.on_another_device().await;
        change(&ada, PASSWORD, NEW).await.no_content();
        desk.kill_9();
        desk.start_again().await;
        desk.get("/api/v1/me").bearer(&phone.access_token).await.is_problem(401, "invalid_token");
        refresh(desk.http(), &phone.refresh_token).await.expect(401);
        sign_in(desk.http(), "ada", PASSWORD).await.is_problem(401, "invalid_credentials");
        sign_in(desk.http(), "ada", NEW).await.created();
    }

    async fn who_does_not_know_the_present_password_changes_nothing(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let phone = ada.on_another_device().await;
        for wrong in ["Wrong-Password-77", "quiet-harbor-42", " Quiet-Harbor-42", "x"] {
            change(&ada, wrong, NEW).await.refuses_field("current_password");
        }
        let body = json!({ "new_password": NEW });
        ada.put("/api/v1/me/password").json(&body).await.refuses_field("current_password");
        let body = json!({ "current_password": PASSWORD, "new_password": NEW, "user": 1 });
        ada.put("/api/v1/me/password").json(&body).await.refuses_field("user");
        desk.put("/api/v1/me/password").json(&body).await.is_problem(401, "unauthenticated");
        phone.get("/api/v1/me").await.ok();
        sign_in(desk.http(), "ada", PASSWORD).await.created();
        sign_in(desk.http(), "ada", NEW).await.is_problem(401, "invalid_credentials");
    }

    async fn sec_ACC_07_the_owner_gets_a_letter(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let made = sign_up(desk.http(), "anna", json!({ "email": "Anna@Example.com" })).await.created();
        let anna = Actor::sign_in(desk.http(), "anna", made.text_at("/id")).await;
        change(&anna, "Wrong-Password-77", NEW).await.refuses_field("current_password");
        change(&anna, PASSWORD, NEW).await.no_content();
        let letters = letters(&desk, 1).await;
        assert!(letters[0].contains("To: Anna@example.com"), "{}", letters[0]);
        assert!(letters[0].contains("was changed a moment ago"), "{}", letters[0]);
        assert!(!letters[0].contains(NEW) && !letters[0].contains(PASSWORD), "{}", letters[0]);
        assert_eq!(letters.len(), 1, "the attempt that failed sends none");
    }

    async fn of_many_changes_at_once_one_holds(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let new = |number: usize| format!("{NEW}-{number}");
        let answers = together((0..8).map(|number| change(&ada, PASSWORD, &new(number)))).await;
        all_within(&answers, &[204, 412, 422]);
        assert_eq!(count(&answers, 204), 1);
        let winner = answers.iter().position(|answer| answer.status == 204).expect("there is one");
        for number in 0..8 {
            let expected = if number == winner { 201 } else { 401 };
            sign_in(desk.http(), "ada", &new(number)).await.expect(expected);
        }
        assert_eq!(
            Rows::behind(&desk).one("select count(*) from security_events where event = 'password.changed'").await,
            "1"
        );
    }

    async fn sec_PWD_11_no_sign_in_with_the_old_password_survives_the_change(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let changed = Arc::new(AtomicBool::new(false));
        // People who know the old password keep coming in while it is being changed.
        let comers = (0..4).map(|_| tokio::spawn(keep_signing_in(desk.http(), changed.clone())));
        let comers: Vec<_> = comers.collect();
        change(&ada, PASSWORD, NEW).await.no_content();
        changed.store(true, Ordering::SeqCst);
        for comer in comers {
            for access in comer.await.expect("it comes to an end") {
                let me = desk.get("/api/v1/me").bearer(&access).await;
                assert_eq!(me.status, 401, "a session that began with the old password goes on after the change");
            }
        }
        ada.get("/api/v1/me").await.ok();
    }
}

/// Signs in with the old password, again and again until it is changed; the access tokens that were got.
async fn keep_signing_in(http: Http, changed: Arc<AtomicBool>) -> Vec<String> {
    let mut tokens = Vec::new();
    while !changed.load(Ordering::SeqCst) {
        let answer = sign_in(http, "ada", PASSWORD).await;
        if answer.status == 201 {
            tokens.push(answer.text_at("/access_token").to_owned());
        }
    }
    tokens
}
