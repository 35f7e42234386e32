//! Changing the model is an edit and a restart.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::{declare, open};

both_engines! {
    async fn a_renamed_field_keeps_what_people_wrote(engine: Engine) {
        let mut desk = open(engine, &["key = \"nick\"\ntype = \"text\"\nunique = true"]).await;
        let (anna, boris) = (desk.client("anna").await, desk.client("boris").await);
        let before = anna.patch("/api/v1/me/profile").json(&json!({ "nick": "Ёж" })).await.ok();
        assert_eq!(desk.stop().await, Some(0));
        declare(desk.launch(), &["key = \"alias\"\nwas = \"nick\"\ntype = \"text\"\nunique = true"]);
        desk.start_again().await;
        let (anna, boris) = (anna.moved_to(desk.http()), boris.moved_to(desk.http()));
        let after = anna.get("/api/v1/me/profile").await.ok();
        assert_eq!((after.at("/alias"), after.json().get("nick")), (&json!("Ёж"), None));
        assert_ne!(after.header("etag"), before.header("etag"), "a client that has seen the old form would not notice");
        boris.patch("/api/v1/me/profile").json(&json!({ "alias": "ЁЖ" })).await.refuses_field("alias");
    }

    async fn a_change_that_would_lose_something_stops_the_start_with_its_reason(engine: Engine) {
        let mut desk = open(engine, &["key = \"age\"\ntype = \"text\""]).await;
        let anna = desk.client("anna").await;
        anna.patch("/api/v1/me/profile").json(&json!({ "age": "сорок" })).await.ok();
        assert_eq!(desk.stop().await, Some(0));
        declare(desk.launch(), &["key = \"age\"\ntype = \"integer\""]);
        let refused = desk.launch().run(&["serve", "--listen", "127.0.0.1:0"]).await;
        assert_ne!(refused.code, Some(0));
        let words = ["\"age\"", "\"integer\"", "1 stored values", "--force-model-change"];
        assert!(words.iter().all(|word| refused.stderr.contains(word)), "{}", refused.stderr);
        assert!(!refused.stderr.contains("сорок"), "{}", refused.stderr);
        // Undone, everything is as it was.
        declare(desk.launch(), &["key = \"age\"\ntype = \"text\""]);
        desk.start_again().await;
        let anna = anna.moved_to(desk.http());
        assert_eq!(anna.get("/api/v1/me/profile").await.ok().at("/age"), &json!("сорок"));
    }
}
