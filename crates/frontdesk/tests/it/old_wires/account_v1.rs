//! `/api/v1/account/`: user records by REST.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::bearer::{Bearer, desk, person};
use crate::accounts::old_app::{self, OldApp};
use crate::store::Rows;
use crate::support::PASSWORD;

const LIST: &str = "/api/v1/account/";

/// What everybody is answered. Columns: anonymous, owner, other user, staff, admin, suspended.
#[rustfmt::skip]
const MATRIX: [(&str, &str, [u16; 6]); 24] = [
    ("GET",    "",                [401, 200, 200, 200, 200, 401]),
    ("POST",   "",                [201, 201, 201, 201, 201, 401]),
    ("PUT",    "",                [401, 405, 405, 405, 405, 401]),
    ("DELETE", "",                [401, 405, 405, 405, 405, 401]),
    ("GET",    "{id}/",           [401, 200, 403, 403, 200, 401]),
    ("PUT",    "{id}/",           [401, 400, 403, 403, 400, 401]),
    ("PATCH",  "{id}/",           [401, 200, 403, 403, 200, 401]),
    ("POST",   "{id}/",           [401, 405, 405, 405, 405, 401]),
    ("GET",    "999999/",         [401, 403, 403, 403, 404, 401]),
    ("PATCH",  "999999/",         [401, 403, 403, 403, 404, 401]),
    ("DELETE", "999999/",         [401, 403, 403, 403, 404, 401]),
    ("DELETE", "999999/remove/",  [401, 403, 403, 403, 404, 401]),
    ("DELETE", "remove/999999/",  [401, 403, 403, 403, 404, 401]),
    ("GET",    "abc/",            [401, 404, 404, 404, 404, 401]),
    ("DELETE", "abc/remove/",     [401, 404, 404, 404, 404, 401]),
    ("DELETE", "remove/abc/",     [404, 404, 404, 404, 404, 404]),
    ("GET",    "remove/abc/",     [404, 404, 404, 404, 404, 404]),
    ("DELETE", "remove/",         [401, 404, 404, 404, 404, 401]),
    ("GET",    "{id}/remove/",    [401, 405, 405, 405, 405, 401]),
    ("PATCH",  "remove/{id}/",    [401, 405, 405, 405, 405, 401]),
    // Nobody but the owner and administrators: each of these goes out before the next.
    ("DELETE", "{own}/",          [401, 204, 403, 403, 204, 401]),
    ("DELETE", "{own}/remove/",   [401, 204, 403, 403, 204, 401]),
    ("DELETE", "remove/{own}/",   [401, 204, 403, 403, 204, 401]),
    ("GET",    "{id}/",           [401, 200, 403, 403, 200, 401]),
];

fn create(http: frontdesk_testkit::Http, username: &str, more: &Value) -> frontdesk_testkit::Call {
    http.post(LIST).json(&person(username, more))
}

