//! Letters on their way from the real program to a real mail server.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

mod commands;
mod provider;

use std::time::{Duration, Instant};

use frontdesk_testkit::{Authority, Engine, Launch, Manner, Received, SmtpServer, both_engines};
use serde_json::json;

use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

/// A mail server with a certificate of this authority.
async fn mail_server() -> (SmtpServer, Authority) {
    let authority = Authority::new();
    (SmtpServer::start(&authority.identity("localhost")).await, authority)
}

/// A program that sends to `server` and trusts `authority` too, as talkative as it can be.
async fn sending(engine: Engine, server: &SmtpServer, authority: &Authority) -> Launch {
    let address = format!("smtp://localhost:{}?ca={}", server.port(), authority.certificate().display());
    with_address(engine, &address.replace("://", &format!("://{}@", SmtpServer::USER))).await
}

async fn with_address(engine: Engine, address: &str) -> Launch {
    let launch = frontdesk(engine).await.env("FRONTDESK_MAIL", address).env("FRONTDESK_LOG", "trace");
    launch.env("FRONTDESK_MAIL_FROM", "Студия <desk@example.com>").env("FRONTDESK_MAIL_PASSWORD", SmtpServer::PASSWORD)
}

/// Anna has an account; somebody tries to sign up with her address, so a letter goes to her.
async fn cause_a_letter(desk: &TestDesk) {
    for name in ["anna", "mallory"] {
        let body = json!({ "username": name, "password": PASSWORD, "role": "client", "email": "anna@example.net" });
        desk.post("/api/v1/accounts").json(&body).await.created();
    }
}

/// Waits until the letter has been tried `count` times.
async fn tried(rows: &Rows, count: u32) {
    rows.becomes("select attempts from outbox", &count.to_string()).await;
}

/// Waits until the letter is settled: `delivered_at` or `gave_up_at`.
async fn settled(rows: &Rows, how: &str) {
    rows.becomes(&format!("select count(*) from outbox where {how} is not null"), "1").await;
}

/// Its pause is over.
async fn hurry(rows: &Rows) {
    assert_eq!(rows.change("update outbox set due_at = 0").await, 1);
}

#[track_caller]
fn is_the_letter(letter: &Received) {
    assert!(letter.encrypted, "it came as plain text");
    assert_eq!(letter.user.as_deref(), Some(SmtpServer::USER));
    assert_eq!(letter.from, "desk@example.com");
    assert_eq!(letter.to, ["anna@example.net"]);
    assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(letter.header("Content-Language").as_deref(), Some("ru, en"));
}

/// Looks for the mail server's password in everything that the program has written.
#[track_caller]
fn no_trace(desk: &TestDesk, rows: &str) {
    let in_base64 = ["AGRlc2sAWmVicmEv", "WmVicmEvTWFya2Vk"];
    for (place, text) in [("the log", desk.log()), ("the output", desk.output()), ("a row", rows.to_owned())] {
        for word in ["Zebra", "Marked Mail"].iter().chain(&in_base64) {
            assert!(!text.contains(word), "the password stands in {place}");
        }
    }
    assert!(!desk.log().contains("anna@"), "the address stands in the log");
}

