//! Accounts are filtered and ordered by what their owners declared, as far as the reader may read it.

use frontdesk_testkit::{Answer, Engine, both_engines};
use serde_json::{Value, json};

use super::declared::declare;
use crate::support::{Actor, TestDesk, frontdesk, with_staff};

const ACCOUNTS: &str = "/api/v1/admin/accounts";

const FIELDS: [&str; 7] = [
    "key = \"height\"\ntype = \"integer\"\nfilter = true\nsort = true",
    "key = \"rate\"\ntype = \"decimal\"\nfilter = true\nsort = true\nnullable = true",
    "key = \"born\"\ntype = \"date\"\nfilter = true\nsort = true",
    "key = \"shift\"\ntype = \"choice\"\nchoices = [\"day\", \"night\"]\nfilter = true\nsort = true\nnullable = true",
    "key = \"tongues\"\ntype = \"many_choice\"\nchoices = [\"ru\", \"en\", \"tt\"]\nfilter = true",
    "key = \"secret\"\ntype = \"text\"\nblank = true\nfilter = true\nsort = true\nsearch = true\n\
     read = [\"admin\"]\nwrite = [\"own\"]",
    "key = \"motto\"\ntype = \"text\"\nblank = true\nfilter = true\nsort = true\nread = [\"staff\", \"admin\"]",
];

/// A desk with an administrator, one of staff, and seven people of whom each has written something else.
async fn peopled(engine: Engine) -> (TestDesk, Actor, Actor) {
    let launch = frontdesk(engine).await.model("mine.toml");
    declare(&launch, &FIELDS);
    let desk = TestDesk::open_with(with_staff(launch, &[("chief", "admin"), ("vera", "staff")]).await).await;
    for (name, written) in [
        (
            "anna",
            json!({ "height": 170, "rate": "9.50", "born": "1990-05-06", "shift": "day", "tongues": ["ru", "en"] }),
        ),
        ("boris", json!({ "height": 170, "rate": "10.00", "born": "1985-01-01", "shift": "night", "tongues": ["ru"] })),
        ("clara", json!({ "height": -5, "rate": "-1.00", "motto": "Тихо", "secret": "alpha" })),
        ("dmitri", json!({ "height": 201, "born": "1990-05-06", "motto": "громко", "secret": "beta" })),
        ("eva", json!({ "city": "Казань", "tongues": ["tt", "ru"] })),
        ("fedor", json!({ "height": 99, "shift": "day", "city": "казань" })),
        ("galina", json!({})),
    ] {
        desk.client(name).await.patch("/api/v1/me/profile").json(&written).await.ok();
    }
    let (chief, vera) = (desk.signed_in("chief").await, desk.signed_in("vera").await);
    (desk, chief, vera)
}

fn names(page: &Answer) -> Vec<String> {
    let items = page.at("/items").as_array().expect("a list");
    items.iter().map(|item| item["username"].as_str().expect("a name").to_owned()).collect()
}

/// Everybody in this order, page by page.
async fn through(reader: &Actor, sort: &str, limit: &str) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let mut call = reader.get(ACCOUNTS).query("sort", sort).query("limit", limit).query("role", "client");
        if let Some(cursor) = cursor.as_str() {
            call = call.query("cursor", cursor);
        }
        let page = call.await.ok();
        seen.extend(names(&page));
        cursor = page.at("/next_cursor").clone();
        if cursor.is_null() {
            return seen;
        }
        assert!(seen.len() < 50, "{sort} leads in circles: {seen:?}");
    }
}

