//! A forgotten password.

use frontdesk_testkit::{Answer, Call, Http, Launch, both_engines};
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::outbox::{code_in, letters, token_in};
use super::together::{all_within, count, together};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

const NEW: &str = "Meadow-Lantern-17";

async fn ask(http: Http, identifier: &str) -> Answer {
    http.post("/api/v1/password-resets").json(&json!({ "identifier": identifier })).await.expect(202)
}

fn complete(http: Http, token: &str, new: &str) -> Call {
    http.post("/api/v1/password-resets/complete").json(&json!({ "token": token, "new_password": new }))
}

fn complete_by_code(http: Http, identifier: &str, code: &str) -> Call {
    let body = json!({ "identifier": identifier, "code": code, "new_password": NEW });
    http.post("/api/v1/password-resets/complete").json(&body)
}

/// With an address that letters lead to.
async fn reachable(launch: Launch) -> TestDesk {
    TestDesk::open_with(launch.env("FRONTDESK_PUBLIC_URL", "https://desk.example")).await
}

/// Anna, who has an address, signed in.
async fn anna(desk: &TestDesk) -> Actor {
    sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
    Actor::sign_in(desk.http(), "anna", "").await
}

both_engines! {
    async fn a_forgotten_password_is_replaced_through_the_letter(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        let anna = anna(&desk).await;
        ask(desk.http(), "ANNA@example.com").await;
        let letter = letters(&desk, 1).await.remove(0);
        assert!(letter.contains("To: anna@example.com"), "{letter}");
        complete(desk.http(), &token_in(&letter), "short").await.refuses_field("new_password");
        let done = complete(desk.http(), &token_in(&letter), NEW).await.no_content();
        assert!(done.text().is_empty(), "sec_PWD_09: nobody is signed in by it");

        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        sign_in(desk.http(), "anna", PASSWORD).await.is_problem(401, "invalid_credentials");
        sign_in(desk.http(), "anna", NEW).await.created();
        let told = letters(&desk, 2).await;
        assert!(told[1].contains("anna@example.com"), "and the owner is told: {}", told[1]);
    }

    async fn sec_PWD_08_a_link_works_once_and_only_the_newest(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        anna(&desk).await;
        ask(desk.http(), "anna").await;
        ask(desk.http(), "anna").await;
        let letters = letters(&desk, 2).await;
        let (older, newer) = (token_in(&letters[0]), token_in(&letters[1]));
        assert_ne!(older, newer);
        complete(desk.http(), &older, NEW).await.refuses_field("token");
        let tries = (0..20).map(|_| complete(desk.http(), &newer, NEW));
        let answers = together(tries).await;
        assert_eq!(count(&answers, 204), 1);
        complete(desk.http(), &newer, NEW).await.refuses_field("token");
    }

    async fn sec_PWD_08_a_new_password_or_address_voids_the_link(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        let anna = anna(&desk).await;
        ask(desk.http(), "anna").await;
        let change = json!({ "current_password": PASSWORD, "new_password": NEW });
        anna.put("/api/v1/me/password").json(&change).await.no_content();
        let sent = letters(&desk, 2).await;
        let token = token_in(sent.iter().find(|letter| letter.contains("/links/")).expect("the reset"));
        complete(desk.http(), &token, "Another-Password-9").await.refuses_field("token");
        sign_in(desk.http(), "anna", NEW).await.created();
    }

    async fn sec_PWD_08_what_is_kept_opens_nothing(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        anna(&desk).await;
        ask(desk.http(), "anna").await;
        let letter = letters(&desk, 1).await.remove(0);
        let rows = Rows::behind(&desk);
        let kept = rows.column("select cast(link_hash as text) from proofs").await.join(" ");
        assert!(!kept.contains(&token_in(&letter)));
        // Wiped once it has gone, which is a moment after it has come.
        rows.becomes("select count(*) from outbox where payload like '%links/%'", "0").await;
    }

    async fn a_code_does_the_same_and_burns_after_five_guesses(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        anna(&desk).await;
        ask(desk.http(), "anna").await;
        let code = code_in(&letters(&desk, 1).await[0]);
        let wrong = if code == "000000" { "111111" } else { "000000" };
        complete_by_code(desk.http(), "anna", wrong).await.refuses_field("code");
        complete_by_code(desk.http(), "nobody", &code).await.refuses_field("code");
        complete_by_code(desk.http(), "anna@example.com", &code).await.no_content();
        sign_in(desk.http(), "anna", NEW).await.created();

        ask(desk.http(), "anna").await;
        let code = code_in(&letters(&desk, 3).await[2]);
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let guesses = (0..20).map(|_| complete_by_code(desk.http(), "anna", wrong));
        all_within(&together(guesses).await, &[422]);
        complete_by_code(desk.http(), "anna", &code).await.refuses_field("code");
    }

    async fn sec_ACC_03_a_guess_at_a_code_tells_nothing_of_whose_it_is(engine: Engine) {
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("vera", "staff")]).await).await;
        anna(&desk).await;
        // Too short for staff only, and like the name of one of them.
        for new in ["Tall-Birch-9", "short", "vera-vera-vera-vera", "anna@example.com", NEW] {
            let mut said = Vec::new();
            for name in ["vera", "anna@example.com", "nobody"] {
                let body = json!({ "identifier": name, "code": "000000", "new_password": new });
                let refused = desk.post("/api/v1/password-resets/complete").json(&body).await.refuses_field("code");
                said.push(refused.at("/errors").clone());
            }
            assert_eq!((&said[0], &said[1]), (&said[2], &said[2]), "{new}");
        }
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one("select count(*) from security_events where event = 'proof.refused'").await, "15");
    }

    async fn a_right_code_outlives_a_password_that_will_not_do(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        anna(&desk).await;
        ask(desk.http(), "anna").await;
        let code = code_in(&letters(&desk, 1).await[0]);
        for _ in 0..6 {
            let body = json!({ "identifier": "anna", "code": code, "new_password": "anna@example.com" });
            desk.post("/api/v1/password-resets/complete").json(&body).await.refuses_field("new_password");
        }
        let answers = together((0..10).map(|_| complete_by_code(desk.http(), "anna", &code))).await;
        assert_eq!(count(&answers, 204), 1);
    }

    async fn sec_RL_04_beyond_the_limit_a_request_leaves_no_trace_and_no_name(engine: Engine) {
        let launch = Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await;
        let desk = TestDesk::open_with(launch).await;
        for number in 0..40 {
            ask(desk.http(), &format!("Secret-Typed-{number}")).await;
        }
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one("select count(*) from security_events where event = 'password.reset_asked'").await, "20");
        let subjects = rows.column("select subject from attempts").await;
        assert!(subjects.len() <= 22, "{} counters", subjects.len());
        assert!(!subjects.join(" ").contains("typed"), "people type passwords where the name belongs: {subjects:?}");
    }

    async fn sec_ACC_03_a_name_that_nobody_has_gets_the_same_answer(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = anna(&desk).await;
        sign_up(desk.http(), "boris", json!({})).await.created();
        let outline = |answer: Answer| {
            let names: Vec<_> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
            (answer.status, answer.text(), names)
        };
        let known = outline(ask(desk.http(), "anna").await);
        desk.suspend(&anna).await;
        for name in ["nobody", "nobody@example.com", "boris", "+7 900 123-45-67", "anna"] {
            assert_eq!(outline(ask(desk.http(), name).await), known, "{name}");
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "1");
    }

    async fn sec_ACC_06_who_took_an_address_before_its_owner_came_is_out_when_the_owner_comes(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        let mallory = anna(&desk).await;
        mallory.post("/api/v1/me/email/proof").await.expect(202);
        ask(desk.http(), "anna@example.com").await;
        let sent = letters(&desk, 2).await;
        let (proof, reset) = (token_in(&sent[0]), token_in(&sent[1]));
        complete(desk.http(), &reset, NEW).await.no_content();
        mallory.get("/api/v1/me").await.is_problem(401, "invalid_token");
        sign_in(desk.http(), "anna", PASSWORD).await.is_problem(401, "invalid_credentials");
        desk.post("/api/v1/links").json(&json!({ "token": proof })).await.refuses_field("token");
        let tokens = sign_in(desk.http(), "anna@example.com", NEW).await.created();
        let account = desk.get("/api/v1/me").bearer(tokens.text_at("/access_token")).await.ok();
        assert_eq!(account.at("/email_verified"), &json!(true), "the mailbox has been shown to be the owner's");
    }

    async fn sec_PWD_10_links_lead_to_the_configured_address_whatever_the_request_says(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        anna(&desk).await;
        let body = json!({ "identifier": "anna" });
        let ask = desk.post("/api/v1/password-resets").header("x-forwarded-host", "evil.example");
        let ask = ask.header("x-forwarded-proto", "http").header("forwarded", "host=evil.example");
        ask.json(&body).await.expect(202);
        let letter = letters(&desk, 1).await.remove(0);
        assert!(letter.contains("https://desk.example/links/") && !letter.contains("evil"), "{letter}");
    }

    async fn sec_RL_04_the_fourth_letter_in_an_hour_is_not_sent_and_nobody_is_told(engine: Engine) {
        let launch = Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await;
        let desk = TestDesk::open_with(launch).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        for _ in 0..5 {
            ask(desk.http(), "anna").await;
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "3");
    }

    async fn the_page_behind_the_link_sets_the_password_and_opening_it_changes_nothing(engine: Engine) {
        let desk = reachable(frontdesk(engine).await).await;
        anna(&desk).await;
        ask(desk.http(), "anna").await;
        let page = format!("/links/{}", token_in(&letters(&desk, 1).await[0]));
        for _ in 0..3 {
            let shown = desk.get(&page).header("accept-language", "ru").await.ok();
            assert!(shown.text().contains("Выберите новый пароль"), "{}", shown.text());
            assert_eq!(shown.header("cache-control"), Some("no-store"));
        }
        let weak = desk.post(&page).form(&[("new_password", "password123")]).await.expect(422);
        assert!(weak.text().contains("role='alert'"), "{}", weak.text());
        desk.post(&page).form(&[("new_password", NEW)]).await.ok();
        desk.get(&page).await.expect(404);
        sign_in(desk.http(), "anna", NEW).await.created();
    }
}
