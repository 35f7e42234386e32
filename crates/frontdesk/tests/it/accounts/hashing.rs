//! A flood of sign-ins takes neither the memory nor everybody else's turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use frontdesk_testkit::{Http, both_engines};

use super::memory::peak_mebibytes;
use super::native::sign_in;
use super::old_app::log_in;
use super::together::{all_within, count, together};
use crate::support::{PASSWORD, TestDesk, frontdesk};

/// Asks for the health of the server again and again until told to stop; how long each answer took.
async fn probe(http: Http, stop: Arc<AtomicBool>) -> Vec<Duration> {
    let mut times = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        times.push(http.get("/health/").await.ok().elapsed);
    }
    times
}

both_engines! {
    async fn sec_PWD_06_five_hundred_sign_ins_at_once_are_bounded(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_HASHING_THREADS", "2").env("FRONTDESK_HASHING_QUEUE", "60");
        let desk = TestDesk::open_with(launch).await;
        let ada = desk.client("ada").await;
        let before = peak_mebibytes(&desk);
        let stop = Arc::new(AtomicBool::new(false));
        let probing = tokio::spawn(probe(desk.http(), stop.clone()));

        let answers = together((0..500).map(|_| sign_in(desk.http(), "ada", PASSWORD))).await;
        stop.store(true, Ordering::SeqCst);
        all_within(&answers, &[201, 503]);
        assert!(count(&answers, 201) >= 60, "{} came in", count(&answers, 201));
        for refused in answers.into_iter().filter(|answer| answer.status == 503) {
            let refused = refused.is_problem(503, "busy");
            assert!(
                refused.header("retry-after").is_some_and(|wait| wait.parse::<u64>().is_ok()),
                "{:?}",
                refused.headers
            );
        }
        let grown = peak_mebibytes(&desk) - before;
        assert!(grown <= 2 * 19 + 64, "{grown} MiB more");
        let mut times = probing.await.expect("joined");
        times.sort();
        // This test's own 500 connections share the two cores with the server: the median is what can be held here.
        let median = times[times.len() / 2];
        assert!(median < Duration::from_millis(250), "the health took {median:?}");
        ada.get("/api/v1/me").await.ok();
        sign_in(desk.http(), "ada", PASSWORD).await.created();
    }

    async fn the_older_wire_says_busy_in_its_own_shape(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_HASHING_THREADS", "1").env("FRONTDESK_HASHING_QUEUE", "1");
        let desk = TestDesk::open_with(launch).await;
        desk.client("ada").await;
        let answers = together((0..20).map(|_| log_in(desk.http(), "ada", PASSWORD))).await;
        all_within(&answers, &[200, 503]);
        let refused = answers.iter().find(|answer| answer.status == 503).expect("one place is not enough for twenty");
        assert!(refused.at("/detail").is_string() && refused.header("retry-after").is_some(), "{}", refused.shown());
    }
}
