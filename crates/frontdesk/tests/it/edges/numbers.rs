//! Numbers at the ends of their ranges, and texts that look like numbers.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use crate::support::{Actor, TestDesk};

/// What is no whole number, in a body. (`5.0` is one, as JSON Schema counts.)
const NOT_WHOLE: [&str; 12] = ["1e3", "1E3", "5e0", "\"5\"", "1.5", "-0", "true", "null", "[]", "[5]", "{}", "\"\""];

/// What is no whole number, in a query.
const NOT_WHOLE_IN_A_QUERY: [&str; 9] = ["1e3", "+5", "05", "5 ", "0x5", "1.5", "-0", "five", "٥"];

/// Beyond every range that there is.
const FAR_AWAY: [&str; 4] =
    ["9223372036854775807", "9223372036854775808", "-9223372036854775809", "1000000000000000000000000000000"];

both_engines! {
    async fn sec_IN_04_a_price_and_a_duration_are_whole_numbers_within_their_range(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (field, least, greatest) in [("price_minor", 0, 9_999_999_999_i64), ("duration_minutes", 1, 1_440)] {
            for value in [least, greatest] {
                offer(&noor, field, &value.to_string()).await.created();
            }
            for value in [least - 1, greatest + 1] {
                offer(&noor, field, &value.to_string()).await.refuses_field(field);
            }
            for value in NOT_WHOLE.into_iter().chain(FAR_AWAY) {
                offer(&noor, field, value).await.refuses_field(field);
            }
        }
        assert_eq!(noor.get("/api/v1/me/services").await.ok().at("/items").as_array().map(Vec::len), Some(4));
    }

    async fn sec_IN_04_years_are_whole_numbers_within_their_range(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let change = async |value: &str| {
            let body = format!(r#"{{"experience_years": {value}}}"#);
            ada.patch("/api/v1/me/profile").raw("application/json", body).await
        };
        for value in ["0", "7"] {
            change(value).await.ok();
        }
        for value in NOT_WHOLE.into_iter().chain(["-1", "9223372036854775808", "-9223372036854775809"]) {
            change(value).await.refuses_field("experience_years");
        }
        assert_eq!(ada.get("/api/v1/me/profile").await.ok().at("/experience_years"), &json!(7));
    }

    async fn sec_IN_04_filters_and_limits_are_whole_numbers_within_their_range(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (path, parameter, least, greatest) in [
            ("/api/v1/services", "limit", 1, 100),
            ("/api/v1/me/services", "limit", 1, 100),
            ("/api/v1/sessions", "limit", 1, 100),
            ("/api/v1/services", "min_price_minor", 0, 9_999_999_999_i64),
            ("/api/v1/services", "max_price_minor", 0, 9_999_999_999),
            ("/api/v1/services", "duration_minutes", 0, 2_147_483_647),
        ] {
            for value in [least, greatest] {
                noor.get(path).query(parameter, &value.to_string()).await.ok();
            }
            for value in [least - 1, greatest + 1] {
                noor.get(path).query(parameter, &value.to_string()).await.refuses_field(parameter);
            }
            for value in NOT_WHOLE_IN_A_QUERY.into_iter().chain(FAR_AWAY) {
                noor.get(path).query(parameter, value).await.refuses_field(parameter);
            }
            let twice = format!("{path}?{parameter}=1&{parameter}=2");
            noor.get(&twice).await.refuses_field(parameter);
        }
    }

    async fn sec_IN_04_the_older_wire_refuses_what_it_cannot_keep(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let offer = async |price: &str, minutes: &str| {
            let body = format!(r#"{{"name": "Маникюр", "price": {price}, "duration_minutes": {minutes}}}"#);
            noor.post("/api/auth/services/").raw("application/json", body).await
        };
        for price in [
            "100000000",
            "99999999.999",
            "1.001",
            "-0.01",
            "-1",
            "\"1,5\"",
            "\"1 000\"",
            "\"\"",
            "\"NaN\"",
            "true",
            "null",
            "[]",
        ] {
            let refused = offer(price, "30").await.expect(400);
            assert!(refused.json()["price"].is_array(), "{price}: {}", refused.shown());
        }
        for minutes in ["-1", "9223372036854775808", "1.5", "\"1.5\"", "\"half\"", "true", "null", "[]", "\"\""] {
            let refused = offer("1", minutes).await.expect(400);
            assert!(refused.json()["duration_minutes"].is_array(), "{minutes}: {}", refused.shown());
        }
        for (price, kept) in [
            ("99999999.99", "99999999.99"),
            ("0", "0.00"),
            ("\"1500\"", "1500.00"),
            ("1500.5", "1500.50"),
            ("0.1", "0.10"),
        ] {
            assert_eq!(offer(price, "\"45\"").await.created().text_at("/price"), kept);
        }
    }
}

/// Offers a service that is sound but for `field`.
async fn offer(noor: &Actor, field: &str, value: &str) -> frontdesk_testkit::Answer {
    let (price, minutes) = if field == "price_minor" { (value, "30") } else { ("1000", value) };
    let body = format!(r#"{{"name": "Маникюр", "price_minor": {price}, "duration_minutes": {minutes}}}"#);
    noor.post("/api/v1/services").raw("application/json", body).await
}
