//! How often a password may be guessed. Limits are on here.

use frontdesk_testkit::{Call, Engine, Http, both_engines};
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::old_app::log_in;
use super::together::{all_within, count, together};
use crate::support::{PASSWORD, TestDesk, frontdesk};

const WRONG: &str = "Wrong-Password-77";

/// A desk with limits, behind a proxy that says from where a request comes.
pub async fn limited(engine: Engine) -> TestDesk {
    let launch = frontdesk(engine).await.env("FRONTDESK_LIMITS", "on");
    TestDesk::open_with(launch.env("FRONTDESK_TRUSTED_PROXIES", "127.0.0.0/8")).await
}

/// A desk with limits that believes nobody's headers.
async fn limited_and_open(engine: Engine) -> TestDesk {
    TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_LIMITS", "on")).await
}

pub fn from(call: Call, source: &str) -> Call {
    call.header("x-forwarded-for", source)
}

pub fn guess(http: Http, name: &str) -> Call {
    sign_in(http, name, WRONG)
}

/// Spends the account's ten guesses from this source.
pub async fn spend(http: Http, name: &str, source: &str) {
    for _ in 0..10 {
        from(guess(http, name), source).await.is_problem(401, "invalid_credentials");
    }
}

both_engines! {
    async fn sec_RL_01_of_a_hundred_guesses_at_once_ten_are_looked_at(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        let answers = together((0..100).map(|_| guess(desk.http(), "ada"))).await;
        all_within(&answers, &[401, 429]);
        assert!(count(&answers, 401) <= 10, "{} were evaluated", count(&answers, 401));
        assert!(count(&answers, 401) >= 1, "somebody is let to the door");
        let refused = answers.into_iter().find(|answer| answer.status == 429).expect("most are");
        let refused = refused.is_problem(429, "too_many_requests");
        let wait: u64 = refused.header("retry-after").expect("RL-06").parse().expect("whole seconds");
        assert!((1..=900).contains(&wait), "{wait}");
        // The right password is not looked at either: it would tell a guesser that it was right.
        sign_in(desk.http(), "ada", PASSWORD).await.is_problem(429, "too_many_requests");
    }

    async fn sec_RL_01_unknown_names_count_alike(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("known").await;
        for (name, source) in [("known", "203.0.113.1"), ("nobody", "203.0.113.2")] {
            spend(desk.http(), name, source).await;
            from(guess(desk.http(), name), source).await.is_problem(429, "too_many_requests");
        }
    }

    async fn sec_RL_01_a_hundred_failures_close_a_source_whatever_the_names(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        let answers =
            together((0..130).map(|number| from(guess(desk.http(), &format!("n{number}")), "203.0.113.1"))).await;
        assert!(count(&answers, 401) <= 100, "{} were evaluated", count(&answers, 401));
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.1").await.is_problem(429, "too_many_requests");
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.2").await.created();
    }

    async fn sec_RL_02_a_stranger_does_not_lock_the_owner_out(engine: Engine) {
        let desk = limited(engine).await;
        let ada = desk.client("ada").await;
        desk.client("ben").await;
        spend(desk.http(), "ada", "203.0.113.66").await;
        from(guess(desk.http(), "ada"), "203.0.113.66").await.is_problem(429, "too_many_requests");
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.7").await.created();
        from(sign_in(desk.http(), "ben", PASSWORD), "203.0.113.66").await.created();
        ada.get("/api/v1/me").await.ok();
    }

    async fn sec_RL_03_a_forged_header_is_the_same_bucket(engine: Engine) {
        let desk = limited_and_open(engine).await;
        desk.client("ada").await;
        let headers =
            ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip", "x-client-ip"];
        let calls = (0..60).map(|number| {
            let source = format!("198.51.100.{number}");
            let value = if number % 6 == 2 { format!("for={source}") } else { source };
            guess(desk.http(), "ada").header(headers[number % 6], &value)
        });
        let answers = together(calls).await;
        all_within(&answers, &[401, 429]);
        assert!(count(&answers, 401) <= 10, "{} were evaluated", count(&answers, 401));
    }

    async fn sec_RL_03_what_stands_left_of_the_trusted_hop_is_not_believed(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        let hops = |number: usize| format!("198.51.100.{number}, 203.0.113.9");
        let answers = together((0..30).map(|number| from(guess(desk.http(), "ada"), &hops(number)))).await;
        assert!(count(&answers, 401) <= 10, "{} were evaluated", count(&answers, 401));
    }

    async fn sec_RL_06_the_count_survives_a_kill(engine: Engine) {
        let mut desk = limited(engine).await;
        desk.client("ada").await;
        spend(desk.http(), "ada", "203.0.113.1").await;
        desk.kill_9();
        desk.start_again().await;
        from(guess(desk.http(), "ada"), "203.0.113.1").await.is_problem(429, "too_many_requests");
        from(sign_in(desk.http(), "ada", PASSWORD), "203.0.113.1").await.is_problem(429, "too_many_requests");
    }

    async fn who_signs_in_rightly_is_not_counted(engine: Engine) {
        let desk = limited(engine).await;
        desk.client("ada").await;
        for _ in 0..15 {
            sign_in(desk.http(), "ada", PASSWORD).await.created();
        }
        for _ in 0..3 {
            guess(desk.http(), "ada").await.expect(401);
        }
        sign_in(desk.http(), "ada", PASSWORD).await.created();
    }

    async fn the_older_wire_lets_ten_log_ins_a_minute_through(engine: Engine) {
        let mut desk = limited(engine).await;
        for name in ["ada", "ben"] {
            desk.client(name).await;
        }
        for name in ["ada", "ben", "ada", "ben", "ada"] {
            log_in(desk.http(), name, PASSWORD).await.ok();
            log_in(desk.http(), name, WRONG).await.expect(401);
        }
        let refused = log_in(desk.http(), "ada", PASSWORD).await.expect(429);
        assert!(refused.at("/detail").is_string(), "{}", refused.shown());
        let wait: u64 = refused.header("retry-after").expect("whole seconds").parse().expect("whole seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        desk.get("/api/auth/services/").await.ok();
        from(log_in(desk.http(), "ada", PASSWORD), "203.0.113.7").await.ok();
        desk.kill_9();
        desk.start_again().await;
        log_in(desk.http(), "ada", PASSWORD).await.expect(429);
    }

    async fn sign_ups_from_one_source_come_to_an_end(engine: Engine) {
        let desk = limited(engine).await;
        // Faulty ones count as well, and cost no hash.
        let faulty =
            |number: usize| from(sign_up(desk.http(), &format!("n{number}"), json!({ "role": "king" })), "203.0.113.1");
        let answers = together((0..80).map(faulty)).await;
        all_within(&answers, &[422, 429]);
        assert_eq!(count(&answers, 422), 60);
        from(sign_up(desk.http(), "late", json!({})), "203.0.113.1").await.is_problem(429, "too_many_requests");
        from(sign_up(desk.http(), "else", json!({})), "203.0.113.2").await.created();
    }
}
