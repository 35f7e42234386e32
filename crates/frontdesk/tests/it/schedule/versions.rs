//! Two hands on one location.

use frontdesk_testkit::both_engines;
use serde_json::json;

use crate::accounts::together::{count, together};
use crate::support::TestDesk;

both_engines! {
    async fn of_many_who_have_seen_the_same_location_one_changes_it(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let body = json!({ "name": "Студия", "city": "Казань", "time_zone": "Europe/Moscow" });
        let made = noor.post("/api/v1/locations").json(&body).await.created();
        let path = format!("/api/v1/locations/{}", made.text_at("/id"));
        let seen = made.header("etag").expect("a version").to_owned();
        let calls = (0..16).map(|number| {
            noor.patch(&path).header("if-match", &seen).json(&json!({ "name": format!("Студия {number}") }))
        });
        let answers = together(calls).await;
        assert_eq!((count(&answers, 200), count(&answers, 412)), (1, 15));
        noor.delete(&path).header("if-match", &seen).await.is_problem(412, "stale");
        let now = desk.get(&path).await.ok().header("etag").expect("a version").to_owned();
        noor.delete(&path).header("if-match", &now).await.no_content();
    }
}
