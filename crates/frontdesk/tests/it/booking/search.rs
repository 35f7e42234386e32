//! Whoever searches by free time finds what whoever looks through all slots finds.

use frontdesk_testkit::{Engine, both_engines};
use serde_json::{Value, json};

use super::compared::{Firsts, free};
use super::salon::{at, hours, soon};
use super::town::{Dice, Town};
use crate::catalogue::market::{offer, service};
use crate::support::{TestDesk, rows};

both_engines! {
    async fn search_finds_what_slots_show(engine: Engine) {
        for seed in [7, 8, 9] {
            let (town, mut dice) = (Town::found(engine, seed).await, Dice(seed));
            for _ in 0..2 {
                town.book_some(&mut dice).await;
                town.finds_what_slots_show(seed).await;
            }
        }
    }

    async fn whatever_changes_is_found_at_once(engine: Engine) {
        let town = Town::found(engine, 7).await;
        let profile = town.noor().get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        let date = soon().to_string();
        let query = [("specialist", profile.as_str()), ("from", &date), ("to", &date)];
        let own = town.noor().get("/api/v1/me/services").await.ok();
        let own = own.at("/items").as_array().expect("a list").clone();
        let own: Vec<&str> = own.iter().map(|one| one["id"].as_str().expect("an id")).collect();
        for id in &own {
            let terms = json!({ "horizon_days": 60, "lead_minutes": 0, "daily_limit": null, "duration_minutes": 30 });
            town.noor().patch(&format!("/api/v1/services/{id}")).json(&terms).await.ok();
        }
        let slots = async || -> Firsts {
            let all = town.all_slots().await;
            town.by_slots(&all, |ware, _| own.contains(&ware.id.as_str()), |_, slot| slot.1[..10] == *date)
        };
        let found = async || free(&town.found_by(&query).await).into_iter().collect::<Firsts>();
        assert_eq!(found().await.len(), own.len());
        let home = &town.places[0];
        let schedule = format!("/api/v1/locations/{}/schedule", home.id);
        for hours in [hours("10:00", "20:00"), hours("11:00", "13:00"), json!({ "rules": [] }), hours("08:00", "22:00")] {
            town.noor().put(&schedule).json(&hours).await.ok();
            assert_eq!(found().await, slots().await);
        }
        let away = json!({ "starts_at": at(soon(), 0, 0).to_string(), "ends_at": at(soon(), 12, 0).to_string() });
        let away = town.noor().post(&format!("/api/v1/locations/{}/time-off", home.id)).json(&away).await.created();
        assert_eq!(found().await, slots().await);
        town.noor().delete(&format!("/api/v1/time-off/{}", away.text_at("/time_off/id"))).await.expect(204);
        assert_eq!(found().await, slots().await);
        town.noor().put(&format!("{schedule}/dates/{date}")).json(&json!({ "change": "closed" })).await.ok();
        assert_eq!(found().await, slots().await);
        town.noor().delete(&format!("{schedule}/dates/{date}")).await.ok();

        rows(&town.desk, &format!("insert into holidays (local_date, name) values ({}, 'Праздник')", day_number())).await;
        assert_eq!(found().await, slots().await);
        rows(&town.desk, "delete from holidays").await;
        assert_eq!(found().await, slots().await);
        assert!(!found().await.is_empty());

        let service = format!("/api/v1/services/{}", own[0]);
        town.noor().patch(&service).json(&json!({ "duration_minutes": 240 })).await.ok();
        assert_eq!(found().await, slots().await);
        town.noor().delete(&service).await.expect(204);
        assert!(!found().await.contains_key(own[0]));

        rows(&town.desk, "update users set suspended_at = 1 where username = 'noor'").await;
        assert_eq!(town.found_by(&query).await, Vec::<Value>::new());
    }

    async fn whoever_has_nothing_free_is_found_last(engine: Engine) {
        let town = Town::found(engine, 7).await;
        let idle = town.desk.specialist("idle").await;
        let id = offer(&idle, &service("Маникюр", 1_000, 60)).await;
        for sort in ["earliest", "price"] {
            let found = town.found_by(&[("sort", sort)]).await;
            let own = found.iter().position(|hit| hit["service"]["id"] == id.as_str()).expect(sort);
            assert!(found[own]["next_free_at"].is_null(), "{sort}: {}", found[own]);
            assert!(sort != "earliest" || own + 1 == found.len(), "{own} of {}", found.len());
        }
    }

    async fn who_cannot_be_read_hides_nobody_else(engine: Engine) {
        let town = Town::found(engine, 7).await;
        let name = async |hex: &str| {
            let name = if engine == Engine::Sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") };
            let noors = "owner_id = (select id from users where username = 'noor')";
            let first = format!("id = (select min(id) from locations where {noors})");
            rows(&town.desk, &format!("update locations set public_id = {name} where {first}")).await;
        };
        let found = async || town.found_by(&[]).await.len();
        let noors = town.wares.iter().filter(|ware| ware.offers.iter().any(|offer| offer.place == 0)).count();
        assert_eq!(found().await, town.wares.len());
        name("00").await;
        assert_eq!(found().await, town.wares.len() - noors);
        name(&town.places[0].id.replace('-', "")).await;
        assert_eq!(found().await, town.wares.len());
    }

    async fn ratings_are_searched_by_as_they_are_now(engine: Engine) {
        let town = Town::found(engine, 9).await;
        let rate = async |name: &str, sum: i64, count: i64| {
            rows(&town.desk, &format!("delete from specialist_ratings where specialist_id = (select id from users where username = '{name}')")).await;
            rows(&town.desk, &format!("insert into specialist_ratings (specialist_id, rating_sum, rating_count) select id, {sum}, {count} from users where username = '{name}'")).await;
        };
        rate("noor", 9, 2).await;
        rate("omar", 14, 3).await;
        rate("zoya", 4, 1).await;
        let averages = async |query: &[(&str, &str)]| -> Vec<Option<f64>> {
            let mut all: Vec<_> = town.found_by(query).await.iter().map(|item| item["rating"]["average"].as_f64()).collect();
            all.dedup();
            all
        };
        assert_eq!(averages(&[("sort", "rating")]).await, [Some(14.0 / 3.0), Some(4.5), Some(4.0), None]);
        assert_eq!(averages(&[("sort", "rating"), ("min_rating", "4.5")]).await, [Some(14.0 / 3.0), Some(4.5)]);
        rate("zoya", 10, 2).await;
        assert_eq!(averages(&[("sort", "rating"), ("min_rating", "4.6")]).await, [Some(5.0), Some(14.0 / 3.0)]);
    }

    async fn what_cannot_be_searched_for_is_told_by_its_field(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (query, field, code) in [
            ("from=tomorrow", "from", "invalid_moment"),
            ("near=1", "near", "invalid_point"),
            ("within_km=5", "near", "required"),
            ("sort=distance", "near", "required"),
            ("sort=best", "sort", "invalid_choice"),
            ("part=night", "part", "invalid_choice"),
            ("cursor=AAAA", "cursor", "invalid_cursor"),
            ("who=me", "who", "unknown_field"),
        ] {
            let refused = desk.get(&format!("/api/v1/search?{query}")).await.is_problem(422, "invalid");
            assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), (field, code), "{query}");
        }
        desk.get("/api/v1/next-free?services=x").await.is_problem(422, "invalid");
        let nobodys = desk.get("/api/v1/next-free?services=019a9f7e-6c1f-7000-8000-2f6d3c1b5a90").await.ok();
        assert_eq!(nobodys.at("/items"), &json!([]));
    }
}

fn day_number() -> i64 {
    (soon() - jiff::civil::date(1970, 1, 1)).get_days().into()
}
