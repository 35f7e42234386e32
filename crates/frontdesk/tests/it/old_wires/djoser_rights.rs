//! `/auth/` and `/api/token/`: who may do what.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::pair::{Pair, desk, keys, sign_up};
use crate::accounts::together::{all_within, count, together};
use crate::support::PASSWORD;

/// What everybody is answered who asks for something of a user's. Columns: anonymous, another user, specialist, staff,
/// admin, suspended.
#[rustfmt::skip]
const MATRIX: [(&str, &str, [u16; 6]); 37] = [
    ("GET",    "users/",                        [401, 200, 200, 200, 200, 401]),
    ("POST",   "users/",                        [201, 201, 201, 201, 201, 401]),
    ("PUT",    "users/",                        [401, 405, 405, 405, 405, 401]),
    ("GET",    "users/me/",                     [401, 200, 200, 200, 200, 401]),
    ("PUT",    "users/me/",                     [401, 200, 200, 200, 200, 401]),
    ("PATCH",  "users/me/",                     [401, 200, 200, 200, 200, 401]),
    ("POST",   "users/me/",                     [401, 405, 405, 405, 405, 401]),
    ("GET",    "users/{id}/",                   [401, 404, 404, 200, 200, 401]),
    ("PUT",    "users/{id}/",                   [401, 404, 404, 403, 200, 401]),
    ("PATCH",  "users/{id}/",                   [401, 404, 404, 403, 200, 401]),
    ("DELETE", "users/{id}/",                   [401, 403, 403, 403, 204, 401]),
    ("POST",   "users/{id}/",                   [401, 405, 405, 405, 405, 401]),
    ("GET",    "users/999999/",                 [401, 404, 404, 404, 404, 401]),
    ("PATCH",  "users/999999/",                 [401, 404, 404, 404, 404, 401]),
    ("DELETE", "users/999999/",                 [401, 403, 403, 404, 404, 401]),
    ("GET",    "users/word/",                   [401, 404, 404, 404, 404, 401]),
    ("DELETE", "users/word/",                   [401, 404, 404, 404, 404, 401]),
    ("POST",   "users/activation/",             [400, 400, 400, 400, 400, 401]),
    ("GET",    "users/activation/",             [405, 405, 405, 405, 405, 401]),
    ("POST",   "users/resend_activation/",      [204, 204, 204, 204, 204, 401]),
    ("POST",   "users/reset_password/",         [204, 204, 204, 204, 204, 401]),
    ("POST",   "users/reset_password_confirm/", [400, 400, 400, 400, 400, 401]),
    ("POST",   "users/reset_username/",         [204, 204, 204, 204, 204, 401]),
    ("POST",   "users/reset_username_confirm/", [400, 400, 400, 400, 400, 401]),
    ("POST",   "users/set_password/",           [401, 400, 400, 400, 400, 401]),
    ("GET",    "users/set_password/",           [401, 405, 405, 405, 405, 401]),
    ("POST",   "users/set_username/",           [401, 400, 400, 400, 400, 401]),
    // A word in the place of a number.
    ("POST",   "users/set_email/",              [401, 405, 405, 405, 405, 401]),
    ("DELETE", "users/me/",                     [401, 400, 400, 400, 400, 401]),
    ("POST",   "jwt/create/",                   [200, 200, 200, 200, 200, 200]),
    ("POST",   "jwt/create",                    [200, 200, 200, 200, 200, 200]),
    ("DELETE", "jwt/create/",                   [405, 405, 405, 405, 405, 405]),
    ("POST",   "jwt/refresh/",                  [401, 401, 401, 401, 401, 401]),
    ("POST",   "jwt/refresh",                   [401, 401, 401, 401, 401, 401]),
    ("POST",   "jwt/verify/",                   [401, 401, 401, 401, 401, 401]),
    ("POST",   "jwt/verify",                    [401, 401, 401, 401, 401, 401]),
    ("POST",   "jwt/blacklist/",                [404, 404, 404, 404, 404, 404]),
];

/// A sound body for the request; secrets are those of nobody, or of whoever asks where something is deleted.
fn body(method: &str, path: &str, column: usize) -> Value {
    match (method, path) {
        ("POST", "users/") => {
            json!({ "username": format!("newcomer{column}"), "email": format!("n{column}@example.com"), "password": PASSWORD })
        }
        ("DELETE", "users/me/") | ("POST", "users/set_password/" | "users/set_username/") => {
            json!({ "current_password": "x", "new_password": "Brisk-Lantern-77", "new_username": "other" })
        }
        ("DELETE", _) => json!({ "current_password": PASSWORD }),
        (_, "jwt/create/" | "jwt/create") => json!({ "username": "target", "password": PASSWORD }),
        (_, path) if path.starts_with("jwt/") => json!({ "refresh": "x", "token": "x" }),
        ("POST", _) => {
            json!({ "email": "nobody@example.com", "uid": "MQ", "token": "x", "new_password": "Brisk-Lantern-77", "new_username": "z" })
        }
        _ => json!({ "role": "admin", "is_staff": true }),
    }
}

