//! What wrong passwords cost whoever guesses, and what strangers' guesses cost the owner. Limits are on here.

use frontdesk_testkit::{Answer, Call, both_engines};
use serde_json::json;

use super::limits::{from, guess, limited, spend};
use super::native::{sign_in, sign_up};
use super::outbox::{code_in, letters};
use super::together::{count, together};
use crate::old_wires::browser::Browser;
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

const NEW: &str = "Meadow-Lantern-17";

/// How long a refused one has to wait, in seconds.
fn wait(answer: Answer) -> i64 {
    let refused = answer.is_problem(429, "too_many_requests");
    refused.header("retry-after").expect("RL-06").parse().expect("whole seconds")
}

/// As if so many seconds had passed.
async fn let_pass(desk: &TestDesk, seconds: i64) {
    Rows::behind(desk).change(&format!("update attempts set window_start = window_start - {seconds}")).await;
}

/// A sign-in on a device that shows what it was given to keep.
fn on_device(desk: &TestDesk, name: &str, password: &str, token: &str) -> Call {
    let body = json!({ "identifier": name, "password": password, "device_token": token });
    desk.http().post("/api/v1/sessions").json(&body)
}

/// Guesses at `name` from so many sources, one after another; the statuses of the answers.
async fn crowd(desk: &TestDesk, name: &str, sources: std::ops::Range<usize>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for number in sources {
        statuses.push(from(guess(desk.http(), name), &format!("198.51.{number}.1")).await.status);
    }
    statuses
}

both_engines! {
    async fn sec_RL_01_waits_grow_with_each_further_failure_and_nothing_is_locked(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        spend(desk.http(), "ada", "203.0.113.1").await;
        for longest in [30, 60, 120, 240, 480, 900, 900] {
            let first = wait(from(guess(desk.http(), "ada"), "203.0.113.1").await);
            assert!((longest / 2..=longest).contains(&first), "{first} of {longest}");
            // Who asks too early waits no longer for it.
            let second = wait(from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.1").await);
            assert!(second <= first, "{second} after {first}");
            let_pass(&desk, second).await;
            from(guess(desk.http(), "ada"), "203.0.113.1").await.is_problem(401, "invalid_credentials");
        }
    }

    async fn sec_RL_06_whoever_comes_back_when_they_were_told_is_looked_at(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        spend(desk.http(), "ada", "203.0.113.1").await;
        let told = wait(from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.1").await);
        let_pass(&desk, told).await;
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.1").await.created();
        // A right password forgives the wrong ones before it.
        spend(desk.http(), "ada", "203.0.113.1").await;
    }

    async fn sec_RL_02_a_known_device_gets_in_whatever_is_guessed_from_its_own_address(engine: Engine) {
        let desk = limited(engine).await;
        sign_up(desk.http(), "ada", json!({})).await.created();
        let token = sign_in(desk.http(), "ada", PASSWORD).await.created().text_at("/device_token").to_owned();
        let names = (0..100).map(|number| guess(desk.http(), &format!("n{number}")));
        assert_eq!(count(&together(names).await, 401), 100);
        wait(sign_in(desk.http(), "ada", PASSWORD).await);
        let again = on_device(&desk, "ada", PASSWORD, &token).await.created();
        assert_eq!(again.text_at("/device_token"), token, "a device keeps one token");

        // The device itself is no place to guess.
        let wrong = together((0..30).map(|_| on_device(&desk, "ada", "Wrong-Password-77", &token))).await;
        assert!(count(&wrong, 401) <= 10, "{} were evaluated", count(&wrong, 401));
        wait(on_device(&desk, "ada", PASSWORD, &token).await);
    }

    async fn sec_RL_02_no_token_that_another_account_or_nobody_was_given_helps(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        sign_up(desk.http(), "mallory", json!({})).await.created();
        let others = sign_in(desk.http(), "mallory", PASSWORD).await.created().text_at("/device_token").to_owned();
        let forged = format!("fdd_{}", "A".repeat(43));
        let swapped = format!("{}{}", &others[..others.len() - 1], if others.ends_with('A') { 'E' } else { 'A' });
        spend(desk.http(), "ada", "127.0.0.1").await;
        for token in [others.as_str(), forged.as_str(), swapped.as_str(), "fdd_", "x"] {
            wait(on_device(&desk, "ada", "Wrong-Password-77", token).await);
        }
    }

    async fn sec_RL_02_a_browser_of_an_older_wire_is_known_by_its_cookie(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_LIMITS", "on").env("FRONTDESK_MODEL", "compat");
        let desk = TestDesk::open_with(launch).await;
        let body = json!({ "email": "ada@example.com", "username": "Ada", "password": PASSWORD });
        desk.post("/api/users/register/").json(&body).await.created();
        let mut browser = Browser::new(desk.http());
        let answer = browser.log_in("ada@example.com").await.ok();
        let cookies: Vec<_> = answer.headers.iter().filter(|(name, _)| name == "set-cookie").collect();
        let device = cookies.iter().find(|(_, set)| set.starts_with("device=fdd_")).expect("a cookie to keep");
        assert!(device.1.contains("HttpOnly") && device.1.contains("SameSite=Strict"), "{}", device.1);
        browser.send(browser.get("/api/users/logout/")).await.ok();
        let mut stranger = Browser::new(desk.http());
        for _ in 0..10 {
            let wrong = json!({ "email": "ada@example.com", "password": "Wrong-Password-77" });
            desk.post("/api/users/login/").json(&wrong).await.expect(400);
        }
        stranger.log_in("ada@example.com").await.expect(429);
        browser.log_in("ada@example.com").await.ok();
    }

    async fn sec_RL_02_a_crowd_of_strangers_holds_up_strangers_only(engine: Engine) {
        let desk = limited(engine).await;
        sign_up(desk.http(), "ada", json!({ "email": "ada@example.com" })).await.created();
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.7").await.created();
        let at_ada = crowd(&desk, "ada", 0..60).await;
        assert_eq!(at_ada.iter().filter(|status| **status == 401).count(), 50, "a thousand sources are no better");
        assert_eq!(at_ada, crowd(&desk, "nobody", 0..60).await, "sec_ACC_03: and a name that is nobody's looks the same");

        let told = wait(from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.99").await);
        assert!((1..=30).contains(&told), "{told}");
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.7").await.created();

        let ask = from(desk.post("/api/v1/password-resets"), "203.0.113.99");
        ask.json(&json!({ "identifier": "ada" })).await.expect(202);
        let code = code_in(letters(&desk, 1).await.last().expect("a letter"));
        let body = json!({ "identifier": "ada", "code": code, "new_password": NEW });
        from(desk.post("/api/v1/password-resets/complete"), "203.0.113.99").json(&body).await.no_content();
        crowd(&desk, "ada", 100..160).await;
        from(sign_in(desk.http(), "ada", NEW), "203.0.113.99").await.created();
    }

    async fn sec_RL_01_guesses_in_a_stolen_session_are_counted_wherever_they_come_from(engine: Engine) {
        let desk = limited(engine).await;
        let ada = desk.client("ada").await;
        let body = json!({ "current_password": "Wrong-Password-77", "new_password": NEW });
        let calls = (0..40).map(|number| from(ada.put("/api/v1/me/password"), &format!("198.51.{number}.1")).json(&body));
        let answers = together(calls).await;
        assert!(count(&answers, 422) <= 10, "{} were evaluated", count(&answers, 422));
    }
}
