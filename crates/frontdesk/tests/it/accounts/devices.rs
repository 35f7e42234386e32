//! A device that an account does not know, and what its owner hears of it.

use frontdesk_testkit::{Answer, Call, Engine, both_engines};
use serde_json::json;

use super::limits::from;
use super::native::{sign_in, sign_up};
use super::outbox::{letters, token_in};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

const HOME: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0";
const ELSEWHERE: &str =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Safari/604.1";
const NEW: &str = "Meadow-Lantern-17";
const LETTERS: &str = "select count(*) from outbox where template = 'new_device'";
const EVENTS: &str = "select count(*) from security_events where event = 'session.new_device'";

/// A desk with an address that letters lead to, behind a proxy.
async fn reachable(engine: Engine) -> TestDesk {
    let launch = frontdesk(engine).await.env("FRONTDESK_PUBLIC_URL", "https://desk.example");
    TestDesk::open_with(launch.env("FRONTDESK_TRUSTED_PROXIES", "127.0.0.0/8")).await
}

fn with_agent(call: Call, agent: &str) -> Call {
    call.header("user-agent", agent)
}

async fn enter(desk: &TestDesk, agent: &str, source: &str) -> Answer {
    from(with_agent(sign_in(desk.http(), "anna", PASSWORD), agent), source).await.created()
}

/// Anna, who has an address and has signed in at home.
async fn anna(desk: &TestDesk) {
    sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
    enter(desk, HOME, "203.0.113.1").await;
}

both_engines! {
    async fn the_owner_hears_once_of_a_device_that_was_never_seen(engine: Engine) {
        let desk = reachable(engine).await;
        anna(&desk).await;
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one(LETTERS).await, "0", "the first device is nothing to tell of");
        enter(&desk, HOME, "203.0.113.1").await;
        assert_eq!(rows.one(EVENTS).await, "0");

        let token = enter(&desk, ELSEWHERE, "198.51.100.9").await.text_at("/device_token").to_owned();
        let letter = letters(&desk, 1).await.remove(0);
        for told in ["To: anna@example.com", "Safari, iPhone", "198.51.100.9", "Это был не я", "That was not me"] {
            assert!(letter.contains(told), "{told} is not in {letter}");
        }
        enter(&desk, ELSEWHERE, "198.51.100.9").await;
        let body = json!({ "identifier": "anna", "password": PASSWORD, "device_token": token });
        let travelled = from(with_agent(desk.post("/api/v1/sessions"), ELSEWHERE), "192.0.2.5").json(&body);
        // The second sign-in showed no token, and got another in its place.
        travelled.await.created();
        assert_eq!(rows.one(EVENTS).await, rows.one(LETTERS).await);
        let told = rows.one(EVENTS).await;
        let detail = "select min(detail) from security_events where event = 'session.new_device'";
        assert_eq!(rows.one(detail).await, "Safari, iPhone");
        let body = json!({ "identifier": "anna", "password": PASSWORD, "device_token": token });
        from(with_agent(desk.post("/api/v1/sessions"), HOME), "192.0.2.77").json(&body).await.created();
        assert_eq!(rows.one(EVENTS).await, told, "a device that keeps its token is known everywhere");
    }

    async fn two_sign_ins_at_once_on_a_new_device_are_one_letter(engine: Engine) {
        let desk = reachable(engine).await;
        anna(&desk).await;
        let calls = (0..8).map(|_| from(with_agent(sign_in(desk.http(), "anna", PASSWORD), ELSEWHERE), "198.51.100.9"));
        for answer in super::together::together(calls).await {
            answer.created();
        }
        let rows = Rows::behind(&desk);
        assert_eq!((rows.one(LETTERS).await.as_str(), rows.one(EVENTS).await.as_str()), ("1", "1"));
    }

    async fn that_was_not_me_ends_everything_and_asks_for_a_new_password(engine: Engine) {
        let desk = reachable(engine).await;
        anna(&desk).await;
        let intruder = enter(&desk, ELSEWHERE, "198.51.100.9").await;
        let access = intruder.text_at("/access_token").to_owned();
        let page = format!("/links/{}", token_in(&letters(&desk, 1).await[0]));
        // Whoever has the password may change it before the owner reads the letter.
        let change = json!({ "current_password": PASSWORD, "new_password": NEW });
        desk.put("/api/v1/me/password").bearer(&access).json(&change).await.no_content();
        for _ in 0..2 {
            let shown = desk.get(&page).header("accept-language", "ru").await.ok();
            assert!(shown.text().contains("вошёл кто-то другой") && !shown.text().contains("<script"), "{}", shown.text());
        }
        desk.get("/api/v1/me").bearer(&access).await.ok();

        let done = desk.post(&page).header("accept-language", "en").form(&[]).await.ok();
        assert!(done.text().contains("Every device is signed out"), "{}", done.text());
        desk.get("/api/v1/me").bearer(&access).await.is_problem(401, "invalid_token");
        for old in [PASSWORD, NEW] {
            sign_in(desk.http(), "anna", old).await.is_problem(401, "invalid_credentials");
        }
        desk.get(&page).await.expect(404);
        desk.post(&page).form(&[]).await.expect(404);
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one("select count(*) from security_events where event = 'session.disowned'").await, "1");

        let sent = letters(&desk, 3).await;
        let reset = sent.iter().rfind(|letter| letter.contains("/links/")).expect("what to choose a new one with");
        let body = json!({ "token": token_in(reset), "new_password": "Willow-Kettle-88" });
        desk.post("/api/v1/password-resets/complete").json(&body).await.no_content();
        sign_in(desk.http(), "anna", "Willow-Kettle-88").await.created();
    }

    async fn an_app_can_say_the_same_over_the_api_once(engine: Engine) {
        let desk = reachable(engine).await;
        anna(&desk).await;
        enter(&desk, ELSEWHERE, "198.51.100.9").await;
        let link = json!({ "token": token_in(&letters(&desk, 1).await[0]) });
        let tries = (0..10).map(|_| desk.post("/api/v1/links").json(&link));
        let answers = super::together::together(tries).await;
        assert_eq!(super::together::count(&answers, 200), 1);
        let done = answers.into_iter().find(|answer| answer.status == 200).expect("one of them");
        assert_eq!(done.text_at("/purpose"), "disown_sign_in");
        desk.post("/api/v1/links").json(&link).await.refuses_field("token");
    }

    async fn an_operator_can_do_without_the_letter_and_not_without_the_record(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_MAIL_NEW_DEVICE_LETTERS", "off");
        let desk = TestDesk::open_with(launch.env("FRONTDESK_TRUSTED_PROXIES", "127.0.0.0/8")).await;
        anna(&desk).await;
        enter(&desk, ELSEWHERE, "198.51.100.9").await;
        let rows = Rows::behind(&desk);
        assert_eq!((rows.one(LETTERS).await.as_str(), rows.one(EVENTS).await.as_str()), ("0", "1"));
    }

    async fn an_account_knows_twenty_devices_and_no_more(engine: Engine) {
        let desk = reachable(engine).await;
        anna(&desk).await;
        for number in 0..25 {
            enter(&desk, ELSEWHERE, &format!("198.51.100.{number}")).await;
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from known_devices").await, "20");
    }

    async fn sec_KEY_03_what_is_kept_of_a_device_is_no_token(engine: Engine) {
        let desk = reachable(engine).await;
        anna(&desk).await;
        let token = enter(&desk, HOME, "203.0.113.1").await.text_at("/device_token").to_owned();
        let everything = Rows::behind(&desk).everything().await;
        assert!(!everything.contains(&token) && !everything.contains(&token[4..20]));
    }
}
