//! The log: one line for each event, of JSON unless people are to read it, and nothing in it that somebody asked for.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::Value;

use crate::support::{TestDesk, frontdesk};

both_engines! {
    async fn every_line_is_one_event_and_every_request_has_one(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        ada.get("/api/v1/me").await.ok();
        desk.get("/api/v1/services/none").await.expect(404);
        desk.get("/nowhere").await.expect(404);
        assert_eq!(desk.stop().await, Some(0));
        let log = desk.log();
        let lines: Vec<Value> =
            log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"))).collect();
        for line in &lines {
            for key in ["timestamp", "level", "message"] {
                assert!(line[key].as_str().is_some_and(|text| !text.is_empty()), "no {key}: {line}");
            }
            assert!(line["timestamp"].as_str().is_some_and(|moment| moment.ends_with('Z')), "{line}");
        }
        let request = |method: &str, route: &str, status: u16| {
            let fits = |line: &&Value| line["method"] == method && line["route"] == route && line["status"] == status;
            lines.iter().filter(fits).count()
        };
        assert_eq!(request("POST", "/api/v1/accounts", 201), 1, "{log}");
        assert_eq!(request("GET", "/api/v1/me", 200), 1, "{log}");
        assert_eq!(request("GET", "/api/v1/services/{id}", 404), 1, "{log}");
        assert_eq!(request("GET", "-", 404), 1, "{log}");
        let me = lines.iter().find(|line| line["route"] == "/api/v1/me").expect("it was counted");
        assert!(me["user_id"].is_i64() && me["ms"].is_number() && me["request_id"].is_string(), "{me}");
    }

    async fn sec_LOG_01_neither_paths_nor_queries_nor_headers_are_logged(engine: Engine) {
        let mut desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_LOG", "debug")).await;
        let planted = "Planted-Heron-77";
        desk.get("/api/v1/services").query("q", planted).await.ok();
        desk.get("/api/v1/services").query(planted, "1").await.expect(422);
        desk.get(&format!("/api/v1/services/{planted}")).await.expect(404);
        desk.get(&format!("/{planted}/{planted}")).await.expect(404);
        desk.get(&format!("/setup/{planted}")).await.expect(404);
        desk.call(planted, "/health/").await.expect(405);
        for header in [
            "user-agent",
            "referer",
            "cookie",
            "x-forwarded-for",
            "origin",
            "accept-language",
            "idempotency-key",
            "x-anything",
        ] {
            desk.get("/api/v1/services").header(header, planted).await.ok();
        }
        desk.get("/api/v1/me").bearer(planted).await.expect(401);
        desk.get("/api/v1/me").header("authorization", &format!("Basic {planted}")).await.expect(401);
        assert_eq!(desk.stop().await, Some(0));
        let log = desk.log();
        assert!(log.contains("/api/v1/services"), "{log}");
        let told: Vec<&str> = log.lines().filter(|line| line.to_lowercase().contains("heron")).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    async fn sec_LOG_03_lines_for_people_are_one_for_each_event_too(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_LOG_FORMAT", "pretty").env("FRONTDESK_LOG", "debug");
        let mut desk = TestDesk::open_with(launch).await;
        let ada = desk.client("ada").await;
        ada.get("/api/v1/me").await.ok();
        desk.get("/api/v1/services/a%0D%0A%1B[31m").await.expect(404);
        desk.call("SHOUT", "/health/").await.expect(405);
        assert_eq!(desk.stop().await, Some(0));
        let log = desk.log();
        for line in log.lines() {
            assert!(!line.starts_with('{') && !line.contains(|letter: char| letter.is_control()), "{line:?}");
            assert!(line.split_once("Z ").is_some_and(|(moment, _)| moment.starts_with("20")), "{line:?}");
        }
        let request = |words: &str| log.lines().filter(|line| line.contains(words)).count();
        assert_eq!(request(" INFO request: GET /api/v1/me 200 "), 1, "{log}");
        assert_eq!(request(" INFO request: GET /api/v1/services/{id} 404 "), 1, "{log}");
        assert_eq!(request(" INFO request: OTHER /health/ 405 "), 1, "{log}");
        assert!(log.lines().any(|line| line.contains("/me 200 ") && line.contains(" user_id=")), "{log}");
    }

    async fn requests_need_not_be_logged(engine: Engine) {
        let mut desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_LOG_REQUESTS", "off")).await;
        desk.get("/api/v1/services").await.ok();
        assert_eq!(desk.stop().await, Some(0));
        assert!(!desk.log().contains("/api/v1/services"), "{}", desk.log());
    }
}
