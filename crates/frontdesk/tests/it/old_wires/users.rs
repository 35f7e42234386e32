//! `/api/users/`: session cookies, profiles, Russian roles.

use frontdesk_testkit::{Answer, Http, Multipart, both_engines};
use serde_json::{Value, json};

use super::browser::Browser;
use crate::accounts::together::{all_within, count, together};
use crate::pictures::samples;
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk, with_staff};

/// A server of the union of all models.
pub async fn desk(engine: frontdesk_testkit::Engine) -> TestDesk {
    let launch = frontdesk(engine).await.model("compat");
    let staff = [("root", "admin"), ("clown", "animator"), ("helper", "staff")];
    TestDesk::open_with(with_staff(launch, &staff).await).await
}

pub fn register(http: Http, email: &str) -> frontdesk_testkit::Call {
    http.post("/api/users/register/").json(&json!({ "email": email, "username": "Анна", "password": PASSWORD }))
}

/// Somebody who has just registered and logged in, and the path of their profile below `update`.
pub async fn person(desk: &TestDesk, name: &str) -> (Browser, String) {
    let email = format!("{name}@example.com");
    register(desk.http(), &email).await.created();
    let mut browser = Browser::new(desk.http());
    browser.log_in(&email).await.ok();
    let id = profile(&browser).await.text_at("/id").to_owned();
    (browser, id)
}

pub async fn profile(browser: &Browser) -> Answer {
    browser.get("/api/users/my_profile/").await.ok()
}

pub fn update(id: &str) -> String {
    format!("/api/users/my_profile_update/{id}/")
}

fn introduction(id: &str) -> String {
    format!("/api/users/my_profile_update_for_animators_or_administartor/{id}/")
}

pub fn delete(id: &str) -> String {
    format!("/api/users/my_profile_delete/{id}/")
}

