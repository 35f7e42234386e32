//! Hours as they are written: read back as they were sent, or refused field by field.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use crate::support::{Actor, TestDesk};

/// A fresh location of somebody's: the path of its schedule.
async fn schedule(actor: &Actor) -> String {
    let body = json!({ "name": "Бар", "city": "Берлин", "time_zone": "Europe/Berlin" });
    let id = actor.post("/api/v1/locations").json(&body).await.created().text_at("/id").to_owned();
    format!("/api/v1/locations/{id}/schedule")
}

/// The faulty fields with their codes.
fn told(answer: &Answer) -> Vec<(&str, &str)> {
    let errors = answer.at("/errors").as_array().expect("a list");
    errors
        .iter()
        .map(|error| (error["field"].as_str().expect("a field"), error["code"].as_str().expect("a code")))
        .collect()
}

both_engines! {
    async fn hours_come_back_as_they_were_sent_and_can_be_sent_back(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let path = schedule(&noor).await;
        let fresh = noor.get(&path).await.ok();
        assert_eq!((fresh.at("/rules"), fresh.at("/works_on_holidays")), (&json!([]), &json!(false)));
        let cycle = json!({ "days": 4, "day": 3, "anchor": "2026-01-05" });
        let sent = json!({ "works_on_holidays": true, "rules": [
            { "weekday": "sunday", "starts": "09:00", "ends": "24:00" },
            { "kind": "break", "weekday": "sunday", "starts": "13:00", "ends": "13:05", "valid_from": "2026-12-01", "valid_to": "2026-12-01" },
            { "kind": "open", "cycle": cycle, "starts": "23:55", "ends": "47:55" },
        ] });
        let kept = noor.put(&path).json(&sent).await.ok();
        let expected = json!([
            { "kind": "open", "weekday": "sunday", "cycle": null, "starts": "09:00", "ends": "24:00", "valid_from": null, "valid_to": null },
            { "kind": "break", "weekday": "sunday", "cycle": null, "starts": "13:00", "ends": "13:05", "valid_from": "2026-12-01", "valid_to": "2026-12-01" },
            { "kind": "open", "weekday": null, "cycle": cycle, "starts": "23:55", "ends": "47:55", "valid_from": null, "valid_to": null },
        ]);
        assert_eq!((kept.at("/rules"), kept.at("/works_on_holidays")), (&expected, &json!(true)));
        let again = json!({ "rules": kept.at("/rules"), "works_on_holidays": true });
        assert_eq!(noor.put(&path).json(&again).await.ok().header("etag"), kept.header("etag"));
        assert_eq!(noor.get(&path).await.ok().json(), kept.json());

        let stale = fresh.header("etag").expect("a version");
        noor.put(&path).header("if-match", stale).json(&json!({ "rules": [] })).await.is_problem(412, "stale");
        assert_eq!(noor.get(&path).await.ok().at("/rules"), &expected);
    }

    async fn a_rule_that_cannot_be_is_told_by_its_place(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let path = schedule(&noor).await;
        let sound = json!({ "weekday": "monday", "starts": "09:00", "ends": "18:00" });
        for (key, value, field, code) in [
            ("starts", json!("24:00"), "starts", "too_large"),
            ("starts", json!("09:01"), "starts", "not_multiple"),
            ("starts", json!("9:00"), "starts", "invalid_time"),
            ("ends", json!("09:00"), "ends", "not_after_start"),
            ("ends", json!("08:00"), "ends", "not_after_start"),
            ("ends", json!("33:05"), "ends", "longer_than_a_day"),
            ("ends", json!("48:05"), "ends", "too_large"),
            ("ends", Value::Null, "ends", "null"),
            ("weekday", json!("Monday"), "weekday", "invalid_choice"),
            ("weekday", Value::Null, "weekday", "required"),
            ("kind", json!("closed"), "kind", "invalid_choice"),
            ("valid_to", json!("2026-02-30"), "valid_to", "invalid_date"),
            ("cycle", json!({ "days": 4, "day": 0, "anchor": "2026-01-05" }), "cycle", "not_both"),
            ("cycle", json!({ "days": 29, "day": 0, "anchor": "2026-01-05" }), "cycle.days", "too_large"),
            ("cycle", json!(4), "cycle", "not_an_object"),
            ("location_id", json!(1), "location_id", "unknown_field"),
        ] {
            let mut wrong = sound.clone();
            wrong[key] = value.clone();
            let refused = noor.put(&path).json(&json!({ "rules": [sound, wrong] })).await.is_problem(422, "invalid");
            assert_eq!(told(&refused), [(format!("rules[1].{field}").as_str(), code)], "{key}: {value}");
        }
        let cycle = |days: i64, day: i64, anchor: &str| {
            json!({ "cycle": { "days": days, "day": day, "anchor": anchor }, "starts": "09:00", "ends": "18:00" })
        };
        let ended = json!({ "weekday": "monday", "starts": "09:00", "ends": "18:00", "valid_from": "2026-07-02", "valid_to": "2026-07-01" });
        let rules = json!({ "rules": [cycle(4, 4, "2026-01-05"), cycle(7, 0, "2026-01-06"), ended] });
        let refused = noor.put(&path).json(&rules).await.is_problem(422, "invalid");
        assert_eq!(told(&refused), [
            ("rules[0].cycle.day", "out_of_range"),
            ("rules[1].cycle.anchor", "not_a_monday"),
            ("rules[2].valid_to", "before_valid_from"),
        ]);
        let many = json!({ "rules": vec![sound; 101] });
        assert_eq!(told(&noor.put(&path).json(&many).await.is_problem(422, "invalid")), [("rules", "too_many")]);
        assert_eq!(noor.get(&path).await.ok().at("/rules"), &json!([]));
    }

    async fn a_date_is_closed_or_has_hours(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let path = schedule(&noor).await;
        let date = |date: &str| format!("{path}/dates/{date}");
        let night = json!({ "change": "replace", "hours": [{ "starts": "20:00", "ends": "26:00" }, { "starts": "09:00", "ends": "10:00" }] });
        noor.put(&date("2030-12-31")).json(&night).await.ok();
        let kept = noor.put(&date("2030-12-24")).json(&json!({ "change": "closed" })).await.ok();
        let expected = json!([
            { "date": "2030-12-24", "change": "closed", "hours": [] },
            { "date": "2030-12-31", "change": "replace", "hours": night["hours"] },
        ]);
        assert_eq!(kept.at("/dates"), &expected);
        for (body, field, code) in [
            (json!({ "change": "closed", "hours": night["hours"] }), "hours", "not_empty"),
            (json!({ "change": "add" }), "hours", "empty_list"),
            (json!({ "change": "replace", "hours": [] }), "hours", "empty_list"),
            (json!({ "change": "add", "hours": [{ "starts": "20:00", "ends": "20:00" }] }), "hours[0].ends", "not_after_start"),
            (json!({ "change": "add", "hours": [{ "starts": "20:00" }] }), "hours[0].ends", "required"),
            (json!({ "change": "open" }), "change", "invalid_choice"),
        ] {
            let refused = noor.put(&date("2030-12-31")).json(&body).await.is_problem(422, "invalid");
            assert_eq!(told(&refused), [(field, code)], "{body}");
        }
        for none in ["2030-02-29", "2030-2-1", "1999-12-31", "2200-01-01", "tomorrow"] {
            noor.put(&date(none)).json(&json!({ "change": "closed" })).await.is_problem(404, "not_found");
        }
        assert_eq!(noor.get(&path).await.ok().at("/dates"), &expected);
        let left = noor.delete(&date("2030-12-24")).await.ok();
        assert_eq!(left.at("/dates").as_array().map(Vec::len), Some(1));
    }

    async fn time_off_has_a_beginning_and_an_end_and_is_its_owners(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (noor, omar) = (desk.specialist("noor").await, desk.specialist("omar").await);
        let path = schedule(&noor).await.replace("/schedule", "/time-off");
        for (key, value, code) in [
            ("ends_at", json!("2030-05-06T08:59:59+09:00"), "not_after_start"),
            ("ends_at", json!("2030-05-06T00:00:00"), "invalid_moment"),
            ("starts_at", json!(1_904_256_000), "not_text"),
            ("reason", json!("о".repeat(201)), "too_long"),
        ] {
            let mut body = json!({ "starts_at": "2030-05-06T00:00:00Z", "ends_at": "2030-05-20T00:00:00Z" });
            body[key] = value;
            assert_eq!(told(&noor.post(&path).json(&body).await.is_problem(422, "invalid")), [(key, code)]);
        }
        let body = json!({ "starts_at": "2030-05-06T09:00:00+09:00", "ends_at": "2030-05-06T00:00:01Z", "reason": "Врач" });
        omar.post(&path).json(&body).await.is_problem(404, "not_found");
        let made = noor.post(&path).json(&body).await.created();
        assert_eq!(made.text_at("/time_off/starts_at"), "2030-05-06T00:00:00Z");
        omar.get(&path).await.is_problem(404, "not_found");
        assert_eq!(noor.get(&path).await.ok().at("/items/0"), made.at("/time_off"));
        let one = format!("/api/v1/time-off/{}", made.text_at("/time_off/id"));
        omar.delete(&one).await.is_problem(404, "not_found");
        noor.delete(&one).await.no_content();
        noor.delete(&one).await.is_problem(404, "not_found");
    }
}
