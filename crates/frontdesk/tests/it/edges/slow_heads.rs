//! Connections that take their time.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::{Duration, Instant};

use frontdesk_testkit::{Http, both_engines};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::TestDesk;

/// The limit is ten seconds; a busy machine may be a little late.
const LATEST: Duration = Duration::from_secs(14);
const EARLIEST: Duration = Duration::from_secs(8);

both_engines! {
    #[ignore = "slow: waits for limits of ten seconds"]
    async fn sec_OPS_07_a_head_that_comes_in_drops_is_cut_off_after_ten_seconds(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let begun = "GET /health/ HTTP/1.1\r\nHost: desk\r\nX-A: ";
        let silent = tokio::spawn(until_closed(desk.http(), "", ""));
        let stuck = tokio::spawn(until_closed(desk.http(), "GET /hea", ""));
        let dripping = tokio::spawn(until_closed(desk.http(), begun, "a"));
        let idle = tokio::spawn(until_closed(desk.http(), "GET /health/ HTTP/1.1\r\nHost: desk\r\n\r\n", ""));
        for (what, closed_after) in [("silent", silent), ("stuck", stuck), ("dripping", dripping), ("idle", idle)] {
            let after = closed_after.await.expect("it does not panic");
            assert!((EARLIEST..LATEST).contains(&after), "a {what} connection was closed after {after:?}");
        }
        desk.get("/health/").await.ok();
    }

    #[ignore = "slow: waits for a limit of thirty seconds"]
    async fn sec_OPS_07_a_body_that_never_comes_is_given_up(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let head = "POST /api/v1/accounts HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json";
        let begun = format!("{head}\r\nContent-Length: 1000\r\n\r\n{{");
        let exchange = desk.exchange(begun.as_bytes(), Duration::from_secs(40)).await;
        assert!(exchange.closed, "still open after {:?}", exchange.elapsed);
        assert!(exchange.status().is_none_or(|status| status >= 400), "{}", exchange.text());
        desk.get("/health/").await.ok();
    }
}

/// Sends `begun`, then `drop` twice a second; tells after how long the server closes.
async fn until_closed(http: Http, begun: &str, drop: &str) -> Duration {
    let began = Instant::now();
    let (mut input, mut output) = http.connect().await.into_split();
    let begun = begun.as_bytes().to_vec();
    output.write_all(&begun).await.expect("the connection is open");
    let mut pace = tokio::time::interval(Duration::from_millis(500));
    let mut heard = [0; 4096];
    loop {
        tokio::select! {
            read = input.read(&mut heard) => match read {
                Ok(0) | Err(_) => return began.elapsed(),
                Ok(_) => {}
            },
            _ = pace.tick() => {
                // A failed write will show in the next read.
                let _ = output.write_all(drop.as_bytes()).await;
            }
        }
        assert!(began.elapsed() < Duration::from_secs(30), "the connection stays open");
    }
}
