//! The shelves of the catalogue.

use frontdesk_testkit::both_engines;
use serde_json::Value;

use super::market::{shelved, specialist};
use crate::support::TestDesk;

both_engines! {
    async fn categories_have_names_in_two_languages_and_counts(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        specialist(
            &desk,
            "anna",
            "Казань",
            &[shelved("Маникюр", "nails", 1, 1), shelved("Педикюр", "nails", 1, 1), shelved("Стрижка", "hair", 1, 1)],
        )
        .await;
        let shelf = |list: &Value, key: &str| {
            let found =
                list["items"].as_array().expect("a list").iter().find(|one| one["key"] == key).expect("a shelf");
            (found["label"].as_str().expect("a name").to_owned(), found["services"].as_u64().expect("a number"))
        };
        for (asked, spoken, nails) in
            [("ru", "ru", "Маникюр и педикюр"), ("en-GB", "en", "Nails"), ("de", "en", "Nails")]
        {
            let list = desk.get("/api/v1/categories").header("accept-language", asked).await.ok();
            assert_eq!(list.header("content-language"), Some(spoken), "{asked}");
            assert_eq!(shelf(list.json(), "nails"), (nails.to_owned(), 2));
            assert_eq!(shelf(list.json(), "hair").1, 1);
            assert_eq!(shelf(list.json(), "massage").1, 0);
        }
        let default = desk.get("/api/v1/categories").await.ok();
        let vary = default
            .headers
            .iter()
            .filter(|(name, _)| name == "vary")
            .any(|(_, value)| value.to_lowercase().contains("accept-language"));
        assert!(vary, "a cache would mix the languages: {:?}", default.headers);
    }

    async fn every_category_is_a_filter_and_nothing_else_is(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let list = desk.get("/api/v1/categories").await.ok();
        let keys: Vec<String> = list
            .at("/items")
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["key"].as_str().expect("a key").to_owned())
            .collect();
        assert!(keys.len() >= 10, "{keys:?}");
        for key in &keys {
            noor.post("/api/v1/services").json(&shelved("Услуга", key, 1, 1)).await.created();
            let found = desk.get("/api/v1/services").query("category", key).await.ok();
            assert_eq!(found.at("/items").as_array().map(Vec::len), Some(1), "{key}");
        }
        for key in ["weapons", "NAILS", "nails ", "Маникюр и педикюр"] {
            noor.post("/api/v1/services").json(&shelved("Услуга", key, 1, 1)).await.refuses_field("category");
            desk.get("/api/v1/services").query("category", key).await.refuses_field("category");
        }
    }
}
