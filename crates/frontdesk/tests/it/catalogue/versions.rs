//! Two hands on one service.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::market::{offer, service};
use crate::accounts::together::{count, together};
use crate::support::TestDesk;

both_engines! {
    async fn whoever_has_seen_an_older_version_changes_nothing(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let made = noor.post("/api/v1/services").json(&service("Стрижка", 80_000, 30)).await.created();
        let path = format!("/api/v1/services/{}", made.text_at("/id"));
        let seen = made.header("etag").expect("a version").to_owned();
        assert!(seen.starts_with('"') && seen.ends_with('"') && seen.len() > 2, "{seen}");
        assert_eq!(desk.get(&path).await.ok().header("etag"), Some(seen.as_str()));

        let changed = noor.patch(&path).header("if-match", &seen).json(&json!({ "price_minor": 90_000 })).await.ok();
        let newer = changed.header("etag").expect("a version").to_owned();
        assert_ne!(newer, seen);
        for stale in [seen.as_str(), "\"0\"", "\"abc\"", "abc", "", "W/\"1\"", "\"\"", "-1"] {
            noor.patch(&path)
                .header("if-match", stale)
                .json(&json!({ "price_minor": 1 }))
                .await
                .is_problem(412, "stale");
            noor.delete(&path).header("if-match", stale).await.is_problem(412, "stale");
        }
        assert_eq!(desk.get(&path).await.ok().at("/price_minor"), &json!(90_000));

        // Nothing new is no new version.
        let same = noor.patch(&path).header("if-match", &newer).json(&json!({ "price_minor": 90_000 })).await.ok();
        assert_eq!(same.header("etag"), Some(newer.as_str()));
        assert_eq!(same.json(), changed.json());
        noor.patch(&path).header("if-match", "*").json(&json!({ "price_minor": 95_000 })).await.ok();
        noor.patch(&path).json(&json!({ "price_minor": 96_000 })).await.ok();
        let now = desk.get(&path).await.ok().header("etag").expect("a version").to_owned();
        noor.delete(&path).header("if-match", &now).await.no_content();
    }

    async fn of_many_who_have_seen_the_same_version_one_changes_it(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let path = format!("/api/v1/services/{}", offer(&noor, &service("Стрижка", 80_000, 30)).await);
        let seen = desk.get(&path).await.ok().header("etag").expect("a version").to_owned();
        let calls = (0..16)
            .map(|number| noor.patch(&path).header("if-match", &seen).json(&json!({ "price_minor": 90_000 + number })));
        let answers = together(calls).await;
        assert_eq!(count(&answers, 200), 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
        assert_eq!(count(&answers, 412), 15, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
        let winner = answers.iter().find(|answer| answer.status == 200).expect("one has won");
        assert_eq!(desk.get(&path).await.ok().json(), winner.json());
    }

    async fn a_list_of_versions_holds_if_one_of_them_does(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let made = noor.post("/api/v1/services").json(&service("Стрижка", 80_000, 30)).await.created();
        let path = format!("/api/v1/services/{}", made.text_at("/id"));
        let seen = made.header("etag").expect("a version").to_owned();
        let none = "\"97\", \"98\"";
        noor.patch(&path).header("if-match", none).json(&json!({ "price_minor": 1 })).await.is_problem(412, "stale");
        let one = format!("\"97\", {seen}");
        noor.patch(&path).header("if-match", &one).json(&json!({ "price_minor": 90_000 })).await.ok();
    }
}
