//! What is on record about somebody: taken along, or gone.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::native::{sign_in, sign_up};
use super::outbox::letters;
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

/// The file called `name` in an archive whose files are stored as they are.
fn file(archive: &[u8], name: &str) -> String {
    let begins =
        |at: usize| archive[at..].starts_with(b"PK\x03\x04") && archive[at + 30..].starts_with(name.as_bytes());
    let at = (0..archive.len()).find(|at| begins(*at)).unwrap_or_else(|| panic!("there is no {name}"));
    let number = |at: usize, length: usize| {
        archive[at..at + length].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let (size, names, extra) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
    let begin = at + 30 + names + extra;
    String::from_utf8(archive[begin..begin + size].to_vec()).expect("text")
}

both_engines! {
    async fn everything_on_record_can_be_taken_along(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = desk.specialist("anna").await;
        anna.patch("/api/v1/me/profile").json(&json!({ "full_name": "Анна", "city": "Казань" })).await.ok();
        let service = json!({ "name": "=Массаж", "price_minor": 150_000, "duration_minutes": 45 });
        anna.post("/api/v1/services").json(&service).await.created();
        desk.specialist("boris").await.post("/api/v1/services").json(&service).await.created();
        let studio = json!({ "name": "Студия", "city": "Казань", "time_zone": "Europe/Moscow" });
        let studio = anna.post("/api/v1/locations").json(&studio).await.created().text_at("/id").to_owned();
        let always = json!({ "rules": [{ "weekday": "monday", "starts": "20:00", "ends": "26:00" }] });
        anna.put(&format!("/api/v1/locations/{studio}/schedule")).json(&always).await.ok();
        let away = json!({ "starts_at": "2030-05-06T00:00:00Z", "ends_at": "2030-05-20T00:00:00Z", "reason": "Отпуск" });
        anna.post(&format!("/api/v1/locations/{studio}/time-off")).json(&away).await.created();
        let closed = json!({ "change": "closed" });
        anna.put(&format!("/api/v1/locations/{studio}/schedule/dates/2030-12-31")).json(&closed).await.ok();

        let export = |password: &str| anna.post("/api/v1/me/export").json(&json!({ "current_password": password }));
        export("Wrong-Password-77").await.refuses_field("current_password");
        let answer = export(PASSWORD).await.ok();
        assert_eq!(answer.header("content-type"), Some("application/zip"));
        let archive = &answer.body;
        let read = |name: &str| serde_json::from_str::<Value>(&file(archive, name)).expect("JSON");
        assert_eq!(read("account.json")["username"], "anna");
        assert_eq!(read("profile.json")["fields"]["city"], "Казань");
        assert_eq!(read("services.json").as_array().expect("a list").len(), 1, "and nobody else's");
        assert_eq!(read("services.json")[0]["grid_minutes"], 15, "and on which terms it can be booked");
        let studio = &read("locations.json")[0];
        assert_eq!((&studio["name"], &studio["rules"][0]["ends"]), (&json!("Студия"), &json!("26:00")));
        assert_eq!((&studio["dates"][0]["date"], &studio["time_off"][0]["reason"]), (&json!("2030-12-31"), &json!("Отпуск")));
        assert_eq!((read("bookings.json"), read("agenda.json"), read("waitlist.json")), (json!([]), json!([]), json!([])));
        assert_eq!(read("sessions.json").as_array().expect("a list").len(), 1);
        assert_eq!(read("devices.json").as_array().expect("a list").len(), 1);
        let events: Vec<Value> = read("events.json").as_array().expect("a list").clone();
        assert!(events.iter().any(|event| event["event"] == "data.exported"), "{events:?}");
        assert!(file(archive, "services.csv").contains("'=Массаж"), "no spreadsheet computes it");
        let text = String::from_utf8_lossy(archive);
        assert!(!text.contains("argon2") && !text.contains("boris"), "no secret, and nobody else");
    }

    async fn sec_WEB_04_from_where_others_acted_stays_theirs_also_when_they_are_gone(engine: Engine) {
        let staff = [("chief", "admin"), ("boss", "admin")];
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &staff).await).await;
        let anna = desk.client("anna").await;
        let chief = desk.signed_in("chief").await;
        let rows = Rows::behind(&desk);
        let number = rows.one("select id from users where username = 'anna'").await;
        let phone = json!({ "phone": "+79001234567" });
        chief.patch(&format!("/api/v1/admin/accounts/{}", anna.account_id)).json(&phone).await.ok();
        chief.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();
        let changed = format!("select address from security_events where event = 'account.changed' and subject_id = {number}");
        assert_ne!(rows.one(&changed).await, "", "it is on record");
        let export = anna.post("/api/v1/me/export").json(&json!({ "current_password": PASSWORD })).await.ok();
        let events: Vec<Value> = serde_json::from_str(&file(&export.body, "events.json")).expect("JSON");
        let by_others: Vec<&Value> = events.iter().filter(|event| event["by_me"] == false).collect();
        assert!(by_others.iter().any(|event| event["event"] == "account.changed"), "{events:?}");
        assert!(by_others.iter().all(|event| event["address"] == ""), "{by_others:?}");
    }

    async fn whoever_leaves_is_gone_with_all_that_was_theirs(engine: Engine) {
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("chief", "admin")]).await).await;
        let body = json!({ "email": "anna@example.com", "role": "specialist" });
        sign_up(desk.http(), "anna", body).await.created();
        let anna = Actor::sign_in(desk.http(), "anna", "").await;
        let service = json!({ "name": "Массаж", "price_minor": 150_000, "duration_minutes": 45 });
        anna.post("/api/v1/services").json(&service).await.created();
        let leave = |who: &Actor, password: &str| {
            who.post("/api/v1/me/deletion").json(&json!({ "current_password": password }))
        };
        leave(&anna, "Wrong-Password-77").await.refuses_field("current_password");
        leave(&anna, PASSWORD).await.no_content();
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        sign_in(desk.http(), "anna", PASSWORD).await.is_problem(401, "invalid_credentials");
        assert_eq!(desk.get("/api/v1/services").await.ok().at("/items"), &json!([]));
        let rows = Rows::behind(&desk);
        for table in ["profiles", "services"] {
            let left = rows.one(&format!("select count(*) from {table}")).await;
            assert_eq!(left, if table == "profiles" { "1" } else { "0" }, "{table}");
        }
        assert!(letters(&desk, 1).await[0].contains("To: anna@example.com"));

        let chief = desk.signed_in("chief").await;
        leave(&chief, PASSWORD).await.is_problem(409, "last_admin");
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
    }
}
