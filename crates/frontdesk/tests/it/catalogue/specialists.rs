//! One specialist with what is on offer.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::market::{offer, profile_of, service, shelved, specialist};
use crate::support::TestDesk;

both_engines! {
    async fn a_specialist_is_shown_with_active_services_the_newest_first(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = specialist(
            &desk,
            "anna",
            "Казань",
            &[shelved("Маникюр", "nails", 120_000, 90), service("Педикюр", 150_000, 60)],
        )
        .await;
        offer(&anna, &json!({ "name": "Скрытая", "price_minor": 1, "duration_minutes": 1, "active": false })).await;
        anna.patch("/api/v1/me/profile")
            .json(&json!({ "full_name": "Анна Иванова", "bio": "Мастер", "experience_years": 7 }))
            .await
            .ok();
        let profile = profile_of(&anna).await;
        let page = desk.get(&format!("/api/v1/specialists/{profile}")).await.ok();
        let expected = json!({
            "id": profile, "full_name": "Анна Иванова", "avatar_url": null, "bio": "Мастер", "city": "Казань",
            "experience_years": 7,
        });
        assert_eq!(page.at("/profile"), &expected);
        assert_eq!(page.at("/profile"), desk.get(&format!("/api/v1/profiles/{profile}")).await.ok().json());
        let services = page.at("/services").as_array().expect("a list");
        let named: Vec<_> = services.iter().map(|one| one["name"].as_str().expect("a name")).collect();
        assert_eq!(named, ["Педикюр", "Маникюр"]);
        let one = desk.get(&format!("/api/v1/services/{}", services[1]["id"].as_str().expect("an id"))).await.ok();
        assert_eq!(&services[1], one.json());
        // The owner sees the same page as everybody.
        assert_eq!(
            anna.get(&format!("/api/v1/specialists/{profile}")).await.ok().at("/services").as_array().map(Vec::len),
            Some(2)
        );
    }

    async fn a_client_is_no_specialist(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, omar) = (desk.client("ada").await, desk.specialist("omar").await);
        desk.get(&format!("/api/v1/specialists/{}", profile_of(&ada).await)).await.is_problem(404, "not_found");
        let page = desk.get(&format!("/api/v1/specialists/{}", profile_of(&omar).await)).await.ok();
        assert_eq!(page.at("/services"), &json!([]));
        // Neither an account's id nor a service's is a profile's.
        desk.get(&format!("/api/v1/specialists/{}", omar.account_id)).await.is_problem(404, "not_found");
        let service = offer(&omar, &service("Стрижка", 1, 1)).await;
        desk.get(&format!("/api/v1/specialists/{service}")).await.is_problem(404, "not_found");
    }

    async fn annas_tour_ends_with_a_client_who_finds_her(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = desk.specialist("anna").await;
        let massage =
            json!({ "name": "Массаж лица", "category": "massage", "price_minor": 150_000, "duration_minutes": 45 });
        let made = anna.post("/api/v1/services").json(&massage).await.created();
        anna.patch("/api/v1/me/profile")
            .json(&json!({ "full_name": "Анна Иванова", "city": "Казань", "experience_years": 7 }))
            .await
            .ok();
        let boris = desk.client("boris").await;
        let found = boris.get("/api/v1/services").query("q", "массаж").query("max_price_minor", "200000").await.ok();
        assert_eq!(found.at("/items/0/id"), made.at("/id"));
        assert_eq!(found.at("/items/0/specialist/full_name"), "Анна Иванова");
        let specialist = found.text_at("/items/0/specialist/id");
        assert_eq!(boris.get(&format!("/api/v1/specialists/{specialist}")).await.ok().at("/profile/city"), "Казань");
    }
}
