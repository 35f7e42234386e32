//! The invented marketplace.

use std::collections::HashSet;

use frontdesk_kit::clock::Clock;
use frontdesk_testkit::{Engine, Launch, both_engines};
use serde_json::json;

use crate::support::{TestDesk, frontdesk, rows_at};

const PASSWORD: &str = "Demo-Password-2026";

async fn demo(engine: Engine, seed: &str) -> Launch {
    let launch = frontdesk(engine).await;
    launch.run(&["demo", "--size", "s", "--seed", seed]).await.ok();
    launch
}

/// Everything that a demo makes, but for when the program happened to run.
async fn dump(launch: &Launch) -> Vec<Vec<Vec<String>>> {
    let mut tables = Vec::new();
    for sql in [
        "select * from users order by id",
        "select * from profiles order by id",
        "select * from services order by id",
        "select * from profile_values order by field, value, user_id",
        "select * from locations order by id",
        "select * from schedule_rules order by location_id, position",
        "select * from schedule_overrides order by location_id, local_date, position",
        "select * from time_off order by id",
        "select * from holidays order by local_date",
        "select * from bookings order by id",
        "select * from claims order by booking_id",
        "select booking_id, client_id, rating, text, reply, created_at from reviews order by booking_id",
        "select specialist_id, rating_sum, rating_count from specialist_ratings order by specialist_id",
        "select * from resource_days order by resource_id, day",
        "select booking_id, seq, kind, actor_id, starts_at, at from booking_events order by booking_id, seq",
    ] {
        tables.push(rows_at(&launch.database_url(), sql).await);
    }
    tables
}

both_engines! {
    async fn the_same_seed_makes_the_same_marketplace(engine: Engine) {
        let (one, other) = (demo(engine, "7").await, demo(engine, "7").await);
        let (first, second) = (dump(&one).await, dump(&other).await);
        for (table, (mine, theirs)) in first.iter().zip(&second).enumerate() {
            assert!(!mine.is_empty(), "table {table} is empty");
            assert_eq!(mine.len(), theirs.len(), "table {table}");
            let differing = mine.iter().zip(theirs).find(|(mine, theirs)| mine != theirs);
            assert!(differing.is_none(), "table {table} differs: {differing:?}");
        }
        let names = |tables: &[Vec<Vec<String>>]| tables[0].iter().map(|row| row[2].clone()).collect::<HashSet<_>>();
        let another = dump(&demo(engine, "8").await).await;
        assert_ne!(names(&first), names(&another));
    }

    async fn its_people_sign_in_and_its_services_are_found(engine: Engine) {
        let desk = TestDesk::open_with(demo(engine, "7").await).await;
        for (name, role) in [("demo.specialist", "specialist"), ("demo.client", "client"), ("demo.admin", "admin")] {
            let tokens = desk
                .post("/api/v1/sessions")
                .json(&json!({ "identifier": name, "password": PASSWORD }))
                .await
                .created();
            let me = desk.get("/api/v1/me").bearer(tokens.text_at("/access_token")).await.ok();
            assert_eq!(me.text_at("/role"), role);
            desk.post("/api/auth/login/").json(&json!({ "username": name, "password": PASSWORD })).await.ok();
        }
        let found = desk.get("/api/v1/services?limit=100").query("q", "маникюра").query("sort", "price").await.ok();
        let items = found.at("/items").as_array().expect("a list");
        assert!(!items.is_empty(), "nobody offers a manicure");
        assert!(
            items.iter().all(|item| item["name"].as_str().is_some_and(|name| name.to_lowercase().contains("маник"))),
            "{}",
            found.shown()
        );
        let picture = desk.get("/api/v1/services?limit=100").await.ok();
        let pictures = picture
            .at("/items")
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|item| item["specialist"]["avatar_url"].as_str());
        let picture = pictures.take(1).next().expect("somebody has a picture").to_owned();
        assert_eq!(desk.get(&picture).await.ok().header("x-content-type-options"), Some("nosniff"));
        let counted = desk.get("/api/v1/categories").await.ok();
        assert!(counted.at("/items").as_array().expect("a list").iter().any(|one| one["services"].as_i64() > Some(0)));
    }

    async fn its_calendars_are_sound_and_full_on_both_sides(engine: Engine) {
        let launch = frontdesk(engine).await;
        // Its present is ours, so that something is to come.
        let now = Clock::system().now().to_string();
        launch.run(&["demo", "--size", "s", "--seed", "7", "--at", &now]).await.ok();
        let told = launch.run(&["doctor"]).await.ok();
        assert!(told.stdout.contains("fit together"), "{}", told.stdout);
        let [count] = rows_at(&launch.database_url(), "select count(*) from bookings").await[0].clone().try_into().expect("one");
        let count: u32 = count.parse().expect("a number");
        assert!((12_000..18_000).contains(&count), "about 150 bookings for each of 100 specialists: {count}");

        let desk = TestDesk::open_with(launch).await;
        for (name, path) in [("demo.specialist", "/api/v1/me/agenda"), ("demo.client", "/api/v1/me/bookings")] {
            let tokens = desk
                .post("/api/v1/sessions")
                .json(&json!({ "identifier": name, "password": PASSWORD }))
                .await
                .created();
            for when in ["upcoming", "past"] {
                let list = desk.get(path).query("when", when).bearer(tokens.text_at("/access_token")).await.ok();
                assert!(list.at("/items/0/id").is_string(), "{name} {when}");
            }
        }
    }

    async fn it_does_not_mix_with_real_accounts(engine: Engine) {
        let launch = frontdesk(engine).await;
        launch
            .run_with_input(&["user", "create", "--username", "ada", "--role", "client"], "Quiet-Harbor-42\n")
            .await
            .ok();
        let run = launch.run(&["demo", "--size", "s"]).await;
        assert_eq!(run.code, Some(1), "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("empty"), "{}", run.stderr);
        assert_eq!(rows_at(&launch.database_url(), "select username from users").await, [["ada"]]);
    }
}