both_engines! {
    async fn a_profile_is_changed_and_deleted_by_its_owner_alone(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, id) = person(&desk, "anna").await;
        let (boris, _) = person(&desk, "boris").await;
        let (mut clown, mut root) = (Browser::new(desk.http()), Browser::new(desk.http()));
        let before = profile(&anna).await;
        for (browser, name) in [(&mut clown, "clown"), (&mut root, "root")] {
            // Imported without an address: theirs is set behind the server's back.
            let sql = format!("update users set email = '{name}@example.com', email_key = '{name}@example.com' where username = '{name}'");
            assert_eq!(Rows::behind(&desk).change(&sql).await, 1);
            browser.log_in(&format!("{name}@example.com")).await.ok();
        }
        let nobody = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90";
        for (browser, introduces) in [(&boris, false), (&clown, true), (&root, true)] {
            for method in ["PUT", "PATCH"] {
                browser.call(method, &update(&id)).json(&json!({ "username": "x" })).await.expect(403);
                browser.call(method, &update(nobody)).json(&json!({ "username": "x" })).await.expect(404);
                browser.call(method, &update("x")).json(&json!({ "username": "x" })).await.expect(404);
                let body = json!({ "intro": "x" });
                browser.call(method, &introduction(&id)).json(&body).await.expect(403);
                let unknown = if introduces { 404 } else { 403 };
                browser.call(method, &introduction(nobody)).json(&body).await.expect(unknown);
            }
            browser.call("DELETE", &delete(&id)).await.expect(403);
            browser.call("DELETE", &delete(nobody)).await.expect(404);
            let wrong_method = if introduces { 405 } else { 403 };
            browser.get(&introduction(&id)).await.expect(wrong_method);
        }
        for (method, path) in [("PATCH", update(&id)), ("PATCH", introduction(&id)), ("DELETE", delete(&id))] {
            desk.call(method, &path).await.expect(403);
        }
        anna.call("PATCH", &introduction(&id)).json(&json!({ "intro": "x" })).await.expect(403);
        assert_eq!(profile(&anna).await.json(), before.json());
    }

    async fn the_last_administrator_stays(engine: Engine) {
        let desk = desk(engine).await;
        let sql = "update users set email = 'root@example.com', email_key = 'root@example.com' where username = 'root'";
        assert_eq!(Rows::behind(&desk).change(sql).await, 1);
        let mut root = Browser::new(desk.http());
        root.log_in("root@example.com").await.ok();
        let id = profile(&root).await.text_at("/id").to_owned();
        let refused = root.call("DELETE", &delete(&id)).await.expect(403);
        assert!(refused.at("/detail").is_string());
        profile(&root).await;
    }

    async fn of_ten_who_want_one_address_one_gets_it(engine: Engine) {
        let desk = desk(engine).await;
        let spellings = ["anna@example.com", "ANNA@example.com", "anna@EXAMPLE.com"];
        let answers = together((0..10).map(|n| register(desk.http(), spellings[n % 3]))).await;
        all_within(&answers, &[201, 400]);
        assert_eq!(count(&answers, 201), 1);
        for refused in answers.iter().filter(|answer| answer.status == 400) {
            assert!(refused.at("/email/0").is_string(), "{}", refused.shown());
        }
    }

    async fn ten_whose_addresses_shorten_to_one_slug_get_ten(engine: Engine) {
        let desk = desk(engine).await;
        let dotted = |at: usize| format!("{}.{}@example.com", &"abcdefghijkl"[..at], &"abcdefghijkl"[at..]);
        let answers = together((1..11).map(|at| register(desk.http(), &dotted(at)))).await;
        assert_eq!(count(&answers, 201), 10);
        let mut slugs: Vec<&str> = answers.iter().map(|answer| answer.text_at("/slug")).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), 10);
        assert!(slugs.iter().all(|slug| slug.starts_with("abcdefghijklexamplecom")), "{slugs:?}");
    }

    async fn a_picture_is_ours_until_the_owner_decides(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, id) = person(&desk, "anna").await;
        let shown = profile(&anna).await.text_at("/image").to_owned();
        let path = shown.split_once("/media").map(|(_, path)| format!("/media{path}")).expect("an address of ours");
        let picture = desk.get(&path).await.ok();
        assert_eq!(picture.header("content-type"), Some("image/jpeg"));
        assert_eq!(picture.header("x-content-type-options"), Some("nosniff"));
        image::load_from_memory(&picture.body).expect("a picture");

        let upload = || Multipart::new().file("image", "me.png", "image/png", &samples::png());
        let mut urls = Vec::new();
        for _ in 0..2 {
            let changed = anna.call("PATCH", &update(&id)).multipart(upload()).await.ok();
            urls.push(changed.text_at("/image").to_owned());
        }
        assert_ne!(urls[0], urls[1]);
        anna.call("PATCH", &update(&id)).json(&json!({ "image": null })).await.ok();
        anna.call("PUT", &update(&id)).json(&json!({ "username": null })).await.ok();
        let bare = profile(&anna).await;
        assert_eq!((bare.at("/image"), bare.at("/username")), (&Value::Null, &Value::Null));
        desk.get(&path).await.ok();
    }

    async fn all_faulty_fields_are_told_together_and_nothing_changes(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, id) = person(&desk, "anna").await;
        let before = profile(&anna).await;
        let form = Multipart::new().text("username", &"я".repeat(51)).file("image", "x.png", "image/png", b"text");
        let refused = anna.call("PATCH", &update(&id)).multipart(form).await.expect(400);
        assert_eq!(refused.json().as_object().map(serde_json::Map::len), Some(2), "{}", refused.shown());
        for (what, name, bytes) in samples::not_pictures() {
            let form = Multipart::new().text("username", "Зоя").file("image", name, "image/png", &bytes);
            let refused = anna.call("PATCH", &update(&id)).multipart(form).await;
            assert_eq!(refused.status, 400, "{what}: {}", refused.shown());
            assert!(refused.at("/image/0").is_string(), "{what}");
        }
        assert_eq!(profile(&anna).await.json(), before.json());
    }

    async fn accounts_of_other_wires_are_shown_with_what_they_have(engine: Engine) {
        let desk = desk(engine).await;
        let body = json!({ "username": "zoya", "password": PASSWORD, "role": "client", "email": "zoya@example.com" });
        desk.post("/api/auth/register/").json(&body).await.created();
        let mut zoya = Browser::new(desk.http());
        zoya.log_in("zoya@example.com").await.ok();
        let user = zoya.get("/api/users/user/").await.ok();
        assert_eq!((user.text_at("/username"), user.text_at("/slug")), ("zoya", "zoyaexamplecom"));
        let first = profile(&zoya).await;
        assert_eq!((first.text_at("/username"), first.text_at("/role")), ("zoya", "Пользователь"));
        let change = "update users set email = null, email_key = null where username = 'zoya'";
        assert_eq!(Rows::behind(&desk).change(change).await, 1);
        let user = zoya.get("/api/users/user/").await.ok();
        assert_eq!((user.text_at("/email"), user.text_at("/slug")), ("", "zoyaexamplecom"));
    }

    async fn no_input_is_an_accident(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, id) = person(&desk, "anna").await;
        let long = "x".repeat(1_000_000);
        let odd = [
            json!(null), json!(true), json!(["a"]), json!({ "a": 1 }), json!("\0"), json!("a\0b"), json!(1e308),
            json!(-1), json!(u64::MAX), json!(""), json!(" "), json!(long), json!("%"), json!("'--"),
        ];
        let sound = json!({ "email": "new@example.com", "username": "Анна", "password": PASSWORD });
        for value in &odd {
            for field in ["email", "username", "password"] {
                let mut body = sound.clone();
                body[field] = value.clone();
                for path in ["/api/users/register/", "/api/users/login/"] {
                    let answer = desk.post(path).json(&body).await;
                    assert!(answer.status < 500, "{}", answer.shown());
                    if answer.status == 201 {
                        desk.post(path).json(&body).await.expect(400);
                        let sql = "delete from users where email = 'new@example.com'";
                        Rows::behind(&desk).change(sql).await;
                    }
                }
                let body = json!({ field: value, "image": value, "intro": value });
                let answer = anna.call("PATCH", &update(&id)).json(&body).await;
                assert!(answer.status < 500, "{}", answer.shown());
            }
        }
        for half in [r#"{"email": "\ud800@example.com"}"#, r#"{"username": "\udc00"}"#, "[", "\u{feff}{}", "[]", "1"] {
            let answer = desk.post("/api/users/register/").raw("application/json", half).await.expect(400);
            assert!(answer.json().is_object());
        }
    }
}
