//! Orders, and the pages of a list in them.

use std::collections::BTreeSet;

use frontdesk_testkit::both_engines;
use serde_json::Value;

use super::market::{list, names, offer, service};
use crate::support::TestDesk;

/// Name, price, minutes: with equal ones, so that the order has to decide.
const OFFERS: [(&str, i64, i64); 9] = [
    ("Ёлка", 300, 10),
    ("арбуз", 100, 30),
    ("Яблоко", 200, 20),
    ("Ель", 200, 20),
    ("Банан", 200, 20),
    ("Apple", 100, 60),
    ("единорог", 300, 10),
    ("banana", 500, 5),
    ("Жук", 400, 5),
];

both_engines! {
    async fn every_order_is_kept(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (name, price, minutes) in OFFERS {
            offer(&noor, &service(name, price, minutes)).await;
        }
        let published: Vec<&str> = OFFERS.iter().map(|(name, ..)| *name).collect();
        let newest: Vec<&str> = published.iter().rev().copied().collect();
        for (sort, expected) in [
            ("newest", newest),
            ("price", vec!["арбуз", "Apple", "Яблоко", "Ель", "Банан", "Ёлка", "единорог", "Жук", "banana"]),
            ("-price", vec!["banana", "Жук", "единорог", "Ёлка", "Банан", "Ель", "Яблоко", "Apple", "арбуз"]),
            ("duration", vec!["banana", "Жук", "Ёлка", "единорог", "Яблоко", "Ель", "Банан", "арбуз", "Apple"]),
            // Letter case does not matter, and ё is е.
            ("name", vec!["Apple", "banana", "арбуз", "Банан", "единорог", "Ёлка", "Ель", "Жук", "Яблоко"]),
        ] {
            assert_eq!(names(&list(desk.http(), &[("sort", sort)]).await.ok()), expected, "{sort}");
            for limit in ["1", "2", "4"] {
                let walked = walk(&desk, &[("sort", sort), ("limit", limit)]).await;
                assert_eq!(walked, expected, "{sort}, {limit} on a page");
            }
        }
        assert_eq!(
            names(&list(desk.http(), &[]).await.ok()),
            names(&list(desk.http(), &[("sort", "newest")]).await.ok())
        );
    }

    async fn pages_of_a_search_show_every_service_once(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        noor.patch("/api/v1/me/profile").json(&serde_json::json!({ "full_name": "Нур", "city": "Казань" })).await.ok();
        for number in 0..47 {
            offer(&noor, &service(&format!("Массаж {number}"), 1_000 + number % 5, 30 + number % 3)).await;
        }
        for parameters in [
            &[("q", "массажа")][..],
            &[("city", "казань")],
            &[("q", "массаж"), ("city", "казань")],
            &[("min_price_minor", "1000")],
        ] {
            for sort in ["newest", "price", "-price", "duration", "name"] {
                let parameters = [parameters, &[("sort", sort), ("limit", "7")]].concat();
                let walked = walk(&desk, &parameters).await;
                let distinct: BTreeSet<&String> = walked.iter().collect();
                assert_eq!((walked.len(), distinct.len()), (47, 47), "{parameters:?}: {walked:?}");
            }
        }
    }

    async fn what_comes_and_goes_between_two_pages_disturbs_neither(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let mut ids = Vec::new();
        for number in 0..6 {
            ids.push(offer(&noor, &service(&format!("Услуга {number}"), 1_000, 30)).await);
        }
        let first = list(desk.http(), &[("limit", "3")]).await.ok();
        assert_eq!(names(&first), ["Услуга 5", "Услуга 4", "Услуга 3"]);
        offer(&noor, &service("Услуга 6", 1_000, 30)).await;
        noor.delete(&format!("/api/v1/services/{}", ids[3])).await.no_content();
        noor.delete(&format!("/api/v1/services/{}", ids[1])).await.no_content();
        let cursor = first.text_at("/next_cursor");
        let second = list(desk.http(), &[("limit", "3"), ("cursor", cursor)]).await.ok();
        assert_eq!(names(&second), ["Услуга 2", "Услуга 0"]);
        assert_eq!(second.at("/next_cursor"), &Value::Null);
    }

    async fn a_cursor_outlives_a_restart(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for number in 0..3 {
            offer(&noor, &service(&format!("Услуга {number}"), 1_000, 30)).await;
        }
        let cursor = list(desk.http(), &[("limit", "2")]).await.ok().text_at("/next_cursor").to_owned();
        desk.restart().await;
        assert_eq!(names(&list(desk.http(), &[("limit", "2"), ("cursor", &cursor)]).await.ok()), ["Услуга 0"]);
    }
}

/// The names on all pages, one after another.
async fn walk(desk: &TestDesk, parameters: &[(&str, &str)]) -> Vec<String> {
    let mut walked = Vec::new();
    let mut page = list(desk.http(), parameters).await.ok();
    for _ in 0..100 {
        walked.extend(names(&page));
        let Some(cursor) = page.at("/next_cursor").as_str().map(str::to_owned) else { return walked };
        page = list(desk.http(), parameters).query("cursor", &cursor).await.ok();
    }
    panic!("the pages do not end: {walked:?}");
}