both_engines! {
    async fn sec_AZ_01_everybody_is_answered_by_whose_it_is(engine: Engine) {
        let desk = desk(engine).await;
        let owner = Bearer::sign_up(desk.http(), "owner").await;
        let other = Bearer::sign_up(desk.http(), "other").await;
        let (sam, chief) = (Bearer::log_in(desk.http(), "sam").await, Bearer::log_in(desk.http(), "chief").await);
        let suspended = desk.client("vera").await;
        desk.suspend(&suspended).await;
        let tokens = [None, Some(&owner.access), Some(&other.access), Some(&sam.access), Some(&chief.access)];
        let tokens: Vec<_> = tokens.into_iter().chain([Some(&suspended.access_token)]).map(Option::<&String>::cloned).collect();
        let mut wrong = Vec::new();
        for (row, (method, path, answers)) in MATRIX.into_iter().enumerate() {
            for (column, (token, expected)) in tokens.iter().zip(answers).enumerate() {
                // What can be deleted once is made anew: the owner's own, with a token of its own.
                let doomed = match path.contains("{own}") {
                    true => Some(Bearer::sign_up(desk.http(), &format!("doomed-{row}-{column}")).await),
                    false => None,
                };
                let token = doomed.as_ref().filter(|_| column == 1).map(|own| own.access.clone()).or(token.clone());
                let own = doomed.map_or(0, |own| own.id).to_string();
                let path = path.replace("{id}", &owner.id.to_string()).replace("{own}", &own);
                let mut call = desk.call(method, &format!("{LIST}{path}"));
                if let Some(token) = &token {
                    call = call.bearer(token);
                }
                if method != "GET" {
                    let body = if method == "POST" { person(&format!("by-{column}"), &json!({})) } else { json!({}) };
                    call = call.json(&body);
                }
                let answer = call.await;
                if answer.status != expected {
                    wrong.push(format!("column {column}, expected {expected}: {}", answer.shown()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn sec_AZ_02_of_anothers_record_nothing_is_told_and_nothing_changed(engine: Engine) {
        let desk = desk(engine).await;
        let owner = Bearer::sign_up(desk.http(), "owner").await;
        let other = Bearer::sign_up(desk.http(), "other").await;
        let own = format!("{LIST}{}/", owner.id);
        let before = owner.get(&own).await.ok();
        let unknown = other.get("/api/v1/account/999999/").await.expect(403);
        for method in ["GET", "PUT", "PATCH", "DELETE"] {
            let bodies = [json!({ "email": "stolen@example.com", "username": "stolen", "password": PASSWORD }), json!([1])];
            for body in bodies {
                let refused = other.call(method, &own).json(&body).await.expect(403);
                assert_eq!(refused.json(), unknown.json(), "{}", refused.shown());
            }
            let broken = other.call(method, &own).raw("text/plain", "{").await.expect(403);
            assert_eq!(broken.json(), unknown.json());
        }
        other.call("DELETE", &format!("{own}remove/")).await.expect(403);
        other.call("DELETE", &format!("{LIST}remove/{}/", owner.id)).await.expect(403);
        assert_eq!(owner.get(&own).await.ok().json(), before.json());
    }

    async fn an_account_is_the_owners_on_every_wire_until_it_is_removed(engine: Engine) {
        let desk = desk(engine).await;
        let made = create(desk.http(), "anna", &json!({ "date_joined": "2001-07-22", "role": "admin", "id": 1 })).await.created();
        let keys: Vec<_> = made.json().as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["id", "email", "username", "date_joined"]);
        let joined = Rows::behind(&desk).one("select created_at from users where username = 'anna'").await;
        let joined = frontdesk_kit::clock::Timestamp(joined.parse().expect("seconds")).to_string();
        assert_eq!(made.text_at("/date_joined"), joined.replace('Z', ".000000"));

        let (anna, app) = (Bearer::log_in(desk.http(), "anna").await, OldApp::log_in(desk.http(), "anna").await);
        let own = format!("{LIST}{}/", anna.id);
        assert_eq!(app.call("GET", &own).await.ok().json(), made.json());
        anna.get("/api/accounts/admin/users/").await.expect(403);
        anna.call("PATCH", &own).json(&json!({ "password": "Brisk-Lantern-77" })).await.ok();
        old_app::refresh(desk.http(), &app.refresh).await.expect(401);
        anna.renew().await.expect(401);

        anna.call("DELETE", &format!("{LIST}remove/{}/", anna.id)).await.no_content();
        assert_eq!(anna.get(&own).await.expect(401).text_at("/code"), "user_not_found");
        app.call("GET", &own).await.expect(401);
        let again = create(desk.http(), "anna", &json!({})).await.created();
        assert_ne!(again.at("/id"), made.at("/id"), "a number is never used again");
    }

    async fn sec_PWD_05_a_weak_password_is_refused_whoever_sets_it(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let anna = Bearer::sign_up(desk.http(), "anna-maria-1").await;
        let own = format!("{LIST}{}/", anna.id);
        let weak = ["qwertyuiop", "8461973520", "anna-maria-1", "anna-maria-1@example.com", "aB3$xyZq7", "Абвгд-123"];
        for password in weak {
            let body = json!({ "password": password });
            for call in [anna.call("PATCH", &own).json(&body), chief.call("PATCH", &own).json(&body)] {
                assert!(call.await.expect(400).at("/password/0").is_string(), "{password}");
            }
            create(desk.http(), "anna-maria-1", &body).await.expect(400).at("/password/0");
        }
        create(desk.http(), "boris", &json!({ "password": "Qw-7".repeat(50) })).await.created();
    }

    async fn a_name_has_3_to_30_characters_in_the_form_in_which_it_is_kept(engine: Engine) {
        let desk = desk(engine).await;
        let email = |number: usize| json!({ "email": format!("a{number}@example.com") });
        for (number, name) in ["ab", "  ab  ", "ﬁx", &"y".repeat(31), &"ﬃ".repeat(11)].into_iter().enumerate() {
            assert!(create(desk.http(), name, &email(number)).await.expect(400).at("/username/0").is_string(), "{name}");
        }
        for (number, name) in ["王小明", &"y".repeat(30), &"ﬃ".repeat(10)].into_iter().enumerate() {
            create(desk.http(), name, &email(10 + number)).await.created();
        }
    }

    async fn the_last_administrator_cannot_be_removed(engine: Engine) {
        let desk = desk(engine).await;
        let (chief, deputy) = (Bearer::log_in(desk.http(), "chief").await, Bearer::log_in(desk.http(), "deputy").await);
        deputy.call("DELETE", &format!("{LIST}{}/", deputy.id)).await.no_content();
        for path in [format!("{}/", chief.id), format!("{}/remove/", chief.id), format!("remove/{}/", chief.id)] {
            chief.call("DELETE", &format!("{LIST}{path}")).await.expect(403);
        }
        chief.get(LIST).await.ok();
    }
}
