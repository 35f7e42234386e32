//! Locations: added, seen, changed, withdrawn.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use crate::support::{Actor, TestDesk, frontdesk, with_staff};

fn studio() -> Value {
    json!({ "name": "Студия", "city": "Казань", "address": "ул. Баумана, 12", "time_zone": "Europe/Moscow" })
}

async fn add(actor: &Actor, body: &Value) -> Answer {
    actor.post("/api/v1/locations").json(body).await.created()
}

/// The names on a page, and the cursor to the next.
fn names(page: &Answer) -> (Vec<&str>, Option<&str>) {
    let items = page.at("/items").as_array().expect("a list");
    (items.iter().map(|item| item["name"].as_str().expect("a name")).collect(), page.at("/next_cursor").as_str())
}

both_engines! {
    async fn everybody_sees_where_a_specialist_works(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let made = add(&noor, &studio()).await;
        let path = format!("/api/v1/locations/{}", made.text_at("/id"));
        assert_eq!(made.header("location"), Some(path.as_str()));
        for (key, value) in studio().as_object().expect("an object") {
            assert_eq!(&made.json()[key], value);
        }
        let seen = desk.get(&path).await.ok();
        assert_eq!((seen.json(), seen.header("etag")), (made.json(), made.header("etag")));
        let keys: Vec<&String> = seen.json().as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["id", "name", "city", "address", "time_zone", "latitude", "longitude", "created_at", "updated_at"]);

        let profile = noor.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        add(&noor, &json!({ "name": "Салон", "city": "Самара", "time_zone": "europe/samara" })).await;
        let first = desk.get(&format!("/api/v1/specialists/{profile}/locations?limit=1")).await.ok();
        let (found, cursor) = names(&first);
        assert_eq!(found, ["Студия"]);
        let rest = desk.get(&format!("/api/v1/specialists/{profile}/locations?cursor={}", cursor.expect("more"))).await.ok();
        assert_eq!(names(&rest), (vec!["Салон"], None));
        assert_eq!(rest.text_at("/items/0/time_zone"), "Europe/Samara");
        assert_eq!(names(&noor.get("/api/v1/me/locations").await.ok()), (vec!["Студия", "Салон"], None));

        let client = desk.client("carl").await;
        let nobody = client.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        desk.get(&format!("/api/v1/specialists/{nobody}/locations")).await.is_problem(404, "not_found");
    }

    async fn what_cannot_be_is_told_field_by_field(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (key, value, code) in [
            ("time_zone", json!("Europe/Atlantis"), "invalid_time_zone"),
            ("time_zone", json!("Factory"), "invalid_time_zone"),
            ("time_zone", json!(""), "blank"),
            ("time_zone", Value::Null, "null"),
            ("name", json!("  "), "blank"),
            ("name", json!("н".repeat(101)), "too_long"),
            ("city", json!(7), "not_text"),
            ("address", json!("а".repeat(256)), "too_long"),
            ("anchor_ticks", json!(1), "unknown_field"),
        ] {
            let mut body = studio();
            body[key] = value;
            let refused = noor.post("/api/v1/locations").json(&body).await.is_problem(422, "invalid");
            assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), (key, code));
        }
        assert!(names(&noor.get("/api/v1/me/locations").await.ok()).0.is_empty());
    }

    async fn a_location_may_say_where_it_is_on_the_map(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let point = json!({ "latitude": "55.78914", "longitude": "-179.999999" });
        let mut body = studio();
        body["latitude"] = point["latitude"].clone();
        let half = noor.post("/api/v1/locations").json(&body).await.is_problem(422, "invalid");
        assert_eq!((half.text_at("/errors/0/field"), half.text_at("/errors/0/code")), ("longitude", "required"));
        body["longitude"] = point["longitude"].clone();
        let made = add(&noor, &body).await;
        assert_eq!((made.text_at("/latitude"), made.text_at("/longitude")), ("55.789140", "-179.999999"));

        let path = format!("/api/v1/locations/{}", made.text_at("/id"));
        noor.patch(&path).json(&json!({ "latitude": null })).await.is_problem(422, "invalid");
        noor.patch(&path).json(&json!({ "latitude": "90.000001" })).await.is_problem(422, "invalid");
        let moved = noor.patch(&path).json(&json!({ "latitude": "-90" })).await.ok();
        assert_eq!((moved.text_at("/latitude"), moved.text_at("/longitude")), ("-90.000000", "-179.999999"));
        noor.patch(&path).json(&json!({ "latitude": null, "longitude": null })).await.ok();
        assert_eq!(desk.get(&path).await.ok().at("/latitude"), &Value::Null);
    }

    async fn a_location_keeps_its_time_zone_for_ever(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let path = format!("/api/v1/locations/{}", add(&noor, &studio()).await.text_at("/id"));
        let refused = noor.patch(&path).json(&json!({ "name": "Бар", "time_zone": "Asia/Almaty" })).await.is_problem(422, "invalid");
        assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), ("time_zone", "fixed"));
        assert_eq!(desk.get(&path).await.ok().text_at("/name"), "Студия");
        // Who sends everything back changes what is different.
        let changed = noor.patch(&path).json(&json!({ "name": "Бар", "time_zone": "Europe/Moscow" })).await.ok();
        assert_eq!((changed.text_at("/name"), changed.text_at("/city")), ("Бар", "Казань"));
    }

    async fn sec_AZ_02_somebody_elses_location_is_as_unknown_as_none(engine: Engine) {
        let launch = with_staff(frontdesk(engine).await, &[("stas", "staff")]).await;
        let desk = TestDesk::open_with(launch).await;
        let (noor, omar, carl) = (desk.specialist("noor").await, desk.specialist("omar").await, desk.client("carl").await);
        let stas = desk.signed_in("stas").await;
        let path = format!("/api/v1/locations/{}", add(&noor, &studio()).await.text_at("/id"));
        let none = "/api/v1/locations/019a9f7e-6c1f-7000-8000-2f6d3c1b5a90";
        for path in [path.as_str(), none] {
            omar.patch(path).json(&json!({ "name": "Моё" })).await.is_problem(404, "not_found");
            omar.delete(path).await.is_problem(404, "not_found");
            carl.patch(path).json(&json!({ "name": "Моё" })).await.is_problem(403, "forbidden");
            desk.delete(path).await.is_problem(401, "unauthenticated");
        }
        carl.post("/api/v1/locations").json(&studio()).await.is_problem(403, "forbidden");
        stas.patch(&path).json(&json!({ "name": "Студия Нур" })).await.ok();
        assert_eq!(desk.get(&path).await.ok().text_at("/name"), "Студия Нур");
        desk.suspend(&noor).await;
        desk.get(&path).await.is_problem(404, "not_found");
        stas.get(&path).await.ok();
        stas.delete(&path).await.no_content();
        stas.get(&path).await.is_problem(404, "not_found");
    }

    async fn a_location_that_is_asked_for_twice_is_one(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        let send = |body: &Value| noor.post("/api/v1/locations").header("idempotency-key", "first-studio").json(body);
        let first = send(&studio()).await.created();
        assert_eq!(send(&studio()).await.created().json(), first.json());
        let mut other = studio();
        other["city"] = json!("Самара");
        send(&other).await.is_problem(422, "idempotency_key_reused");
        assert_eq!(names(&noor.get("/api/v1/me/locations").await.ok()).0, ["Студия"]);
        noor.delete(&format!("/api/v1/locations/{}", first.text_at("/id"))).await.no_content();
        send(&studio()).await.is_problem(404, "not_found");
    }
}
