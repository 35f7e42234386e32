//! The id that every answer bears, and the line in the log that bears it too.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::collections::HashSet;
use std::time::{Duration, Instant};

use frontdesk_testkit::{Answer, both_engines};
use serde_json::Value;

use crate::access::cast::{Cast, Who};
use crate::support::{Document, TestDesk};

both_engines! {
    async fn every_answer_bears_an_id_of_its_own_that_stands_in_the_log(engine: Engine) {
        let cast = Cast::open(engine).await;
        let mut ids = HashSet::new();
        for operation in Document::of(cast.desk.http()).await.operations() {
            for who in [Who::Specialist, Who::Anonymous] {
                let answer = cast.request(&operation, who).await.await;
                assert!(ids.insert(id_of(&answer)), "the id was there before: {}", answer.shown());
            }
        }
        for answer in [
            cast.desk.get("/nowhere").await,
            cast.desk.get("/api/v1/services/").await,
            cast.desk.call("BREW", "/health/").await,
            cast.desk.post("/api/v1/accounts").raw("application/json", "{").await,
        ] {
            assert!(ids.insert(id_of(&answer)), "the id was there before: {}", answer.shown());
        }
        let began = Instant::now();
        while let Some(missing) = unlogged(&cast.desk.log(), &ids) {
            assert!(began.elapsed() < Duration::from_secs(5), "{missing} does not stand in the log");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn sec_LOG_03_an_id_from_outside_is_not_taken_over(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for sent in ["00000000-0000-7000-8000-000000000000", "planted-id", "\"}, {\"planted", &"x".repeat(5_000)] {
            let answer = desk.get("/api/v1/me").header("x-request-id", sent).header("x-correlation-id", sent).await;
            assert_ne!(id_of(&answer), sent);
            assert_ne!(answer.text_at("/request_id"), sent);
        }
        desk.get("/health/").await.ok();
        assert!(!desk.log().contains("planted"), "{}", desk.log());
    }
}

#[track_caller]
fn id_of(answer: &Answer) -> String {
    let ids: Vec<_> = answer.headers.iter().filter(|(name, _)| name == "x-request-id").collect();
    assert_eq!(ids.len(), 1, "{}", answer.shown());
    let id = ids[0].1.clone();
    assert_eq!((id.len(), id.matches('-').count()), (36, 4), "{}", answer.shown());
    if answer.header("content-type") == Some("application/problem+json") && !answer.body.is_empty() {
        assert_eq!(answer.text_at("/request_id"), id);
    }
    id
}

/// One of `ids` that no line of the log has.
fn unlogged(log: &str, ids: &HashSet<String>) -> Option<String> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let logged: HashSet<String> = lines.filter_map(|line| line["request_id"].as_str().map(str::to_owned)).collect();
    ids.difference(&logged).next().cloned()
}
