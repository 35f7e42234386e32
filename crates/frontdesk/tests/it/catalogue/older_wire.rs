//! The older wire's lists, beside our own over the same rows.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::market::{offer, service, specialist};
use crate::support::TestDesk;

/// The names in a bare array.
fn named(answer: &Answer) -> Vec<String> {
    let items = answer.json().as_array().expect("an array");
    items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()).collect()
}

both_engines! {
    async fn its_filters_find_what_our_own_find(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = specialist(
            &desk,
            "anna",
            "Казань",
            &[
                service("Массаж лица", 150_000, 45),
                service("МАССАЖ спины", 250_050, 60),
                service("Маникюр 100%", 120_000, 90),
            ],
        )
        .await;
        specialist(
            &desk,
            "boris",
            "Самара",
            &[service("Массаж ног", 200_000, 45), service("Стрижка_модельная", 90_000, 30)],
        )
        .await;
        let number =
            anna.get("/api/auth/services/").await.ok().at("/0/specialist").as_i64().expect("a number").to_string();
        for (older, native) in [
            (&[][..], &[][..]),
            (&[("min_price", "1500")], &[("min_price_minor", "150000")]),
            (&[("min_price", "1500.00")], &[("min_price_minor", "150000")]),
            (&[("min_price", "1500.001")], &[("min_price_minor", "150001")]),
            (&[("max_price", "2500.50")], &[("max_price_minor", "250050")]),
            (&[("max_price", "2500.499")], &[("max_price_minor", "250049")]),
            (
                &[("min_price", "1200"), ("max_price", "2000")],
                &[("min_price_minor", "120000"), ("max_price_minor", "200000")],
            ),
            (&[("duration_minutes", "45")], &[("duration_minutes", "45")]),
            (&[("name", "массаж")], &[("q", "массаж")]),
            (
                &[("name", "массаж"), ("duration_minutes", "45"), ("max_price", "1999.99")],
                &[("q", "массаж"), ("duration_minutes", "45"), ("max_price_minor", "199999")],
            ),
            (&[("specialist", number.as_str())], &[("city", "казань")]),
        ] {
            let older_call =
                older.iter().fold(desk.get("/api/auth/services/"), |call, (name, value)| call.query(name, value));
            let native_call = native
                .iter()
                .fold(desk.get("/api/v1/services?limit=100"), |call, (name, value)| call.query(name, value));
            let (older_names, mut native_names) =
                (named(&older_call.await.ok()), super::market::names(&native_call.await.ok()));
            // The older wire goes by ascending number, our own shows the newest first.
            native_names.reverse();
            assert_eq!(older_names, native_names, "{older:?} and {native:?}");
            assert!(!older_names.is_empty(), "{older:?} finds nothing");
        }
    }

    async fn a_name_is_matched_in_part_letter_by_letter(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        specialist(
            &desk,
            "anna",
            "Казань",
            &[service("Массаж лица", 1, 1), service("МАНИКЮР 100%", 1, 1), service("Гель_лак", 1, 1)],
        )
        .await;
        for (part, expected) in [
            ("масса", &["Массаж лица"][..]),
            ("ССАЖ", &["Массаж лица"]),
            ("ж л", &["Массаж лица"]),
            ("  лица ", &["Массаж лица"]),
            ("маникюр", &["МАНИКЮР 100%"]),
            ("100%", &["МАНИКЮР 100%"]),
            ("%", &["МАНИКЮР 100%"]),
            ("_", &["Гель_лак"]),
            ("ь_л", &["Гель_лак"]),
            ("маникюра", &[]),
            ("\\", &[]),
            ("'", &[]),
            ("%%", &[]),
            ("", &["Массаж лица", "МАНИКЮР 100%", "Гель_лак"]),
            (" ", &["Массаж лица", "МАНИКЮР 100%", "Гель_лак"]),
        ] {
            let found = desk.get("/api/auth/services/").query("name", part).await.ok();
            assert_eq!(named(&found), expected, "{part:?}");
        }
    }

    async fn a_filter_that_means_nothing_is_refused_by_name(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (name, value) in [
            ("min_price", "cheap"),
            ("max_price", "1,5"),
            ("min_price", "NaN"),
            ("max_price", "Infinity"),
            ("duration_minutes", "long"),
            ("specialist", "anna"),
            ("specialist", "987654321"),
            ("specialist", "1.5"),
            ("specialist", "99999999999999999999"),
        ] {
            let refused = desk.get("/api/auth/services/").query(name, value).await.expect(400);
            assert!(refused.json()[name].as_array().is_some_and(|told| !told.is_empty()), "{}", refused.shown());
        }
        for (name, value) in [
            ("min_price", "-1e30"),
            ("max_price", "1e30"),
            ("page", "x"),
            ("limit", "0"),
            ("cursor", "?"),
            ("duration_minutes", "45.0"),
        ] {
            desk.get("/api/auth/services/").query(name, value).await.ok();
        }
    }

    async fn a_specialist_sees_only_his_own_there_also_inactive(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = specialist(&desk, "anna", "Казань", &[service("Маникюр", 1, 1)]).await;
        let boris = specialist(&desk, "boris", "Самара", &[service("Стрижка", 1, 1)]).await;
        let hidden = json!({ "name": "Скрытая", "price_minor": 1, "duration_minutes": 1, "active": false });
        offer(&anna, &hidden).await;
        assert_eq!(named(&anna.get("/api/auth/services/").await.ok()), ["Маникюр", "Скрытая"]);
        assert_eq!(named(&boris.get("/api/auth/services/").await.ok()), ["Стрижка"]);
        let ada = desk.client("ada").await;
        assert_eq!(named(&ada.get("/api/auth/services/").await.ok()), ["Маникюр", "Стрижка"]);
        assert_eq!(named(&desk.get("/api/auth/services/").await.ok()), ["Маникюр", "Стрижка"]);
    }
}
