//! Money: whole minor units here, decimal text on the older wire, never a float.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::market::{offer, service, with};
use crate::support::TestDesk;

both_engines! {
    async fn a_price_is_the_same_amount_on_both_wires(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (minor, decimal) in [
            (0_i64, "0.00"),
            (1, "0.01"),
            (10, "0.10"),
            (99, "0.99"),
            (100, "1.00"),
            (110, "1.10"),
            (150_000, "1500.00"),
            (150_050, "1500.50"),
            // Amounts that a float of 32 or 64 bits would spoil on the way.
            (16_777_217, "167772.17"),
            (1_999_999_999, "19999999.99"),
            (9_999_999_999, "99999999.99"),
            (29, "0.29"),
            (57, "0.57"),
            (113, "1.13"),
        ] {
            offer(&noor, &json!({ "name": "Родная", "price_minor": minor, "duration_minutes": 30 })).await;
            let older = json!({ "name": "Старая", "price": decimal, "duration_minutes": 30 });
            noor.post("/api/auth/services/").json(&older).await.created();
            let raw = format!(r#"{{"name": "Числом", "price": {decimal}, "duration_minutes": 30}}"#);
            noor.post("/api/auth/services/").raw("application/json", raw).await.created();

            let native = noor.get("/api/v1/me/services?limit=3").await.ok();
            let prices: Vec<_> = native
                .at("/items")
                .as_array()
                .expect("a list")
                .iter()
                .map(|item| item["price_minor"].clone())
                .collect();
            assert_eq!(prices, vec![json!(minor); 3], "{}", native.shown());
            let wire = noor.get("/api/auth/services/").await.ok();
            let prices: Vec<_> = wire
                .json()
                .as_array()
                .expect("a list")
                .iter()
                .rev()
                .take(3)
                .map(|item| item["price"].clone())
                .collect();
            assert_eq!(prices, vec![json!(decimal); 3], "{}", wire.shown());
            // Written without a point or an exponent.
            assert!(native.text().contains(&format!("\"price_minor\":{minor},")), "{}", native.shown());
        }
    }

    async fn a_price_has_a_currency_with_two_decimals(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let priced = |currency: &str| with(service("Стрижка", 1, 30), json!({ "currency": currency }));
        for currency in ["RUB", "KZT", "EUR"] {
            let made = noor.post("/api/v1/services").json(&priced(currency)).await.created();
            assert_eq!(made.text_at("/currency"), currency);
        }
        for currency in ["rub", "BTC", "JPY", "", "₽", "RUBLE"] {
            noor.post("/api/v1/services").json(&priced(currency)).await.refuses_field("currency");
        }
    }
}