both_engines! {
    async fn filters_are_joined_and_numbers_and_dates_have_bounds(engine: Engine) {
        let (_desk, _, vera) = peopled(engine).await;
        for (query, expected) in [
            (&[("height", "170")][..], &["boris", "anna"][..]),
            (&[("height", "170"), ("shift", "day")], &["anna"]),
            (&[("min_height", "99"), ("max_height", "170")], &["fedor", "boris", "anna"]),
            (&[("max_height", "0")], &["clara"]),
            (&[("min_rate", "9.50")], &["boris", "anna"]),
            (&[("max_rate", "9.49")], &["clara"]),
            (&[("min_born", "1985-01-02"), ("max_born", "1990-05-06")], &["dmitri", "anna"]),
            (&[("tongues", "ru")], &["eva", "boris", "anna"]),
            (&[("tongues", "ru,en")], &["anna"]),
            (&[("city", "КАЗАНЬ")], &["fedor", "eva"]),
            (&[("city", "КАЗАНЬ"), ("min_height", "1"), ("shift", "day"), ("role", "client"), ("q", "fe")], &["fedor"]),
            (&[("city", "Казань"), ("role", "staff")], &[]),
            (&[("height", "1000000")], &[]),
            (&[("motto", "ТИХО")], &["clara"]),
        ] {
            let call = query.iter().fold(vera.get(ACCOUNTS), |call, (name, value)| call.query(name, value));
            assert_eq!(names(&call.await.ok()), expected, "{query:?}");
        }
        for (name, wrong) in [
            ("height", "tall"),
            ("min_height", "1.5"),
            ("rate", "1,5"),
            ("max_born", "01.01.1990"),
            ("shift", "noon"),
            ("tongues", "ru,de"),
            ("min_shift", "day"),
            ("min_city", "a"),
            ("bio", "x"),
            ("sort", "tongues"),
            ("sort", "height,rate,born,shift"),
        ] {
            vera.get(ACCOUNTS).query(name, wrong).await.refuses_field(name);
        }
    }

    async fn every_order_leads_through_everybody_once_with_ties_and_nothing_last(engine: Engine) {
        let (_desk, _, vera) = peopled(engine).await;
        for (sort, expected) in [
            ("height", ["clara", "fedor", "anna", "boris", "dmitri", "eva", "galina"]),
            ("-height", ["dmitri", "boris", "anna", "fedor", "clara", "galina", "eva"]),
            ("-height,created_at", ["dmitri", "anna", "boris", "fedor", "clara", "eva", "galina"]),
            ("born,-height", ["boris", "dmitri", "anna", "fedor", "clara", "galina", "eva"]),
            ("-born,username", ["anna", "dmitri", "boris", "clara", "eva", "fedor", "galina"]),
            ("rate", ["clara", "anna", "boris", "dmitri", "eva", "fedor", "galina"]),
            ("shift,born,-height", ["anna", "fedor", "boris", "dmitri", "clara", "galina", "eva"]),
            ("motto", ["dmitri", "clara", "anna", "boris", "eva", "fedor", "galina"]),
            ("-username", ["galina", "fedor", "eva", "dmitri", "clara", "boris", "anna"]),
        ] {
            for limit in ["1", "2", "3", "100"] {
                assert_eq!(through(&vera, sort, limit).await, expected, "{sort} by {limit}");
            }
        }
    }

    async fn a_page_goes_on_where_it_ended_whatever_changes_meanwhile(engine: Engine) {
        let (desk, _, vera) = peopled(engine).await;
        let first = vera.get(ACCOUNTS).query("sort", "-height").query("limit", "3").await.ok();
        assert_eq!(names(&first), ["dmitri", "boris", "anna"]);
        // Whoever has been shown may go behind, change, or be gone: nobody else moves.
        let boris = Actor::sign_in(desk.http(), "boris", "").await;
        boris.patch("/api/v1/me/profile").json(&json!({ "height": 500 })).await.ok();
        let anna = Actor::sign_in(desk.http(), "anna", "").await;
        anna.post("/api/v1/me/deletion").json(&json!({ "current_password": crate::support::PASSWORD })).await.expect(204);
        let cursor = first.text_at("/next_cursor");
        let next = vera.get(ACCOUNTS).query("sort", "-height").query("limit", "3").query("cursor", cursor).await.ok();
        assert_eq!(names(&next)[..2], ["fedor", "clara"]);
        vera.get(ACCOUNTS).query("sort", "height").query("cursor", cursor).await.refuses_field("cursor");
        vera.get(ACCOUNTS).query("sort", "-height").query("height", "170").query("cursor", cursor).await.refuses_field("cursor");
    }

    async fn sec_AZ_06_what_may_not_be_read_is_answered_as_what_is_not_there(engine: Engine) {
        let (_desk, chief, vera) = peopled(engine).await;
        assert_eq!(names(&chief.get(ACCOUNTS).query("secret", "ALPHA").await.ok()), ["clara"]);
        assert_eq!(names(&chief.get(ACCOUNTS).query("q", "bet").await.ok()), ["dmitri"]);
        assert_eq!(through(&chief, "secret", "2").await[..2], ["clara", "dmitri"]);
        let refusal = async |name: &str, value: &str| {
            let refused = vera.get(ACCOUNTS).query(name, value).await.refuses_field(name);
            refused.at("/errors").to_string().replace("secret", "nothing")
        };
        for value in ["alpha", "nobody's"] {
            assert_eq!(refusal("secret", value).await, refusal("nothing", value).await);
        }
        for sort in ["secret", "-secret", "height,secret"] {
            assert_eq!(refusal("sort", sort).await, refusal("sort", &sort.replace("secret", "nothing")).await);
        }
        assert_eq!(names(&vera.get(ACCOUNTS).query("q", "bet").await.ok()), [""; 0]);
    }

    async fn the_document_names_what_its_reader_can_ask_for(engine: Engine) {
        let (_desk, chief, vera) = peopled(engine).await;
        for (reader, path, sees) in [(&chief, "", true), (&vera, "", false), (&chief, "/export", true)] {
            let document = reader.get("/api/schema/?format=json").await.ok();
            let asked = document.json()["paths"][format!("{ACCOUNTS}{path}")]["get"]["parameters"].clone();
            let asked: Vec<&str> = asked.as_array().expect("a list").iter().filter_map(|one| one["name"].as_str()).collect();
            for name in ["q", "role", "city", "height", "min_height", "max_rate", "min_born", "tongues", "sort"] {
                assert!(asked.contains(&name), "{name}: {asked:?}");
            }
            assert_eq!(asked.contains(&"secret"), sees, "{asked:?}");
            assert_eq!(asked.contains(&"cursor"), path.is_empty(), "{asked:?}");
            assert!(!asked.iter().any(|known| ["bio", "min_shift", "field"].contains(known)), "{asked:?}");
        }
    }
}
