//! `/api/user/`: whose records are whose, and what may be written there.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::session_token::{Person, log_in, logged_in, new_record, person, record, staff};
use super::users::desk;
use crate::store::Rows;
use crate::support::PASSWORD;

/// Insists that somebody else was told nothing of `person`.
fn tells_nothing_of(person: &Person, name: &str, refused: &Answer) {
    assert!([403, 404].contains(&refused.status), "{}", refused.shown());
    for secret in [name, "9746894500", "Female", &person.token] {
        assert!(!refused.text().contains(secret), "{}", refused.shown());
    }
}

both_engines! {
    async fn a_record_is_its_owners_and_the_administrators(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, boris) = (person(&desk, "anna").await, person(&desk, "boris").await);
        let (helper, clown, root) =
            (staff(&desk, "helper").await, staff(&desk, "clown").await, staff(&desk, "root").await);
        let before = record(&anna).await;
        let body = json!({ "phone": "666", "gender": "x", "password": "Brisk-Lantern-77" });
        for other in [&boris, &helper, &clown] {
            for method in ["GET", "PUT", "PATCH", "DELETE"] {
                let refused = other.browser.call(method, &anna.record()).json(&body).await;
                tells_nothing_of(&anna, "anna", &refused);
            }
            for method in ["GET", "POST"] {
                tells_nothing_of(&anna, "anna", &other.browser.call(method, &anna.logout()).await);
            }
            let list = other.browser.get("/api/user/").await.ok();
            assert_eq!(list.json().as_array().map(Vec::len), Some(1), "{}", list.shown());
            assert!(!list.text().contains("anna"));
        }
        for method in ["GET", "PUT", "PATCH", "DELETE"] {
            desk.call(method, &anna.record()).json(&body).await.expect(403);
        }
        assert_eq!(record(&anna).await.json(), before.json(), "and her session lives");
        root.browser.get(&anna.record()).await.ok();
        root.browser.call("PATCH", &anna.record()).json(&json!({ "phone": "42" })).await.ok();
        let list = root.browser.get("/api/user/").await.ok();
        assert_eq!(list.json().as_array().map(Vec::len), Some(5));
        root.browser.call("DELETE", &anna.record()).await.no_content();
        log_in(&desk, "anna", PASSWORD).await.ok().text_at("/error");
    }

    async fn what_is_no_number_and_who_is_nobody(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, root) = (person(&desk, "anna").await, staff(&desk, "root").await);
        for word in ["abc", "-1", "99999999999999999999", "1.5", "%20", "1%00"] {
            let path = format!("/api/user/logout/{word}/");
            for method in ["GET", "POST"] {
                desk.call(method, &path).await.expect(404);
                anna.browser.call(method, &path).await.expect(404);
            }
            for method in ["GET", "PUT", "PATCH", "DELETE"] {
                root.browser.call(method, &format!("/api/user/{word}/")).await.expect(404);
            }
        }
        for method in ["GET", "PUT", "PATCH", "DELETE"] {
            root.browser.call(method, "/api/user/999999999/").json(&json!([])).await.expect(404);
            let refused = anna.browser.call(method, "/api/user/999999999/").json(&json!({})).await;
            assert!([403, 404].contains(&refused.status), "{}", refused.shown());
        }
        let told = root.browser.get("/api/user/logout/999999999/").await.ok();
        assert_eq!(told.json(), &json!({ "error": "User does not exist" }));
        anna.browser.get("/api/user/logout/999999999/").await.expect(403);
        desk.get(&anna.logout()).await.expect(403);
        record(&anna).await;
    }

    async fn rights_are_given_by_administrators_and_by_nobody_else(engine: Engine) {
        let desk = desk(engine).await;
        let rights = |answer: &Answer| ["is_active", "is_staff", "is_superuser"].map(|key| answer.json()[key] == true);
        let mut new = new_record("eve");
        for key in ["is_staff", "is_superuser"] {
            new[key] = json!(true);
        }
        new["is_active"] = json!(false);
        assert_eq!(rights(&desk.post("/api/user/").json(&new).await.created()), [true, false, false]);
        let (eve, root) = (logged_in(&desk, "eve").await, staff(&desk, "root").await);
        let all = json!({ "is_staff": true, "is_superuser": true, "is_active": false, "session_token": "mine-all-mine" });
        assert_eq!(rights(&eve.browser.call("PATCH", &eve.record()).json(&all).await.ok()), [true, false, false]);
        assert_eq!(record(&eve).await.text_at("/session_token"), eve.token);
        eve.browser.call("PATCH", &root.record()).json(&all).await.expect(403);

        let steps = [
            (json!({ "is_staff": true }), [true, true, false]),
            (json!({ "is_superuser": true }), [true, true, true]),
            (json!({ "is_superuser": false }), [true, true, false]),
            (json!({ "is_staff": "false" }), [true, false, false]),
            (json!({ "is_staff": "maybe" }), [true, false, false]),
        ];
        for (body, expected) in steps {
            let status = if body["is_staff"] == "maybe" { 400 } else { 200 };
            root.browser.call("PATCH", &eve.record()).json(&body).await.expect(status);
            assert_eq!(rights(&record(&eve).await), expected, "{body}");
        }
    }

    async fn an_administrator_gives_rights_with_a_new_record(engine: Engine) {
        let desk = desk(engine).await;
        let root = staff(&desk, "root").await;
        let mut new = new_record("eve");
        new["is_staff"] = json!(true);
        let made = root.browser.call("POST", "/api/user/").json(&new).await.created();
        assert_eq!((made.at("/is_staff"), made.at("/is_superuser")), (&json!(true), &json!(false)));
        root.browser.forged("POST", "/api/user/").json(&new_record("forged")).await.expect(403);
        logged_in(&desk, "eve").await;
        let mut off = new_record("adam");
        off["is_active"] = json!(false);
        assert_eq!(root.browser.call("POST", "/api/user/").json(&off).await.created().at("/is_active"), &json!(false));
        assert!(log_in(&desk, "adam", PASSWORD).await.ok().at("/error").is_string(), "switched off from the beginning");
    }

    async fn a_password_is_not_what_one_is_called(engine: Engine) {
        let desk = desk(engine).await;
        let mut new = new_record("anna");
        new["name"] = json!("quiet-harbor-42");
        for (path, body) in [
            ("/api/user/", new),
            ("/api/users/register/", json!({ "email": "anna@example.com", "username": PASSWORD, "password": PASSWORD })),
        ] {
            let refused = desk.post(path).json(&body).await.expect(400);
            assert!(refused.at("/password/0").is_string(), "{}", refused.shown());
        }
        let anna = person(&desk, "anna").await;
        for body in [json!({ "password": "Анна Иванова", "name": "Анна Иванова" }), json!({ "password": "anna@example.com" })] {
            anna.browser.call("PATCH", &anna.record()).json(&body).await.expect(400);
        }
    }

    async fn the_last_administrator_stays_one(engine: Engine) {
        let desk = desk(engine).await;
        let root = staff(&desk, "root").await;
        for body in [json!({ "is_superuser": false }), json!({ "is_active": false })] {
            let refused = root.browser.call("PATCH", &root.record()).json(&body).await.expect(403);
            assert!(refused.at("/detail").is_string());
        }
        root.browser.call("DELETE", &root.record()).await.expect(403);
        let anna = person(&desk, "anna").await;
        root.browser.call("PATCH", &anna.record()).json(&json!({ "is_superuser": true })).await.ok();
        root.browser.call("DELETE", &root.record()).await.no_content();
        anna.browser.get("/api/user/").await.ok();
    }

    async fn no_input_is_an_accident(engine: Engine) {
        let desk = desk(engine).await;
        let anna = person(&desk, "anna").await;
        let root = staff(&desk, "root").await;
        let odd = [
            json!(null), json!(true), json!(["a"]), json!({ "a": 1 }), json!("\0"), json!("a\0b"), json!(1e308),
            json!(-1), json!(u64::MAX), json!(""), json!(" "), json!("x".repeat(100_000)), json!("%"),
        ];
        for value in &odd {
            for field in ["name", "email", "phone", "gender", "password", "is_active", "is_staff", "is_superuser"] {
                let mut body = new_record("new");
                body[field] = value.clone();
                let mut calls = vec![desk.post("/api/user/").json(&body)];
                calls.push(anna.browser.call("PUT", &anna.record()).json(&json!({ field: value })));
                calls.push(anna.browser.call("PATCH", &anna.record()).json(&json!({ field: value })));
                if *value != json!(-1) && field != "is_active" {
                    calls.push(root.browser.call("PATCH", &anna.record()).json(&json!({ field: value })));
                }
                for call in calls {
                    let answer = call.await;
                    assert!(answer.status < 500, "{}", answer.shown());
                }
                Rows::behind(&desk).change("delete from users where email = 'new@example.com'").await;
            }
        }
        record(&anna).await;
    }
}
