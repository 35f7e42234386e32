//! `/api/user/`: form login, a short token, records.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, Call, both_engines};
use serde_json::{Value, json};

use super::browser::Browser;
use super::users::desk;
use crate::accounts::together::{all_within, together};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk};

/// Somebody who has just signed up and logged in, their number and their token.
pub struct Person {
    pub browser: Browser,
    pub id: i64,
    pub token: String,
}

impl Person {
    pub fn record(&self) -> String {
        format!("/api/user/{}/", self.id)
    }

    pub fn logout(&self) -> String {
        format!("/api/user/logout/{}/", self.id)
    }
}

pub fn new_record(name: &str) -> Value {
    json!({ "name": "Анна", "email": format!("{name}@example.com"), "phone": "9746894500", "gender": "Female",
            "password": PASSWORD })
}

pub async fn person(desk: &TestDesk, name: &str) -> Person {
    desk.post("/api/user/").json(&new_record(name)).await.created();
    logged_in(desk, name).await
}

/// Somebody whose account is there.
pub async fn logged_in(desk: &TestDesk, name: &str) -> Person {
    let mut browser = Browser::new(desk.http());
    let answer = browser.log_in_short(&format!("{name}@example.com")).await.ok();
    let id = answer.at("/user/id").as_i64().expect("a number");
    Person { browser, id, token: answer.text_at("/token").to_owned() }
}

/// Somebody of the staff, who was imported without an address.
pub async fn staff(desk: &TestDesk, name: &str) -> Person {
    let sql = format!(
        "update users set email = '{name}@example.com', email_key = '{name}@example.com' where username = '{name}'"
    );
    assert_eq!(Rows::behind(desk).change(&sql).await, 1);
    logged_in(desk, name).await
}

pub async fn record(person: &Person) -> Answer {
    person.browser.get(&person.record()).await.ok()
}

pub fn log_in(desk: &TestDesk, name: &str, password: &str) -> Call {
    let email = format!("{name}@example.com");
    desk.post("/api/user/login/").form(&[("email", &email), ("password", password)])
}

