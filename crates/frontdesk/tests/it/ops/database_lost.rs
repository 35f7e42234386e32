//! A PostgreSQL that goes away and comes back.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::{Duration, Instant};

use frontdesk_testkit::{Call, Cluster, Durability, Engine};
use serde_json::json;

use super::offers::offer;
use crate::support::{TestDesk, frontdesk, rows_at};

/// How long the server may take to be itself again.
const RECOVERY: Duration = Duration::from_secs(5);

/// A server over a PostgreSQL of its own, and the address of the database.
async fn desk_over(cluster: &Cluster) -> (TestDesk, String) {
    let url = cluster.postgres().database().await;
    // Not the engine's own database: this one can be stopped.
    let launch = frontdesk(Engine::Sqlite).await.env("FRONTDESK_DATABASE_URL", &url);
    (TestDesk::open_with(launch).await, url)
}

/// Asks until the answer has this status; tells how long that took.
async fn until(status: u16, call: Call, limit: Duration) -> Duration {
    let began = Instant::now();
    loop {
        let answer = call.clone().await;
        if answer.status == status {
            return began.elapsed();
        }
        assert!(began.elapsed() < limit, "still {}", answer.shown());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn sec_DUR_04_without_its_database_the_server_says_so_and_recovers_by_itself() {
    frontdesk_testkit::run(async {
        let mut cluster = Cluster::start(Durability::Fast).await;
        let (desk, _) = desk_over(&cluster).await;
        let noor = desk.specialist("noor").await;
        noor.post("/api/v1/services").json(&offer(1)).await.created();

        cluster.stop().await;
        until(503, desk.get("/health/"), RECOVERY).await;
        let health = desk.get("/health/").await.expect(503);
        assert_eq!(health.text_at("/status"), "unavailable");
        assert_eq!(health.text_at("/checks/database"), "unavailable");
        for call in [
            desk.get("/api/v1/services"),
            desk.get("/api/auth/services/"),
            noor.get("/api/v1/me"),
            noor.get("/api/v1/me/services"),
            noor.post("/api/v1/services").json(&offer(2)),
            noor.post("/api/auth/services/").json(&json!({ "name": "Стрижка", "price": "1", "duration_minutes": 5 })),
            desk.post("/api/v1/sessions").json(&json!({ "identifier": "noor", "password": crate::support::PASSWORD })),
            desk.post("/api/auth/login/").json(&json!({ "username": "noor", "password": crate::support::PASSWORD })),
            desk.post("/api/v1/accounts")
                .json(&json!({ "username": "eve", "password": crate::support::PASSWORD, "role": "client" })),
        ] {
            let answer = call.await.expect(503);
            assert!(answer.elapsed < Duration::from_secs(4), "{}", answer.shown());
            assert!(answer.header("retry-after").is_some(), "{:?}", answer.headers);
            let text = answer.text().to_lowercase();
            assert!(!text.contains("postgres") && !text.contains("127.0.0.1"), "{}", answer.shown());
        }

        cluster.start_again().await;
        until(200, desk.get("/health/"), RECOVERY).await;
        until(201, noor.post("/api/v1/services").json(&offer(3)), RECOVERY).await;
        noor.get("/api/v1/me").await.ok();
    });
}

#[test]
fn sec_DUR_04_a_create_that_is_repeated_across_a_crash_has_one_effect() {
    frontdesk_testkit::run(async {
        let mut cluster = Cluster::start(Durability::Durable).await;
        let (desk, url) = desk_over(&cluster).await;
        let noor = desk.specialist("noor").await;
        let numbers = 0..24_u32;
        let persistent: Vec<_> = numbers
            .clone()
            .map(|number| {
                let noor = noor.clone();
                tokio::spawn(async move {
                    // Several one after another, so that some are under way whenever the database is killed.
                    for part in 0..4 {
                        let (key, body) = (format!("offer-{number}-{part}"), offer(number * 4 + part));
                        let call = noor.post("/api/v1/services").header("idempotency-key", &key).json(&body);
                        until(201, call, Duration::from_secs(25)).await;
                    }
                })
            })
            .collect();
        let made =
            || async { rows_at(&url, "select count(*) from services").await[0][0].parse::<u32>().expect("a number") };
        while made().await < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        cluster.kill_9().await;
        cluster.start_again().await;
        for one in persistent {
            one.await.expect("it gets its answer");
        }
        assert_eq!(made().await, 24 * 4);
        assert_eq!(
            rows_at(&url, "select name from services group by name having count(*) > 1").await,
            Vec::<Vec<String>>::new()
        );
    });
}
