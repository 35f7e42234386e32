//! The OpenAPI document, printed and served.

use std::collections::BTreeSet;

use frontdesk_testkit::both_engines;
use serde_json::Value;

use crate::support::{Document, TestDesk, frontdesk};

both_engines! {
    async fn the_printed_document_is_the_served_one(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let printed = desk.launch().run(&["openapi"]).await.ok();
        let printed: Value = serde_json::from_str(&printed.stdout).expect("JSON");
        let served = Document::of(desk.http()).await;
        assert_eq!(&printed, served.json());
        let yaml = desk.launch().run(&["openapi", "--format", "yaml"]).await.ok().stdout;
        assert_eq!(yaml, desk.get("/api/schema/?format=yaml").await.ok().text());
        let accepted = desk.get("/api/schema/").header("accept", "application/yaml").await.ok();
        assert_eq!(accepted.text(), yaml);
        assert_eq!(desk.get("/api/schema/").await.ok().json(), &printed);
    }

    async fn printing_it_needs_neither_a_database_nor_a_folder(engine: Engine) {
        let launch = frontdesk(engine).await;
        launch.run(&["openapi"]).await.ok();
        assert!(!launch.data().exists(), "it has made {}", launch.data().display());
    }

    async fn every_route_tells_what_a_client_has_to_know(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let document = Document::of(desk.http()).await;
        assert!(document.json()["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
        let mut names = BTreeSet::new();
        for (path, item) in document.json()["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("a path") {
                let name = format!("{method} {path}");
                assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{name} has no summary");
                assert!(operation["security"].is_array(), "{name} does not say what must be proved");
                assert!(operation["tags"].as_array().is_some_and(|tags| !tags.is_empty()), "{name} has no tag");
                let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
                assert!(!id.is_empty() && names.insert(id), "{name} has no name of its own");
                let answers = operation["responses"].as_object().expect("answers");
                assert!(answers.keys().any(|status| status.starts_with('2')), "{name} never succeeds");
                assert!(
                    answers.keys().any(|status| status.starts_with('4') || status.starts_with('5')),
                    "{name} never refuses"
                );
                for parameter in operation["parameters"].as_array().into_iter().flatten() {
                    assert!(parameter["schema"].is_object(), "{name}: {parameter} has no schema");
                }
            }
        }
        for operation in document.operations() {
            // Of fields that only some roles have, nothing is told to everybody.
            let is_told = operation.fields.is_empty()
                || operation.json.as_ref().is_none_or(|example| example.as_object().is_some_and(|body| !body.is_empty()));
            assert!(is_told, "{} has no example of its body", operation.name());
        }
    }
}
