//! The public list, narrowed.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;

use super::market::{assert_found, list, names, profile_of, shelved, specialist};
use crate::support::TestDesk;

both_engines! {
    async fn every_filter_narrows_and_all_of_them_together(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = specialist(
            &desk,
            "anna",
            "Казань",
            &[
                shelved("Массаж лица", "massage", 150_000, 45),
                shelved("Массаж спины", "massage", 250_000, 60),
                shelved("Маникюр", "nails", 120_000, 90),
            ],
        )
        .await;
        specialist(
            &desk,
            "boris",
            "Орёл",
            &[
                shelved("Массаж лица глубокий", "massage", 200_000, 45),
                shelved("Мужская стрижка", "barber", 90_000, 30),
            ],
        )
        .await;
        let http = desk.http();
        let all = ["Массаж лица", "Массаж спины", "Маникюр", "Массаж лица глубокий", "Мужская стрижка"];
        assert_found(list(http, &[]).await, &all);

        for (parameters, expected) in [
            (&[("q", "массаж")][..], &["Массаж лица", "Массаж спины", "Массаж лица глубокий"][..]),
            (&[("q", "массаж лица")], &["Массаж лица", "Массаж лица глубокий"]),
            (&[("category", "massage")], &["Массаж лица", "Массаж спины", "Массаж лица глубокий"]),
            (&[("category", "tutoring")], &[]),
            (&[("city", "Казань")], &["Массаж лица", "Массаж спины", "Маникюр"]),
            (&[("city", "казань")], &["Массаж лица", "Массаж спины", "Маникюр"]),
            (&[("city", "ОРЕЛ")], &["Массаж лица глубокий", "Мужская стрижка"]),
            (&[("city", "Каза")], &[]),
            (&[("min_price_minor", "150000")], &["Массаж лица", "Массаж спины", "Массаж лица глубокий"]),
            (&[("max_price_minor", "120000")], &["Маникюр", "Мужская стрижка"]),
            (&[("min_price_minor", "120000"), ("max_price_minor", "150000")], &["Маникюр", "Массаж лица"]),
            (&[("min_price_minor", "150001"), ("max_price_minor", "150000")], &[]),
            (&[("duration_minutes", "45")], &["Массаж лица", "Массаж лица глубокий"]),
            (&[("duration_minutes", "46")], &[]),
            (&[("q", "массаж"), ("city", "Казань"), ("max_price_minor", "200000")], &["Массаж лица"]),
            (
                &[("q", "массаж"), ("category", "massage"), ("duration_minutes", "60"), ("city", "казань")],
                &["Массаж спины"],
            ),
            (&[("q", "маникюр"), ("category", "massage")], &[]),
            // A blank value counts as absent.
            (&[("q", " "), ("category", ""), ("city", ""), ("min_price_minor", "")], &all),
        ] {
            assert_found(list(http, parameters).await, expected);
        }
        let profile = profile_of(&anna).await;
        assert_found(list(http, &[("specialist", &profile)]).await, &["Массаж лица", "Массаж спины", "Маникюр"]);
        assert_found(
            list(http, &[("specialist", &profile), ("q", "массажа"), ("duration_minutes", "60")]).await,
            &["Массаж спины"],
        );
        let nobody = "0197a3c5-7c1e-7d3a-9a51-0c2f4e6b8d10";
        assert_found(list(http, &[("specialist", nobody)]).await, &[]);
    }

    async fn sec_RL_05_the_widest_search_is_bounded_or_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let shelf: Vec<_> = (0..120).map(|i| shelved(&format!("Массаж {i}"), "massage", 100_000 + i, 45)).collect();
        specialist(&desk, "anna", "Казань", &shelf).await;
        let widest = desk.get("/api/v1/services").query("limit", "100").query("q", "м").await.ok();
        assert_eq!(widest.at("/items").as_array().expect("a list").len(), 100);
        let words = "м ".repeat(500);
        for (name, value) in [("limit", "101"), ("limit", "0"), ("q", words.as_str()), ("cursor", &"a".repeat(5_000))] {
            desk.get("/api/v1/services").query(name, value).await.refuses_field(name);
        }
    }

    async fn whoever_moves_is_found_in_the_new_city_at_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = specialist(&desk, "anna", "Казань", &[shelved("Маникюр", "nails", 120_000, 90)]).await;
        assert_found(list(desk.http(), &[("city", "Казань")]).await, &["Маникюр"]);
        anna.patch("/api/v1/me/profile").json(&serde_json::json!({ "city": "Самара" })).await.ok();
        assert_found(list(desk.http(), &[("city", "Казань")]).await, &[]);
        assert_found(list(desk.http(), &[("city", "самара")]).await, &["Маникюр"]);
        anna.patch("/api/auth/profile/me/").json(&serde_json::json!({ "city": "Тверь" })).await.ok();
        let found = list(desk.http(), &[("city", "тверь")]).await.ok();
        assert_eq!(names(&found), ["Маникюр"]);
        assert_eq!(found.at("/items/0/specialist/city"), "Тверь");
        assert_found(list(desk.http(), &[("city", "самара")]).await, &[]);
    }

    async fn what_has_changed_is_found_as_it_is_now(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = desk.specialist("anna").await;
        let path = format!(
            "/api/v1/services/{}",
            super::market::offer(&anna, &shelved("Маникюр", "nails", 120_000, 90)).await
        );
        let http = desk.http();
        assert_found(list(http, &[("q", "маникюр")]).await, &["Маникюр"]);
        for (change, found, gone) in [
            (serde_json::json!({ "name": "Педикюр" }), ("q", "педикюра"), ("q", "маникюр")),
            (serde_json::json!({ "price_minor": 99 }), ("max_price_minor", "99"), ("min_price_minor", "100")),
            (serde_json::json!({ "duration_minutes": 15 }), ("duration_minutes", "15"), ("duration_minutes", "90")),
            (serde_json::json!({ "category": "other" }), ("category", "other"), ("category", "nails")),
        ] {
            anna.patch(&path).json(&change).await.ok();
            assert_found(list(http, &[found]).await, &["Педикюр"]);
            assert_found(list(http, &[gone]).await, &[]);
        }
        anna.delete(&path).await.no_content();
        assert_found(list(http, &[("q", "педикюр")]).await, &[]);
    }
}
