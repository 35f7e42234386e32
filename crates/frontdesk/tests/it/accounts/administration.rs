//! Other people's accounts, for staff and administrators.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::native::{sign_in, sign_up};
use super::outbox::{letters, token_in};
use super::together::{count, together};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

const ACCOUNTS: &str = "/api/v1/admin/accounts";

/// A desk with two administrators and one of staff.
async fn staffed(engine: frontdesk_testkit::Engine) -> (TestDesk, Actor, Actor, Actor) {
    let people = [("chief", "admin"), ("deputy", "admin"), ("vera", "staff")];
    let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &people).await).await;
    let (chief, deputy, vera) =
        (desk.signed_in("chief").await, desk.signed_in("deputy").await, desk.signed_in("vera").await);
    (desk, chief, deputy, vera)
}

fn one(actor: &Actor) -> String {
    format!("{ACCOUNTS}/{}", actor.account_id)
}

fn names(page: &Answer) -> Vec<String> {
    let items = page.at("/items").as_array().expect("a list");
    items.iter().map(|item| item["username"].as_str().expect("a name").to_owned()).collect()
}

both_engines! {
    async fn staff_find_people_and_change_nothing(engine: Engine) {
        let (desk, _, _, vera) = staffed(engine).await;
        let anna = desk.specialist("anna").await;
        sign_up(desk.http(), "annika", json!({ "email": "ika@example.com", "phone": "8 900 111-22-33" })).await.created();
        anna.patch("/api/v1/me/profile").json(&json!({ "full_name": "Анна", "city": "Казань" })).await.ok();
        let find = |query: &str| vera.get(&format!("{ACCOUNTS}?{query}"));
        assert_eq!(names(&find("sort=username").await.ok()), ["anna", "annika", "chief", "deputy", "vera"]);
        assert_eq!(names(&find("q=ANN").await.ok()), ["annika", "anna"]);
        assert_eq!(names(&find("q=ika%40exam").await.ok()), ["annika"]);
        assert_eq!(names(&find("q=%2B7%20900%20111-22-33").await.ok()), ["annika"]);
        assert_eq!(names(&find("role=specialist").await.ok()), ["anna"]);
        let by_city = find("city=%D0%BA%D0%B0%D0%B7%D0%B0%D0%BD%D1%8C").await.ok();
        assert_eq!(names(&by_city), ["anna"]);
        assert_eq!(by_city.at("/items/0/profile/city"), &json!("Казань"));
        assert_eq!(vera.get(&one(&anna)).await.ok().text_at("/role"), "specialist");
        let text = by_city.text();
        assert!(!text.contains("argon2") && !text.contains("password"), "{text}");

        vera.patch(&one(&anna)).json(&json!({ "role": "client" })).await.is_problem(403, "forbidden");
        vera.delete(&one(&anna)).await.is_problem(403, "forbidden");
        vera.post(ACCOUNTS).json(&json!({})).await.is_problem(403, "forbidden");
        for path in [ACCOUNTS.to_owned(), one(&anna), format!("{}/sessions", one(&anna))] {
            anna.get(&path).await.is_problem(403, "forbidden");
            desk.get(&path).await.is_problem(401, "unauthenticated");
        }
    }

    async fn sec_AZ_07_pages_lead_through_everybody_once_in_every_order(engine: Engine) {
        let (desk, chief, ..) = staffed(engine).await;
        for number in 0..9 {
            sign_up(desk.http(), &format!("n{number}"), json!({})).await.created();
        }
        for sort in ["username", "created_at", "-created_at"] {
            let (mut seen, mut cursor) = (Vec::new(), Value::Null);
            loop {
                let mut call = chief.get(ACCOUNTS).query("sort", sort).query("limit", "5");
                if let Some(cursor) = cursor.as_str() {
                    call = call.query("cursor", cursor);
                }
                let page = call.await.ok();
                seen.extend(names(&page));
                cursor = page.at("/next_cursor").clone();
                if cursor.is_null() {
                    break;
                }
                let other = chief.get(ACCOUNTS).query("cursor", cursor.as_str().expect("text")).query("q", "n");
                other.await.refuses_field("cursor");
            }
            assert_eq!(seen.len(), 12, "{sort}: {seen:?}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 12, "{sort}");
        }
    }

    async fn sec_AZ_06_nothing_is_found_by_what_may_not_be_read(engine: Engine) {
        let (_desk, _, _, vera) = staffed(engine).await;
        for field in ["password_hash", "email", "bio", "nothing"] {
            vera.get(ACCOUNTS).query(field, "x").await.refuses_field(field);
            vera.get(ACCOUNTS).query("sort", field).await.refuses_field("sort");
        }
    }

    async fn sec_AZ_05_an_administrator_gives_roles_and_nobody_else(engine: Engine) {
        let (desk, chief, _, vera) = staffed(engine).await;
        let anna = desk.client("anna").await;
        anna.get(ACCOUNTS).await.is_problem(403, "forbidden");
        let changed = chief.patch(&one(&anna)).json(&json!({ "role": "staff" })).await.ok();
        assert_eq!(changed.text_at("/role"), "staff");
        anna.get(ACCOUNTS).await.ok();
        chief.patch(&one(&anna)).json(&json!({ "role": "emperor" })).await.refuses_field("role");
        vera.patch(&one(&vera)).json(&json!({ "role": "admin" })).await.is_problem(403, "forbidden");
        let rows = Rows::behind(&desk);
        let noted = rows.column("select detail from security_events where event = 'account.role_changed'").await;
        assert_eq!(noted, ["client -> staff"]);
    }

    async fn sec_AZ_05_of_two_who_depose_each_other_one_remains(engine: Engine) {
        let (desk, chief, deputy, _) = staffed(engine).await;
        let depose = |by: &Actor, whom: &Actor| by.patch(&one(whom)).json(&json!({ "role": "client" }));
        let answers = together([depose(&chief, &deputy), depose(&deputy, &chief)]).await;
        assert_eq!(count(&answers, 200), 1, "{} {}", answers[0].shown(), answers[1].shown());
        let admins = "select count(*) from users where role = 'admin' and suspended_at is null";
        assert_eq!(Rows::behind(&desk).one(admins).await, "1");
        let last = if answers[0].status == 200 { &chief } else { &deputy };
        last.patch(&one(last)).json(&json!({ "role": "client" })).await.is_problem(409, "last_admin");
        last.patch(&one(last)).json(&json!({ "suspended": true })).await.is_problem(409, "last_admin");
        last.delete(&one(last)).await.is_problem(409, "last_admin");
    }

    async fn sec_ACC_08_whoever_is_suspended_is_out_on_the_next_request(engine: Engine) {
        let (desk, chief, ..) = staffed(engine).await;
        let mut anna = desk.client("anna").await;
        let since = chief.patch(&one(&anna)).json(&json!({ "suspended": true })).await.ok();
        assert!(since.at("/suspended_at").is_string());
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        assert_eq!(anna.refresh().await.status, 401);
        sign_in(desk.http(), "anna", PASSWORD).await.is_problem(401, "invalid_credentials");
        assert_eq!(names(&chief.get(&format!("{ACCOUNTS}?suspended=true")).await.ok()), ["anna"]);
        chief.patch(&one(&anna)).json(&json!({ "suspended": false })).await.ok();
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        sign_in(desk.http(), "anna", PASSWORD).await.created();
    }

    async fn sec_ACC_08_what_was_sent_to_whoever_is_suspended_is_void(engine: Engine) {
        let public = frontdesk(engine).await.env("FRONTDESK_PUBLIC_URL", "https://desk.example");
        let desk = TestDesk::open_with(with_staff(public, &[("chief", "admin")]).await).await;
        let (chief, anna) = (desk.signed_in("chief").await, desk.client("anna").await);
        let ask = json!({ "email": "anna@example.com", "current_password": PASSWORD });
        anna.put("/api/v1/me/email").json(&ask).await.expect(202);
        let link = token_in(&letters(&desk, 1).await[0]);
        chief.patch(&one(&anna)).json(&json!({ "suspended": true })).await.ok();
        desk.post("/api/v1/links").json(&json!({ "token": link })).await.refuses_field("token");
        assert_eq!(chief.get(&one(&anna)).await.ok().at("/email"), &Value::Null);
    }

    async fn sec_ACC_09_a_deleted_account_leaves_its_names_free_and_its_id_dead(engine: Engine) {
        let (desk, chief, ..) = staffed(engine).await;
        let anna = desk.specialist("anna").await;
        let service = json!({ "name": "Маникюр", "price_minor": 100, "duration_minutes": 30 });
        anna.post("/api/v1/services").json(&service).await.created();
        assert_eq!(desk.get("/api/v1/services?q=маникюр").await.ok().at("/items").as_array().expect("a list").len(), 1);
        chief.delete(&one(&anna)).await.no_content();
        chief.delete(&one(&anna)).await.is_problem(404, "not_found");
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        assert_eq!(desk.get("/api/v1/services?q=маникюр").await.ok().at("/items"), &json!([]));
        let again = desk.specialist("anna").await;
        assert_ne!(again.account_id, anna.account_id);
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        assert_eq!(Rows::behind(&desk).one("select count(*) from services").await, "0");
    }

    async fn an_account_can_be_added_for_somebody_else(engine: Engine) {
        let (desk, chief, ..) = staffed(engine).await;
        let body = json!({ "username": "olga", "password": PASSWORD, "role": "staff", "email": "olga@example.com" });
        let made = chief.post(ACCOUNTS).json(&body).await.created();
        assert_eq!(made.text_at("/role"), "staff");
        desk.signed_in("olga").await.get(ACCOUNTS).await.ok();
        chief.post(ACCOUNTS).json(&body).await.refuses_field("username").refuses_field("email");
    }

    async fn sec_PWD_12_a_reset_is_started_for_somebody_and_teaches_nobody_else(engine: Engine) {
        let (desk, chief, ..) = staffed(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        let anna = Actor::sign_in(desk.http(), "anna", "").await;
        let id = anna.get("/api/v1/me").await.ok().text_at("/id").to_owned();
        let started = chief.post(&format!("{ACCOUNTS}/{id}/password-reset")).await.expect(202);
        assert!(started.text().is_empty());
        assert!(letters(&desk, 1).await[0].contains("To: anna@example.com"));
        chief.patch(&format!("{ACCOUNTS}/{id}")).json(&json!({ "password": "x" })).await.refuses_field("password");
    }

    async fn sec_SES_04_all_sessions_of_somebody_can_be_ended(engine: Engine) {
        let (desk, chief, ..) = staffed(engine).await;
        let anna = desk.client("anna").await;
        let phone = anna.on_another_device().await;
        let sessions = format!("{}/sessions", one(&anna));
        assert_eq!(chief.get(&sessions).await.ok().at("/items").as_array().expect("a list").len(), 2);
        chief.delete(&sessions).await.no_content();
        for device in [&anna, &phone] {
            device.get("/api/v1/me").await.is_problem(401, "invalid_token");
        }
        assert_eq!(chief.get(&sessions).await.ok().at("/items"), &json!([]));
    }
}