both_engines! {
    async fn sec_TLS_02_a_letter_goes_over_starttls_after_signing_in_and_the_password_leaves_no_trace(engine: Engine) {
        let (server, authority) = mail_server().await;
        let mut desk = TestDesk::open_with(sending(engine, &server, &authority).await).await;
        cause_a_letter(&desk).await;
        is_the_letter(&server.letters(1).await[0]);
        assert_eq!(server.overheard(), ["EHLO [127.0.0.1]", "STARTTLS"]);
        let rows = Rows::behind(&desk);
        settled(&rows, "delivered_at").await;
        let everything = rows.everything().await;
        assert_eq!(desk.stop().await, Some(0));
        no_trace(&desk, &everything);
        assert_eq!(server.received().len(), 1);
    }

    async fn sec_TLS_02_a_server_that_cannot_prove_who_it_is_gets_nothing_until_it_can(engine: Engine) {
        let (server, _) = mail_server().await;
        let stranger = Authority::new();
        let mut desk = TestDesk::open_with(sending(engine, &server, &stranger).await).await;
        let rows = Rows::behind(&desk);
        cause_a_letter(&desk).await;
        tried(&rows, 1).await;
        hurry(&rows).await;
        tried(&rows, 2).await;
        assert!(server.received().is_empty());
        assert!(server.overheard().iter().all(|line| !line.starts_with("AUTH") && !line.starts_with("MAIL")));
        assert_eq!(rows.one("select count(*) from outbox where delivered_at is null and gave_up_at is null").await, "1");
        let everything = rows.everything().await;
        desk.stop().await;
        no_trace(&desk, &everything);
        assert!(desk.log().contains("invalid peer certificate"), "the log tells why");
    }

    async fn sec_DUR_05_a_letter_waits_for_a_server_that_is_away_and_arrives_once(engine: Engine) {
        let (mut server, authority) = mail_server().await;
        server.stop().await;
        let mut desk = TestDesk::open_with(sending(engine, &server, &authority).await).await;
        let rows = Rows::behind(&desk);
        cause_a_letter(&desk).await;
        tried(&rows, 1).await;
        desk.kill_9();
        server.start_again().await;
        hurry(&rows).await;
        desk.start_again().await;
        is_the_letter(&server.letters(1).await[0]);
        settled(&rows, "delivered_at").await;
        desk.restart().await;
        assert_eq!(rows.one("select attempts from outbox").await, "2");
        assert_eq!(server.received().len(), 1);
    }

    async fn sec_DUR_05_what_may_arrive_twice_bears_one_name(engine: Engine) {
        let (server, authority) = mail_server().await;
        let desk = TestDesk::open_with(sending(engine, &server, &authority).await).await;
        let rows = Rows::behind(&desk);
        cause_a_letter(&desk).await;
        settled(&rows, "delivered_at").await;
        // As after a crash between sending and noting it.
        rows.change("update outbox set delivered_at = null, due_at = 0").await;
        let letters = server.letters(2).await;
        assert_eq!(letters[0].header("Message-ID"), letters[1].header("Message-ID"));
        assert_eq!(letters[0].text, letters[1].text);
    }

    async fn sec_OUT_02_a_mail_server_that_says_nothing_disturbs_nobody(engine: Engine) {
        let (server, authority) = mail_server().await;
        server.behave(Manner::Tarpit);
        let mut desk = TestDesk::open_with(sending(engine, &server, &authority).await).await;
        let rows = Rows::behind(&desk);
        cause_a_letter(&desk).await;
        tried(&rows, 1).await;
        desk.get("/health/").await.ok();
        desk.client("ben").await.get("/api/v1/me").await.ok();
        let began = Instant::now();
        assert_eq!(desk.stop().await, Some(0));
        assert!(began.elapsed() < Duration::from_secs(5), "the stop waited for the mail server");
        assert!(server.received().is_empty());
    }

    async fn a_mailbox_that_is_not_there_is_given_up_and_named_nowhere(engine: Engine) {
        let (server, authority) = mail_server().await;
        server.behave(Manner::RefusesForGood);
        let mut desk = TestDesk::open_with(sending(engine, &server, &authority).await).await;
        let rows = Rows::behind(&desk);
        cause_a_letter(&desk).await;
        settled(&rows, "gave_up_at").await;
        assert_eq!(rows.one("select attempts || ' ' || payload from outbox").await, "1 {}");
        let everything = rows.everything().await;
        desk.stop().await;
        no_trace(&desk, &everything);
        assert!(desk.log().contains("550 5.1.1"), "the log tells why");
    }
}
