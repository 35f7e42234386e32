//! One account, one counter: however it is called, and wherever its password is asked for (RL-01).

use frontdesk_testkit::{Answer, Engine, both_engines};
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::old_app::log_in;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk};

const WRONG: &str = "Wrong-Password-77";

async fn limited(engine: Engine) -> TestDesk {
    TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_LIMITS", "on")).await
}

fn evaluated(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| answer.status != 429).count()
}

both_engines! {
    async fn sec_RL_01_every_name_of_an_account_shares_its_counter(engine: Engine) {
        let desk = limited(engine).await;
        let more = json!({ "email": "anna@example.com", "phone": "8 900 123-45-67" });
        sign_up(desk.http(), "anna", more).await.created();
        let mut answers = Vec::new();
        for name in ["anna", "anna@example.com", "+7 900 123-45-67"] {
            for _ in 0..6 {
                answers.push(sign_in(desk.http(), name, WRONG).await);
            }
        }
        assert!(evaluated(&answers) <= 10, "{} guesses at one account were looked at", evaluated(&answers));
    }

    async fn sec_RL_01_every_spelling_of_a_number_shares_one_counter(engine: Engine) {
        let desk = limited(engine).await;
        sign_up(desk.http(), "anna", json!({ "phone": "8 900 123-45-67" })).await.created();
        let spellings =
            ["89001234567", "+79001234567", "8-900-1234567", "8.900.123.45.67", "8 900 123 45 67", "8-9-001234567"];
        let mut answers = Vec::new();
        for spelling in spellings {
            for _ in 0..3 {
                answers.push(sign_in(desk.http(), spelling, WRONG).await);
            }
        }
        assert!(evaluated(&answers) <= 10, "{} guesses at one account were looked at", evaluated(&answers));
    }

    async fn sec_RL_01_a_change_of_password_shares_the_counter_with_signing_in(engine: Engine) {
        let desk = limited(engine).await;
        let ada = desk.client("ada").await;
        let mut answers = Vec::new();
        for _ in 0..6 {
            let body = json!({ "current_password": WRONG, "new_password": "Meadow-Lantern-17" });
            answers.push(ada.put("/api/v1/me/password").json(&body).await);
            answers.push(sign_in(desk.http(), "ada", WRONG).await);
        }
        assert!(evaluated(&answers) <= 10, "{} guesses at one account were looked at", evaluated(&answers));
    }

    async fn sec_RL_01_a_change_of_password_is_not_a_place_to_guess(engine: Engine) {
        let desk = limited(engine).await;
        let ada = desk.client("ada").await;
        let body = json!({ "current_password": WRONG, "new_password": "Meadow-Lantern-17" });
        for _ in 0..10 {
            ada.put("/api/v1/me/password").json(&body).await.refuses_field("current_password");
        }
        let refused = ada.put("/api/v1/me/password").json(&body).await.is_problem(429, "too_many_requests");
        assert!(refused.header("retry-after").is_some());
        let right = json!({ "current_password": PASSWORD, "new_password": "Meadow-Lantern-17" });
        ada.put("/api/v1/me/password").json(&right).await.is_problem(429, "too_many_requests");
    }

    async fn sec_RL_01_both_wires_share_the_counter(engine: Engine) {
        let desk = limited(engine).await;
        let made = sign_up(desk.http(), "ada", json!({})).await.created();
        let mut answers = Vec::new();
        for _ in 0..6 {
            answers.push(sign_in(desk.http(), "ada", WRONG).await);
            answers.push(log_in(desk.http(), "ADA", WRONG).await);
        }
        assert_eq!(evaluated(&answers), 10);
        sign_in(desk.http(), "ada", PASSWORD).await.is_problem(429, "too_many_requests");
        assert!(!made.text_at("/id").is_empty());
    }

    async fn sec_RL_02_a_session_in_hand_goes_on_while_its_account_is_being_guessed_at(engine: Engine) {
        let desk = limited(engine).await;
        let made = sign_up(desk.http(), "ada", json!({})).await.created();
        let mut ada = Actor::sign_in(desk.http(), "ada", made.text_at("/id")).await;
        for _ in 0..12 {
            sign_in(desk.http(), "ada", WRONG).await;
        }
        ada.get("/api/v1/me").await.ok();
        ada.refresh().await.ok();
    }
}
