//! `/api/accounts/`: what each answers, and what becomes of tokens.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::Duration;

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::bearer::{Bearer, desk, log_in, person, renew, sign_up};
use crate::accounts::old_app;
use crate::store::Rows;
use crate::support::PASSWORD;
use crate::tokens::mint::{claims, old_backend, payload};

const WRONG: &str = "Wrong-Password-77";

/// Everything but the request's own number and the time of day.
fn outline(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let own = ["x-request-id", "date"];
    let headers = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned().collect();
    (answer.status, headers, answer.text())
}

both_engines! {
    async fn sec_PWD_07_every_refused_login_is_one_answer(engine: Engine) {
        let desk = desk(engine).await;
        for name in ["known", "paused", "nopass"] {
            sign_up(desk.http(), name, &json!({})).await.created();
        }
        let rows = Rows::behind(&desk);
        rows.change("update users set suspended_at = 1 where username = 'paused'").await;
        rows.change("update users set password_hash = null where username = 'nopass'").await;
        let refused = log_in(desk.http(), &json!({ "username": "known", "password": WRONG })).await.expect(401);
        assert_eq!(refused.json(), &json!({ "error": "Invalid credentials" }));
        let tries = [
            json!({}),
            json!({ "username": "known" }),
            json!({ "username": "known", "password": null }),
            json!({ "username": "known", "password": "" }),
            json!({ "username": "known", "password": [PASSWORD] }),
            json!({ "username": "known", "password": format!("{PASSWORD}\0") }),
            json!({ "username": "known", "password": "x".repeat(1_000_000) }),
            json!({ "username": { "name": "known" }, "email": "known@example.com", "password": PASSWORD }),
            json!({ "username": "nobody", "password": PASSWORD }),
            json!({ "username": "paused", "password": PASSWORD }),
            json!({ "username": "nopass", "password": PASSWORD }),
            json!({ "email": "paused@example.com", "password": PASSWORD }),
            json!({ "email": "nobody@example.com", "password": PASSWORD }),
            json!({ "email": "known", "password": PASSWORD }),
            // The name decides, also where the address would do; and an address is no name.
            json!({ "username": "nobody", "email": "known@example.com", "password": PASSWORD }),
            json!({ "username": "known@example.com", "password": PASSWORD }),
        ];
        for body in tries {
            let answer = log_in(desk.http(), &body).await;
            assert_eq!(outline(&answer), outline(&refused), "{}", answer.shown());
            assert!(answer.elapsed < Duration::from_secs(5), "{:?} for {}", answer.elapsed, answer.shown());
        }
    }

    async fn a_login_shows_the_account_and_nothing_of_the_password(engine: Engine) {
        let desk = desk(engine).await;
        sign_up(desk.http(), "anna", &json!({ "first_name": " Анна ", "is_staff": true, "id": 1 })).await.created();
        for body in [json!({ "username": "anna" }), json!({ "username": "", "email": "ANNA@Example.com" })] {
            let mut body = body;
            body["password"] = PASSWORD.into();
            let answer = log_in(desk.http(), &body).await.ok();
            let shown = json!({
                "id": answer.at("/user/id"), "username": "anna", "email": "anna@example.com", "role": "user",
                "first_name": "Анна", "last_name": "", "is_active": true, "is_staff": false,
            });
            assert_eq!(answer.at("/user"), &shown);
            assert_eq!(payload(answer.text_at("/access"))["user_id"], answer.at("/user/id").to_string());
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.shown());
        }
    }

    async fn a_new_password_ends_every_refresh_token_and_the_present_one_ends_none(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Bearer::sign_up(desk.http(), "anna").await;
        let elsewhere = Bearer::log_in(desk.http(), "anna").await;
        let native = desk.signed_in("anna").await;
        let app = old_app::OldApp::log_in(desk.http(), "anna").await;
        // A full update brings the present password along.
        anna.call("PUT", "/api/accounts/profile/").json(&person("anna", &json!({}))).await.ok();
        anna.renew().await.ok();
        elsewhere.renew().await.ok();

        anna.edit(&json!({ "password": "Brisk-Lantern-77" })).await.ok();
        for ended in [anna.renew().await, elsewhere.renew().await, old_app::refresh(desk.http(), &app.refresh).await] {
            assert_eq!(ended.expect(401).text_at("/code"), "token_not_valid");
        }
        elsewhere.get("/api/accounts/profile/").await.expect(401);
        native.get("/api/v1/me").await.expect(401);
        anna.get("/api/accounts/profile/").await.ok();
        log_in(desk.http(), &json!({ "username": "anna", "password": PASSWORD })).await.expect(401);
    }

    async fn a_password_set_by_an_administrator_ends_everything(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let anna = Bearer::sign_up(desk.http(), "anna").await;
        let old = claims("refresh", &anna.id.to_string(), "r1");
        Rows::behind(&desk).change("update users set created_at = created_at - 86400 where username = 'anna'").await;
        renew(desk.http(), &old_backend(&old)).await.ok();
        // Also when it is the one that was there.
        chief.edit_other(anna.id, &json!({ "password": PASSWORD })).await.ok();
        anna.get("/api/accounts/profile/").await.expect(401);
        anna.renew().await.expect(401);
        renew(desk.http(), &old_backend(&old)).await.expect(401);
        Bearer::log_in(desk.http(), "anna").await.renew().await.ok();
        chief.renew().await.ok();
    }

    async fn a_refresh_token_of_the_old_backend_is_used_again_and_again(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Bearer::sign_up(desk.http(), "anna").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set created_at = created_at - 86400").await;
        let token = old_backend(&claims("refresh", &anna.id.to_string(), "r1"));
        for _ in 0..3 {
            let access = renew(desk.http(), &token).await.ok();
            desk.get("/api/accounts/profile/").bearer(access.text_at("/access")).await.ok();
        }
        anna.edit(&json!({ "password": "Brisk-Lantern-77" })).await.ok();
        renew(desk.http(), &token).await.expect(401);
    }

    async fn a_token_that_the_old_backend_took_back_begins_no_session(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Bearer::sign_up(desk.http(), "anna").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set created_at = created_at - 86400").await;
        rows.change("insert into spent_tokens (jti, expires_at) values ('r1', 9999999999)").await;
        let token = old_backend(&claims("refresh", &anna.id.to_string(), "r1"));
        assert_eq!(renew(desk.http(), &token).await.expect(401).text_at("/code"), "token_not_valid");
        let sessions = format!("select count(*) from sessions where user_id = {}", anna.id);
        assert_eq!(rows.one(&sessions).await, "1");
    }

    async fn a_session_that_the_old_backend_began_does_not_begin_twice(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Bearer::sign_up(desk.http(), "anna").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set created_at = created_at - 86400").await;
        let token = old_backend(&claims("refresh", &anna.id.to_string(), "r1"));
        renew(desk.http(), &token).await.ok();
        // It ended so long ago that its row has been swept away.
        rows.change("delete from sessions where id = (select max(id) from sessions)").await;
        renew(desk.http(), &token).await.expect(401);
    }

    async fn a_new_password_leaves_the_present_session_no_way_back_to_its_refresh_token(engine: Engine) {
        let desk = desk(engine).await;
        Bearer::sign_up(desk.http(), "anna").await;
        let mut native = desk.signed_in("anna").await;
        let change = json!({ "password": "Brisk-Lantern-77" });
        native.patch("/api/accounts/profile/").json(&change).await.ok();
        native.get("/api/v1/me").await.ok();
        assert_eq!(native.refresh().await.status, 401, "at once, not only when the grace for lost answers is over");
    }

    async fn what_a_stranger_sends_is_never_our_fault(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Bearer::sign_up(desk.http(), "anna").await;
        let long = "я".repeat(300_000);
        let odd = [
            json!(null), json!(true), json!(1e300), json!(-0.5), json!([]), json!([[]]), json!({}), json!("\0"),
            json!("\u{202e}"), json!(long), json!("%00"), json!("' OR 1=1 --"), json!(i64::MIN), json!("😀"),
        ];
        for field in ["username", "email", "password", "role", "first_name", "last_name"] {
            for value in &odd {
                let calls = [
                    sign_up(desk.http(), "vera", &json!({ field: value })),
                    anna.edit(&json!({ field: value })),
                    log_in(desk.http(), &json!({ field: value })),
                    renew(desk.http(), value.as_str().unwrap_or("x")),
                ];
                for call in calls {
                    let answer = call.await;
                    let fine = [200, 201, 400, 401].contains(&answer.status);
                    // What may be a first name is one.
                    assert!(fine, "{field} {}", answer.shown().chars().take(400).collect::<String>());
                }
            }
        }
        let half = r#"{"username":"half","email":"half@example.com","password":"Quiet-Harbor-42","first_name":"\ud800"}"#;
        let refused = desk.post("/api/accounts/signup/").raw("application/json", half).await.expect(400);
        assert!(refused.at("/first_name/0").is_string());
    }

    async fn a_role_of_another_wire_is_a_user_here_and_stays_what_it_is(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        desk.specialist("noor").await;
        let rows = Rows::behind(&desk);
        for name in ["noor", "clown"] {
            let role = format!("select role from users where username = '{name}'");
            let before = rows.one(&role).await;
            let someone = Bearer::log_in(desk.http(), name).await;
            let shown = someone.edit(&person(name, &json!({ "role": "user" }))).await.ok();
            assert_eq!(shown.text_at("/user/role"), "user");
            chief.edit_other(someone.id, &json!({ "role": "user", "last_name": "N." })).await.ok();
            assert_eq!(rows.one(&role).await, before);
            // It is not above the administrator for what it may do elsewhere.
            chief.edit_other(someone.id, &json!({ "role": "staff" })).await.ok();
            assert_eq!(rows.one(&role).await, "staff");
        }
    }

    async fn what_an_administrator_does_is_recorded_with_both_names(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Bearer::log_in(desk.http(), "chief").await;
        let made = chief.call("POST", "/api/accounts/admin/users/").json(&person("vera", &json!({ "role": "staff" })));
        assert_eq!(made.await.created().json(), &json!({ "message": "User created" }));
        let vera = Bearer::log_in(desk.http(), "vera").await;
        chief.edit_other(vera.id, &json!({ "role": "user", "password": "Brisk-Lantern-77" })).await.ok();
        chief.call("DELETE", &format!("/api/accounts/admin/users/{}/", vera.id)).await.no_content();
        let sql = format!("select event from security_events where actor_id = {} and subject_id = {} order by id", chief.id, vera.id);
        let told = ["account.created", "password.changed", "account.role_changed", "account.deleted"];
        assert_eq!(Rows::behind(&desk).column(&sql).await, told);
    }

    async fn a_wish_for_another_language_is_heard_except_where_programs_compare(engine: Engine) {
        let desk = desk(engine).await;
        let refused = sign_up(desk.http(), "", &json!({})).header("accept-language", "ru").await.expect(400);
        assert_eq!(refused.at("/username"), &json!(["Это поле не может быть пустым."]));
        let refused = log_in(desk.http(), &Value::Object(Default::default())).header("accept-language", "ru").await;
        assert_eq!(refused.expect(401).json(), &json!({ "error": "Invalid credentials" }));
    }
}
