//! Why not then, and when next?

use frontdesk_testkit::both_engines;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::salon::{Salon, at, hours, in_days, moment, soon};
use crate::catalogue::market::{offer, service};

both_engines! {
    async fn every_refusal_is_explained_and_no_more_than_its_reader_may_know(engine: Engine) {
        let terms = json!({ "lead_minutes": 60, "horizon_days": 30, "buffer_after_minutes": 30, "grid_minutes": 30 });
        let salon = Salon::on_terms(engine, terms).await;
        let ada = salon.desk.client("ada").await;
        let mut rules = hours("09:00", "21:00");
        for day in ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] {
            let lunch = json!({ "kind": "break", "weekday": day, "starts": "13:00", "ends": "14:00" });
            rules["rules"].as_array_mut().expect("rules").push(lunch);
        }
        salon.set_hours(&rules).await.ok();
        salon.book(&ada, at(soon(), 10, 0)).await.created();
        let away = json!({ "starts_at": at(soon(), 16, 0).to_string(), "ends_at": at(soon(), 17, 0).to_string(), "reason": "" });
        salon.noor.post(&format!("/api/v1/locations/{}/time-off", salon.location)).json(&away).await.created();
        let closed = format!("/api/v1/locations/{}/schedule/dates/{}", salon.location, in_days(9));
        salon.noor.put(&closed).json(&json!({ "change": "closed" })).await.ok();

        let path = format!("/api/v1/services/{}/slots/explain", salon.massage);
        for (at, owner, others) in [
            (at(soon(), 18, 0), None, None),
            (at(in_days(-1), 12, 0), Some("past"), Some("past")),
            (at(in_days(31), 12, 0), Some("horizon"), Some("horizon")),
            (at(soon(), 8, 0), Some("closed"), Some("closed")),
            (at(soon(), 13, 0), Some("break"), Some("closed")),
            (at(soon(), 16, 0), Some("time_off"), Some("closed")),
            (at(in_days(9), 12, 0), Some("override_closed"), Some("closed")),
            (at(soon(), 18, 15), Some("off_grid"), Some("off_grid")),
            (at(soon(), 20, 30), Some("does_not_fit"), Some("closed")),
            // It would run into time off: told no other way than what would run past closing.
            (at(soon(), 15, 30), Some("time_off"), Some("closed")),
            (at(soon(), 10, 30), Some("busy"), Some("busy")),
            (at(soon(), 9, 0), Some("buffer"), Some("busy")),
        ] {
            let told = [salon.noor.get(&path), ada.get(&path), salon.desk.get(&path)];
            for (call, expected) in told.into_iter().zip([owner, others, others]) {
                let answer = call.query("at", &at.to_string()).await.ok();
                assert_eq!(answer.at("/reason").as_str(), expected, "{at}: {}", answer.shown());
                assert_eq!(answer.at("/free"), &json!(expected.is_none()));
                assert_eq!(answer.at("/message").is_string(), expected.is_some());
            }
            let booked = salon.book(&ada, at).await;
            assert_eq!(booked.status == 201, others.is_none(), "what is explained is what happens: {}", booked.shown());
        }
    }

    async fn the_next_free_time_is_the_first_of_all_that_are_free(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let next = async || -> Option<Timestamp> {
            let path = format!("/api/v1/services/{}/slots/next", salon.massage);
            let answer = salon.desk.get(&path).await.ok();
            Some(answer.at("/slot")).filter(|slot| **slot != Value::Null).map(|slot| moment(&slot["starts_at"]))
        };
        for _ in 0..3 {
            let first = super::salon::starts(&salon.slots(in_days(0), in_days(2)).await.ok())[0];
            assert_eq!(next().await, Some(first));
            salon.book(&ada, first).await.created();
        }
        let gone = json!({ "rules": [] });
        salon.set_hours(&gone).await.ok();
        assert_eq!(next().await, None);
    }

    async fn a_specialist_with_several_places_is_in_one_at_a_time(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let place = json!({ "name": "Второй", "city": "Город", "time_zone": super::salon::HOME });
        let second = salon.noor.post("/api/v1/locations").json(&place).await.created().text_at("/id").to_owned();
        salon.noor.put(&format!("/api/v1/locations/{second}/schedule")).json(&hours("09:00", "21:00")).await.ok();
        let haircut = offer(&salon.noor, &service("Стрижка", 100_000, 60)).await;
        let book = |service: &str, location: Option<&str>, hour| {
            let mut body = json!({ "service": service, "starts_at": at(soon(), hour, 0).to_string() });
            if let Some(location) = location {
                body["location"] = json!(location);
            }
            ada.post("/api/v1/bookings").json(&body)
        };
        book(&salon.massage, None, 12).await.refuses_field("location");
        book(&salon.massage, Some(&salon.massage), 12).await.refuses_field("location");
        book(&salon.massage, Some(&salon.location), 12).await.created();
        book(&haircut, Some(&second), 12).await.is_problem(409, "slot_taken");
        book(&haircut, Some(&second), 13).await.created();
    }
}