both_engines! {
    async fn a_live_token_is_shown_to_its_owner_alone(engine: Engine) {
        let desk = desk(engine).await;
        let anna = person(&desk, "anna").await;
        let root = staff(&desk, "root").await;
        assert_eq!(record(&anna).await.text_at("/session_token"), anna.token);
        let own = anna.browser.get("/api/user/").await.ok();
        assert_eq!((own.json().as_array().map(Vec::len), own.text_at("/0/session_token")), (Some(1), &*anna.token));
        for path in ["/api/user/".to_owned(), anna.record()] {
            let seen = root.browser.get(&path).await.ok();
            assert!(!seen.text().contains(&anna.token), "{}", seen.shown());
        }
        let seen = root.browser.call("PATCH", &anna.record()).json(&json!({ "phone": "1" })).await.ok();
        assert_eq!(seen.text_at("/session_token"), "0");
        anna.browser.get(&anna.logout()).await.ok();
        let again = logged_in(&desk, "anna").await;
        assert_ne!(again.token, anna.token);
    }

    async fn sec_SES_02_of_eight_logins_at_once_at_most_one_lives(engine: Engine) {
        let desk = desk(engine).await;
        desk.post("/api/user/").json(&new_record("anna")).await.created();
        for _ in 0..3 {
            let answers = together((0..8).map(|_| log_in(&desk, "anna", PASSWORD))).await;
            all_within(&answers, &[200]);
            for answer in &answers {
                let refused = answer.json().get("error").is_some_and(|error| error == "User already logged in");
                assert!(refused || answer.at("/token").is_string(), "{}", answer.shown());
            }
            let live = Rows::behind(&desk).one("select count(*) from sessions where ended_at is null").await;
            assert!(["0", "1"].contains(&&*live), "{live} sessions live");
        }
    }

    async fn sec_SES_04_what_ends_a_session_ends_its_cookie(engine: Engine) {
        let desk = desk(engine).await;
        let root = staff(&desk, "root").await;
        let again = person(&desk, "anna").await;
        assert_eq!(log_in(&desk, "anna", PASSWORD).await.ok().text_at("/error"), "User already logged in");
        let by_itself = logged_in(&desk, "anna").await;
        by_itself.browser.call("POST", &by_itself.logout()).await.ok();
        let by_root = logged_in(&desk, "anna").await;
        root.browser.get(&by_root.logout()).await.ok();
        let switched_off = logged_in(&desk, "anna").await;
        for is_active in [false, true] {
            let body = json!({ "is_active": is_active });
            root.browser.call("PATCH", &switched_off.record()).json(&body).await.ok();
        }
        let given_a_password = logged_in(&desk, "anna").await;
        let body = json!({ "password": "Brisk-Lantern-77" });
        root.browser.call("PATCH", &given_a_password.record()).json(&body).await.ok();
        log_in(&desk, "anna", PASSWORD).await.ok().text_at("/error");
        log_in(&desk, "anna", "Brisk-Lantern-77").await.ok().text_at("/token");
        let deleted = person(&desk, "boris").await;
        deleted.browser.call("DELETE", &deleted.record()).await.no_content();
        root.browser.call("DELETE", &deleted.record()).await.expect(404);
        for ended in [again, by_itself, by_root, switched_off, given_a_password, deleted] {
            for path in [ended.record(), "/api/user/".to_owned(), "/api/users/user/".to_owned()] {
                ended.browser.get(&path).await.expect(403);
            }
            ended.browser.call("DELETE", &ended.record()).await.expect(403);
            ended.browser.get(&ended.logout()).await.expect(403);
        }
    }

    async fn a_session_of_one_wire_works_on_the_other(engine: Engine) {
        let desk = desk(engine).await;
        let anna = person(&desk, "anna").await;
        assert_eq!(anna.browser.get("/api/users/user/").await.ok().text_at("/username"), "Анна");
        let mut elsewhere = Browser::new(desk.http());
        elsewhere.log_in("anna@example.com").await.ok();
        assert_eq!(elsewhere.get(&anna.record()).await.ok().text_at("/session_token"), anna.token);
        // Logging out takes the token and the session in which that is asked; others go on.
        elsewhere.get(&anna.logout()).await.ok();
        elsewhere.get("/api/users/user/").await.expect(403);
        anna.browser.get(&anna.record()).await.expect(403);
        logged_in(&desk, "anna").await;
    }

    async fn sec_PWD_07_unknown_wrong_and_switched_off_are_one_answer(engine: Engine) {
        let desk = desk(engine).await;
        let (_, off, root) = (person(&desk, "known").await, person(&desk, "off").await, staff(&desk, "root").await);
        root.browser.call("PATCH", &off.record()).json(&json!({ "is_active": false })).await.ok();
        let told = log_in(&desk, "known", "Wrong-Password-77").await.ok();
        for (name, password) in [("nobody", PASSWORD), ("off", PASSWORD), ("off", "Wrong-Password-77")] {
            let refused = log_in(&desk, name, password).await.ok();
            assert_eq!((refused.json(), refused.header("set-cookie")), (told.json(), None), "{name}");
        }
    }

    async fn a_login_is_always_answered(engine: Engine) {
        let desk = desk(engine).await;
        desk.post("/api/user/").json(&new_record("anna")).await.created();
        let (no_address, short) = ("Invalid email format", "Password must be at least 8 characters long");
        let long = "x".repeat(1_000_000);
        for (email, password, told) in [
            ("", PASSWORD, no_address),
            ("anna", "x", no_address),
            ("anna@example", "", no_address),
            ("anna@exam\0ple.com", PASSWORD, no_address),
            ("anna@example.com", "", short),
            ("anna@example.com", "яяяяяяя", short),
            ("anna@example.com", "яяяяяяяя", "Invalid email or password"),
            ("anna@example.com", "\0\0\0\0\0\0\0\0", "Invalid email or password"),
            ("anna@example.com", &long, "Invalid email or password"),
            (&long, PASSWORD, no_address),
        ] {
            let answer = desk.post("/api/user/login/").form(&[("email", email), ("password", password)]).await.ok();
            assert_eq!(answer.json(), &json!({ "error": told }), "{}", answer.shown());
        }
        for (kind, body) in [("text/plain", "x"), ("application/json", "{"), ("application/json", "[]"), ("x", "")] {
            let answer = desk.post("/api/user/login/").raw(kind, body).await.ok();
            assert_eq!(answer.json(), &json!({ "error": no_address }), "{}", answer.shown());
        }
        for method in ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            let hint = desk.call(method, "/api/user/login/").await.ok();
            assert_eq!(hint.json(), &json!({ "error": "Send a post request with valid parameters" }));
        }
    }
}
