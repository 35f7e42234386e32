//! `/api/accounts/`: who may do what.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::bearer::{Bearer, desk, person, sign_up};
use crate::accounts::together::{all_within, count, together};
use crate::store::Rows;

/// What everybody is answered who asks for what is not there; the rest is played for all wires at once. Columns: anonymous,
/// user, specialist, animator, staff, admin, suspended.
#[rustfmt::skip]
const NOT_THERE: [(&str, &str, [u16; 7]); 10] = [
    ("DELETE", "signup/",              [405, 405, 405, 405, 405, 405, 401]),
    ("DELETE", "profile/",             [401, 405, 405, 405, 405, 405, 401]),
    ("PUT",    "admin/users/",         [401, 403, 403, 403, 403, 405, 401]),
    ("POST",   "admin/users/1/",       [401, 403, 403, 403, 403, 405, 401]),
    ("GET",    "admin/users/999999/",  [401, 403, 403, 403, 403, 404, 401]),
    ("PATCH",  "admin/users/999999/",  [401, 403, 403, 403, 403, 404, 401]),
    ("DELETE", "admin/users/999999/",  [401, 403, 403, 403, 403, 404, 401]),
    ("DELETE", "admin/users/word/",    [404, 404, 404, 404, 404, 404, 404]),
    ("POST",   "admin/users/-1/",      [404, 404, 404, 404, 404, 404, 404]),
    ("POST",   "staff/users/",         [401, 403, 403, 403, 405, 403, 401]),
];

both_engines! {
    async fn sec_AZ_01_who_may_not_pass_is_not_told_what_is_not_there(engine: Engine) {
        let desk = desk(engine).await;
        let ada = Bearer::sign_up(desk.http(), "ada").await;
        desk.specialist("noor").await;
        let suspended = desk.client("vera").await;
        desk.suspend(&suspended).await;
        let mut tokens = vec![None, Some(ada.access.clone())];
        for name in ["noor", "clown", "sam", "chief"] {
            tokens.push(Some(Bearer::log_in(desk.http(), name).await.access));
        }
        tokens.push(Some(suspended.access_token.clone()));
        let mut wrong = Vec::new();
        for (method, path, answers) in NOT_THERE {
            for (column, (token, expected)) in tokens.iter().zip(answers).enumerate() {
                let mut call = desk.call(method, &format!("/api/accounts/{path}"));
                if let Some(token) = token {
                    call = call.bearer(token);
                }
                let answer = call.await;
                if answer.status != expected {
                    wrong.push(format!("column {column}, expected {expected}: {}", answer.shown()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn sec_AZ_03_nobody_raises_themselves(engine: Engine) {
        let desk = desk(engine).await;
        let rows = Rows::behind(&desk);
        for role in ["admin", "staff"] {
            let refused = sign_up(desk.http(), "mallory", &json!({ "role": role })).await;
            assert!([400, 403].contains(&refused.status), "{}", refused.shown());
        }
        let ada = Bearer::sign_up(desk.http(), "ada").await;
        let sam = Bearer::log_in(desk.http(), "sam").await;
        let flags = json!({ "is_staff": true, "is_superuser": true, "is_active": false, "id": 1, "permissions": ["role.grant"] });
        for (who, roles) in [(&ada, &["admin", "staff"][..]), (&sam, &["admin"][..])] {
            let before = who.get("/api/accounts/profile/").await.ok();
            for role in roles {
                who.edit(&json!({ "role": role, "first_name": "X" })).await.expect(403);
                let put = who.call("PUT", "/api/accounts/profile/");
                put.json(&person(&who.username, &json!({ "role": role }))).await.expect(403);
            }
            who.edit(&flags).await.ok();
            who.edit(&json!({ "role": before.text_at("/role") })).await.ok();
            assert_eq!(who.get("/api/accounts/profile/").await.ok().json(), before.json());
        }
        let roles = "select role || ' ' || username from users where username in ('ada', 'sam', 'mallory') order by id";
        assert_eq!(rows.column(roles).await, ["staff sam", "user ada"]);
    }

    async fn staff_may_step_down_and_cannot_step_up_again(engine: Engine) {
        let desk = desk(engine).await;
        let sam = Bearer::log_in(desk.http(), "sam").await;
        sam.get("/api/accounts/staff/users/").await.ok();
        sam.edit(&json!({ "role": "user" })).await.ok();
        sam.get("/api/accounts/staff/users/").await.expect(403);
        sam.edit(&json!({ "role": "staff" })).await.expect(403);
    }

    async fn sec_TOK_09_a_role_counts_from_the_next_request_on(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let ada = Bearer::sign_up(desk.http(), "ada").await;
        for (role, staff, admin) in [("staff", 200, 403), ("admin", 403, 200), ("user", 403, 403)] {
            let changed = chief.edit_other(ada.id, &json!({ "role": role })).await.ok();
            assert_eq!(changed.text_at("/user/role"), role);
            ada.get("/api/accounts/staff/users/").await.expect(staff);
            ada.get("/api/accounts/admin/users/").await.expect(admin);
        }
    }

    async fn sec_AZ_05_the_last_administrator_stays_one(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let deputy = Bearer::log_in(desk.http(), "deputy").await;
        // Both at once, each the other: one of them is left.
        let answers = together([
            chief.edit_other(deputy.id, &json!({ "role": "user" })),
            deputy.edit_other(chief.id, &json!({ "role": "user" })),
        ])
        .await;
        all_within(&answers, &[200, 403]);
        assert_eq!(count(&answers, 200), 1);
        let last = if answers[0].status == 200 { &chief } else { &deputy };
        let own = format!("/api/accounts/admin/users/{}/", last.id);
        for role in ["user", "staff"] {
            last.edit(&json!({ "role": role })).await.expect(403);
            last.edit_other(last.id, &json!({ "role": role })).await.expect(403);
        }
        let refused = last.call("DELETE", &own).await.expect(403);
        assert_eq!(refused.json().as_object().expect("an object").keys().collect::<Vec<_>>(), ["detail"]);
        last.get("/api/accounts/admin/users/").await.ok();
    }

    async fn sec_AZ_04_the_lists_are_whole_in_order_and_without_secrets(engine: Engine) {
        let desk = desk(engine).await;
        let names = ["ada", "ben", "vera"];
        for name in names {
            sign_up(desk.http(), name, &json!({})).await.created();
        }
        for (who, path) in [("chief", "admin/users/"), ("sam", "staff/users/")] {
            let who = Bearer::log_in(desk.http(), who).await;
            let list = who.get(&format!("/api/accounts/{path}?limit=1&offset=2&page=9&ordering=-password")).await.ok();
            let people = list.json().as_array().expect("a bare array");
            let ids: Vec<_> = people.iter().map(|person| person["id"].as_i64().expect("a number")).collect();
            assert!(ids.is_sorted() && ids.len() == 4 + names.len(), "{ids:?}");
            let keys = ["id", "username", "email", "role", "first_name", "last_name", "is_active", "is_staff"];
            assert!(people.iter().all(|person| person.as_object().expect("an object").keys().eq(keys)), "{}", list.shown());
        }
    }
}
