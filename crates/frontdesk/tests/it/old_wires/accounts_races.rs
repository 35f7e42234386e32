//! `/api/accounts/` and `/api/v1/account/`: many at once want the same name or address.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::bearer::{Bearer, desk, person, sign_up};
use crate::accounts::together::{all_within, count, together};
use crate::store::Rows;

const NAMES: [&str; 4] = ["anna", "ＡＮＮＡ", "Anna", "ａnna"];

/// Insists that one has won and the others are told of a duplicate in one of `fields`.
fn one_won(answers: &[Answer], won: u16, fields: &[&str]) {
    all_within(answers, &[won, 400]);
    assert_eq!(count(answers, won), 1);
    for refused in answers.iter().filter(|answer| answer.status == 400) {
        let named = refused.json().as_object().expect("an object");
        assert!(!named.is_empty() && named.keys().all(|key| fields.contains(&key.as_str())), "{}", refused.shown());
    }
}

both_engines! {
    async fn sec_ACC_01_of_many_who_want_one_name_at_once_one_has_it(engine: Engine) {
        let desk = desk(engine).await;
        let calls = (0..16).map(|number| {
            let own_address = json!({ "email": format!("anna{number}@example.com") });
            match number % 2 {
                0 => sign_up(desk.http(), NAMES[number / 2 % NAMES.len()], &own_address),
                _ => desk.post("/api/v1/account/").json(&person(NAMES[number / 2 % NAMES.len()], &own_address)),
            }
        });
        one_won(&together(calls).await, 201, &["username"]);
        assert_eq!(Rows::behind(&desk).one("select count(*) from users where username_key = 'anna'").await, "1");
    }

    async fn sec_ACC_01_of_many_who_want_one_address_at_once_one_has_it(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let calls = (0..12).map(|number| {
            let address = json!({ "email": if number % 2 == 0 { "Anna@example.com" } else { "anna@EXAMPLE.com" } });
            let body = person(&format!("anna{number}"), &address);
            match number % 3 {
                0 => desk.post("/api/accounts/signup/").json(&body),
                1 => desk.post("/api/v1/account/").json(&body),
                _ => chief.call("POST", "/api/accounts/admin/users/").json(&body),
            }
        });
        one_won(&together(calls).await, 201, &["email"]);
        assert_eq!(Rows::behind(&desk).one("select count(*) from users where email_key = 'anna@example.com'").await, "1");
    }

    async fn of_many_who_rename_themselves_alike_at_once_one_is_called_so(engine: Engine) {
        let desk = desk(engine).await;
        let mut people = Vec::new();
        for number in 0..6 {
            people.push(Bearer::sign_up(desk.http(), &format!("person{number}")).await);
        }
        let calls = people.iter().enumerate().map(|(number, who)| {
            let body = json!({ "username": NAMES[number % NAMES.len()], "email": "one@example.com" });
            match number % 2 {
                0 => who.edit(&body),
                _ => who.call("PATCH", &format!("/api/v1/account/{}/", who.id)).json(&body),
            }
        });
        one_won(&together(calls).await, 200, &["username", "email"]);
        let unchanged = "select count(*) from users where username like 'person%' and email like 'person%'";
        assert_eq!(Rows::behind(&desk).one(unchanged).await, "5");
    }

    async fn of_many_who_delete_one_account_at_once_one_has_done_it(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let ada = Bearer::sign_up(desk.http(), "ada").await;
        let paths = ["/api/accounts/admin/users/{}/", "/api/v1/account/{}/", "/api/v1/account/{}/remove/", "/api/v1/account/remove/{}/"];
        let calls = (0..8).map(|number| chief.call("DELETE", &paths[number % 4].replace("{}", &ada.id.to_string())));
        let answers = together(calls).await;
        all_within(&answers, &[204, 404]);
        assert_eq!(count(&answers, 204), 1);
    }
}
