//! Being asked to stop, and in what order things end.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::{Duration, Instant};

use frontdesk_testkit::both_engines;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::offers::{Hands, assert_whole};
use crate::support::TestDesk;

both_engines! {
    async fn sec_OPS_03_stopping_under_load_cuts_no_answer_and_loses_nothing(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let hands = Hands::start(&noor, 8, 100_000);
        hands.until(100).await;
        let began = Instant::now();
        assert_eq!(desk.stop().await, Some(0));
        assert!(began.elapsed() < Duration::from_secs(11), "it took {:?}", began.elapsed());
        let outcome = hands.rest().await;
        for why in &outcome.unanswered {
            let never_begun = why.contains("no connection") || why.contains("closed without an answer");
            assert!(never_begun, "an answer was cut: {why}");
        }
        assert!(outcome.refused.iter().all(|status| *status == 503), "{:?}", outcome.refused);
        desk.start_again().await;
        assert_whole(&desk, &outcome).await;
    }

    async fn sec_OPS_03_a_request_that_has_begun_is_finished(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let (mut stream, body) = half_a_sign_up(&desk).await;
        desk.signal("TERM");
        refuses_newcomers(&desk).await;
        stream.write_all(&body).await.expect("the connection is still there");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("the answer comes whole");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(answer.starts_with("HTTP/1.1 201 ") && answer.ends_with('}'), "{answer}");
        assert_eq!(desk.wait().await, Some(0));
        desk.start_again().await;
        desk.signed_in("eve").await;
    }

    async fn sec_OPS_03_a_second_signal_ends_it_now(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let (stream, _) = half_a_sign_up(&desk).await;
        desk.signal("TERM");
        refuses_newcomers(&desk).await;
        let began = Instant::now();
        desk.signal("TERM");
        let code = desk.wait().await;
        assert!(began.elapsed() < Duration::from_secs(3), "it took {:?}", began.elapsed());
        assert!(code.is_some_and(|code| code != 0), "{code:?}");
        drop(stream);
        desk.start_again().await;
        ada.moved_to(desk.http()).get("/api/v1/me").await.ok();
    }

    async fn sec_OPS_03_an_interrupt_from_the_keyboard_stops_it_as_well(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let idle = desk.connect().await;
        desk.signal("INT");
        assert_eq!(desk.wait().await, Some(0));
        drop(idle);
    }
}

/// A request of which half has been sent, and the other half.
async fn half_a_sign_up(desk: &TestDesk) -> (TcpStream, Vec<u8>) {
    let body = json!({ "username": "eve", "password": crate::support::PASSWORD, "role": "client" }).to_string();
    let (first, second) = body.split_at(body.len() / 2);
    let head = "POST /api/v1/accounts HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nConnection: close";
    let mut stream = desk.connect().await;
    let begun = format!("{head}\r\nContent-Length: {}\r\n\r\n{first}", body.len());
    stream.write_all(begun.as_bytes()).await.expect("the connection is open");
    // An answer to somebody who came later: the half is with the server.
    desk.get("/health/").await.ok();
    (stream, second.as_bytes().to_vec())
}

/// Waits until nobody is let in any more.
async fn refuses_newcomers(desk: &TestDesk) {
    let began = Instant::now();
    while TcpStream::connect(desk.http().address()).await.is_ok() {
        assert!(began.elapsed() < Duration::from_secs(3), "it still takes new connections");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