both_engines! {
    async fn sec_AZ_01_everybody_is_answered_by_their_role(engine: Engine) {
        let desk = desk(engine).await;
        let suspended = desk.client("vera").await;
        desk.suspend(&suspended).await;
        sign_up(desk.http(), "noor", &json!({ "role": "specialist" })).await.created();
        let mut tokens = vec![None, Some(Pair::sign_up(desk.http(), "ada").await.access)];
        for name in ["noor", "sam", "chief"] {
            tokens.push(Some(Pair::log_in(desk.http(), name).await.access));
        }
        tokens.push(Some(suspended.access_token.clone()));
        let target = Pair::sign_up(desk.http(), "target").await;
        let mut wrong = Vec::new();
        for (row, (method, path, answers)) in MATRIX.into_iter().enumerate() {
            // What is deleted is not what the others ask for.
            let whose = match method {
                "DELETE" => Pair::sign_up(desk.http(), &format!("fresh{row}")).await.id,
                _ => target.id,
            };
            let url = format!("/auth/{}", path.replace("{id}", &whose.to_string()));
            for (column, (token, expected)) in tokens.iter().zip(answers).enumerate() {
                let mut call = desk.call(method, &url);
                if let Some(token) = token {
                    call = call.bearer(token);
                }
                if method != "GET" {
                    call = call.json(&body(method, path, column));
                }
                let answer = call.await;
                if answer.status != expected {
                    wrong.push(format!("column {column}, expected {expected}: {}", answer.shown()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn sec_AZ_02_others_are_not_there_and_those_who_may_look_are_told_who_is(engine: Engine) {
        let desk = desk(engine).await;
        let ada = Pair::sign_up(desk.http(), "ada").await;
        let target = Pair::sign_up(desk.http(), "target").await;
        let sam = Pair::log_in(desk.http(), "sam").await;
        let chief = Pair::log_in(desk.http(), "chief").await;
        let hidden = json!({ "detail": "Not found." });
        for id in [target.id, 999_999] {
            let path = format!("/auth/users/{id}/");
            for method in ["GET", "PUT", "PATCH"] {
                assert_eq!(ada.call(method, &path).json(&json!({})).await.expect(404).json(), &hidden);
            }
            let refused = ada.call("DELETE", &path).json(&json!({ "current_password": "x" })).await.expect(403);
            assert_eq!(refused.json(), &json!({ "detail": "You do not have permission to perform this action." }));
        }
        for who in [&sam, &chief] {
            let missing = who.get("/auth/users/999999/").await.expect(404);
            assert_eq!(missing.json(), &json!({ "detail": "No User matches the given query." }));
            assert_eq!(who.get("/auth/users/word/").await.expect(404).json(), &hidden);
            let list = who.get("/auth/users/?limit=1&page=9").await.ok();
            let people = list.json().as_array().expect("a bare array");
            let ids: Vec<_> = people.iter().map(|person| person["id"].as_i64().expect("a number")).collect();
            assert!(ids.is_sorted() && ids.len() == 5, "{ids:?}");
            assert!(people.iter().all(|person| keys(person) == ["email", "id", "username"]), "{}", list.shown());
        }
        let own = ada.get("/auth/users/").await.ok();
        assert_eq!((own.json().as_array().map(Vec::len), own.at("/0/id")), (Some(1), &json!(ada.id)));
        chief.call("PATCH", &format!("/auth/users/{}/", target.id)).json(&json!({ "email": "t@new.example" })).await.ok();
        assert_eq!(target.get("/auth/users/me/").await.ok().text_at("/email"), "t@new.example");
    }

    async fn an_administrator_deletes_others_with_their_own_password(engine: Engine) {
        let desk = desk(engine).await;
        let target = Pair::sign_up(desk.http(), "target").await;
        let chief = Pair::log_in(desk.http(), "chief").await;
        let delete = |body: Value| chief.call("DELETE", &format!("/auth/users/{}/", target.id)).json(&body);
        let wrong = json!({ "current_password": ["Invalid password."] });
        assert_eq!(delete(json!({})).await.expect(400).json(), &json!({ "current_password": ["This field is required."] }));
        assert_eq!(delete(json!({ "current_password": "x" })).await.expect(400).json(), &wrong);
        assert!(target.is_in().await);
        delete(json!({ "current_password": PASSWORD })).await.no_content();
        assert!(!target.is_in().await);
    }

    async fn sec_AZ_05_the_last_administrator_stays_one(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Pair::log_in(desk.http(), "chief").await;
        let deputy = Pair::log_in(desk.http(), "deputy").await;
        let body = json!({ "current_password": PASSWORD });
        // Both at once, each the other: one of them is left.
        let delete = |who: &Pair, whom: &Pair| who.call("DELETE", &format!("/auth/users/{}/", whom.id)).json(&body);
        let answers = together([delete(&chief, &deputy), delete(&deputy, &chief)]).await;
        all_within(&answers, &[204, 400, 401, 403, 404]);
        assert_eq!(count(&answers, 204), 1);
        let last = if answers[0].status == 204 { &chief } else { &deputy };
        let refused = last.call("DELETE", "/auth/users/me/").json(&body).await.expect(403);
        assert_eq!(keys(refused.json()), ["detail"]);
        assert!(last.is_in().await);
    }

    async fn sec_TOK_09_a_role_counts_from_the_next_request_on(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Pair::log_in(desk.http(), "chief").await;
        let ada = Pair::sign_up(desk.http(), "ada").await;
        let other = format!("/auth/users/{}/", Pair::sign_up(desk.http(), "target").await.id);
        for (role, read, change) in [("staff", 200, 403), ("admin", 200, 200), ("user", 404, 404)] {
            let body = json!({ "role": role });
            chief.call("PATCH", &format!("/api/accounts/admin/users/{}/", ada.id)).json(&body).await.ok();
            ada.get(&other).await.expect(read);
            ada.call("PATCH", &other).json(&json!({})).await.expect(change);
        }
    }
}
