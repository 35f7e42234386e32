//! How much the server takes on at once.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::{Duration, Instant};

use frontdesk_testkit::{Answer, both_engines};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{TestDesk, frontdesk};

const HEAD: &str =
    "POST /api/v1/accounts HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nConnection: close";

both_engines! {
    async fn requests_beyond_the_limit_are_told_to_come_back(engine: Engine) {
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_MAX_REQUESTS", "1")).await;
        let (mut held, refused) = hold_the_only_place(&desk).await;
        let refused = refused.is_problem(503, "busy");
        assert_eq!(refused.header("retry-after"), Some("1"));
        assert_eq!(refused.header("x-content-type-options"), Some("nosniff"));
        let older = desk.get("/api/auth/services/").await.expect(503);
        assert!(older.json()["detail"].is_string(), "{}", older.shown());

        held.write_all(b"}").await.expect("it is still there");
        let mut answer = String::new();
        held.read_to_string(&mut answer).await.expect("the answer comes whole");
        assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");
        desk.get("/api/v1/services").await.ok();
    }

    async fn sec_OPS_07_connections_beyond_the_limit_are_closed_and_the_others_served(engine: Engine) {
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_MAX_CONNECTIONS", "16")).await;
        let mut idle = vec![desk.connect().await];
        // Which of two that come at the same time is let in is not told: more may be needed than there are places.
        while desk.get("/health/").try_send().await.is_ok() {
            assert!(idle.len() < 64, "the limit does not hold");
            idle.push(desk.connect().await);
        }
        let mut served = 0;
        for mut stream in idle {
            let (mut answer, request) =
                (String::new(), "GET /health/ HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n");
            // One that was turned away cannot be written to, or is closed when it is read from.
            let written = stream.write_all(request.as_bytes()).await.is_ok();
            if written && stream.read_to_string(&mut answer).await.is_ok() && !answer.is_empty() {
                assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
                served += 1;
            }
        }
        // The last of our own questions may have had a place a moment longer than it needed it.
        assert!((15..=16).contains(&served), "{served} were served");
        let began = Instant::now();
        while desk.get("/health/").try_send().await.is_err() {
            assert!(began.elapsed() < Duration::from_secs(3), "no place has become free");
        }
    }
}

/// A request that has begun and keeps the only place, and the refusal of another.
async fn hold_the_only_place(desk: &TestDesk) -> (TcpStream, Answer) {
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(3) {
        let mut held = desk.connect().await;
        held.write_all(format!("{HEAD}\r\nContent-Length: 2\r\n\r\n{{").as_bytes()).await.expect("it is taken");
        // Whichever of the two comes first has the place.
        for _ in 0..10 {
            let other = desk.get("/api/v1/services").await;
            if other.status != 200 {
                return (held, other);
            }
        }
    }
    panic!("the limit does not hold");
}
