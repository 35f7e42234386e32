//! Calendars that specialists keep elsewhere.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::{Duration, Instant};

use frontdesk_testkit::{Answer, Provider, Reply, both_engines};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::salon::{Salon, at, soon};
use crate::support::{TestDesk, frontdesk, rows};

/// How long reading a calendar may take; it is looked every two seconds whose turn it is.
const PATIENCE: Duration = Duration::from_secs(15);

/// A salon whose server may ask this machine.
async fn salon(engine: frontdesk_testkit::Engine) -> Salon {
    let launch = frontdesk(engine).await.env("FRONTDESK_CALENDARS_ALLOW_PRIVATE", "on");
    Salon::over(TestDesk::open_with(launch).await).await
}

/// A calendar with somebody's hour at `from`, repeated on the next day.
fn calendar(from: Timestamp) -> &'static str {
    let start = from.strftime("%Y%m%dT%H%M%SZ");
    let event = format!("UID:1\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=2\r\nSUMMARY:Зубной");
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").leak()
}

/// Waits until the only calendar of Noor's is as it should be.
async fn until(salon: &Salon, is_so: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let list: Answer = salon.noor.get("/api/v1/me/external-calendars").await.ok();
        let calendar = list.at("/items/0").clone();
        if is_so(&calendar) {
            return calendar;
        }
        assert!(began.elapsed() < PATIENCE, "{calendar}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

both_engines! {
    async fn what_is_busy_elsewhere_cannot_be_booked_here(engine: Engine) {
        let salon = salon(engine).await;
        let ada = salon.desk.client("ada").await;
        let server = Provider::start(None).await;
        server.reply(Reply::Status("200 OK", calendar(at(soon(), 12, 0))));
        assert!(salon.starts(soon()).await.contains(&at(soon(), 12, 30)));

        let url = format!("http://127.0.0.1:{}/secret-1234.ics", server.port());
        let made = salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await.created();
        assert_eq!((made.text_at("/host"), made.at("/read_at")), ("127.0.0.1", &json!(null)));
        let read = until(&salon, |calendar| calendar["read_at"].is_string()).await;
        assert_eq!((&read["error"], &read["skipped_events"]), (&json!(null), &json!(0)));

        let starts = salon.starts(soon()).await;
        for (hour, minute, free) in [(11, 0, true), (11, 15, false), (12, 0, false), (12, 45, false), (13, 0, true)] {
            assert_eq!(starts.contains(&at(soon(), hour, minute)), free, "{hour}:{minute}");
        }
        salon.book(&ada, at(soon(), 12, 30)).await.is_problem(409, "slot_taken");
        salon.book(&ada, at(soon(), 13, 0)).await.created();
        assert!(!salon.desk.log().contains("secret-1234"), "addresses are secrets");

        let place = format!("/api/v1/me/external-calendars/{}", made.text_at("/id"));
        ada.delete(&place).await.is_problem(403, "forbidden");
        salon.noor.delete(&place).await.no_content();
        assert!(salon.starts(soon()).await.contains(&at(soon(), 11, 30)));
        assert!(rows(&salon.desk, "select starts_at from external_busy").await.is_empty());
    }

    async fn what_was_read_holds_when_a_calendar_is_gone_and_its_owner_is_told(engine: Engine) {
        let salon = salon(engine).await;
        let server = Provider::start(None).await;
        server.reply(Reply::Status("200 OK", calendar(at(soon(), 12, 0))));
        let url = format!("http://127.0.0.1:{}/noor.ics", server.port());
        salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await.created();
        until(&salon, |calendar| calendar["read_at"].is_string()).await;

        for (reply, error) in [
            (Reply::Status("404 Not Found", ""), "status"),
            (Reply::Status("200 OK", "<html></html>"), "not_a_calendar"),
            (Reply::Redirect("http://127.0.0.1:9/".to_owned()), "status"),
        ] {
            server.reply(reply);
            rows(&salon.desk, "update external_calendars set due_at = 0, error = ''").await;
            until(&salon, |calendar| calendar["error"] == error).await;
            assert!(!salon.starts(soon()).await.contains(&at(soon(), 12, 0)), "{error}");
        }
        server.reply(Reply::Status("200 OK", calendar(at(soon(), 15, 0))));
        rows(&salon.desk, "update external_calendars set due_at = 0").await;
        until(&salon, |calendar| calendar["error"].is_null()).await;
        let starts = salon.starts(soon()).await;
        assert!(starts.contains(&at(soon(), 12, 0)) && !starts.contains(&at(soon(), 15, 0)));
    }

    async fn what_is_in_vain_is_tried_more_and_more_rarely_and_delays_nobody(engine: Engine) {
        let salon = salon(engine).await;
        let server = Provider::start(None).await;
        server.reply(Reply::Status("404 Not Found", ""));
        let gone = json!({ "url": format!("http://127.0.0.1:{}/gone.ics", server.port()) });
        salon.noor.post("/api/v1/me/external-calendars").json(&gone).await.created();
        for (failures, least) in [(1, 800), (2, 3_500), (3, 21_500), (4, 86_000), (5, 86_000)] {
            let sql = "select due_at - tried_at from external_calendars";
            let count = format!("{sql} where failures = {failures}");
            until(&salon, |calendar| calendar["error"] == "status").await;
            let pause: i64 = rows(&salon.desk, &count).await[0][0].parse().expect("a number");
            assert!((least..=86_400).contains(&pause), "{failures}: {pause}");
            rows(&salon.desk, "update external_calendars set due_at = 0, error = ''").await;
        }
        // One that never answers.
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/silent.ics", silent.local_addr().expect("an address"));
        salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await.created();
        let (_kept, _) = silent.accept().await.expect("somebody asks");
        server.reply(Reply::Status("200 OK", calendar(at(soon(), 12, 0))));
        rows(&salon.desk, "update external_calendars set due_at = 0 where failures > 0").await;
        until(&salon, |calendar| calendar["read_at"].is_string()).await;
        let list = salon.noor.get("/api/v1/me/external-calendars").await.ok();
        assert_eq!(list.at("/items/1/tried_at"), &json!(null), "it is waited for still");
    }

    async fn sec_OUT_01_no_calendar_leads_into_the_servers_own_network(engine: Engine) {
        let salon = Salon::open(engine).await;
        let server = Provider::start(None).await;
        let here = format!("http://127.0.0.1:{}/noor.ics", server.port());
        let url = "https://calendar.example.com/noor.ics";
        salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await.created();
        // What leads here by whatever way is not asked.
        rows(&salon.desk, &format!("update external_calendars set url = '{here}', due_at = 0")).await;
        until(&salon, |calendar| calendar["error"] == "address").await;
        assert!(server.asked().is_empty());
        let private = ["http://localhost/a.ics", "http://10.0.0.1/a.ics", "https://ada@example.com/a.ics"];
        for url in ["ftp://example.com/a.ics", "noor.ics", "", &here].into_iter().chain(private) {
            salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await.refuses_field("url");
        }
        for _ in 0..4 {
            salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await.created();
        }
        let sixth = salon.noor.post("/api/v1/me/external-calendars").json(&json!({ "url": url })).await;
        sixth.refuses_field("external_calendars");
    }
}
