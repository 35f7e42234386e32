//! `/auth/users/`: every case that the library's own clients know, but for its letters.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::pair::{Pair, desk, keys, log_in, sign_up};
use crate::store::Rows;
use crate::support::PASSWORD;

const NEW: &str = "Brisk-Lantern-77";
/// What is wrong with `123`, in the library's order.
const WEAK: [&str; 3] = [
    "This password is too short. It must contain at least 8 characters.",
    "This password is too common.",
    "This password is entirely numeric.",
];

/// Insists on status and body.
#[track_caller]
fn says(answer: &Answer, status: u16, body: &Value) {
    assert_eq!((answer.status, answer.json()), (status, body), "{}", answer.shown());
}

both_engines! {
    async fn an_account_is_made_and_shown_in_the_librarys_own_order(engine: Engine) {
        let desk = desk(engine).await;
        let made = sign_up(desk.http(), "anna", &json!({ "is_staff": true, "id": 1, "nickname": [] })).await.created();
        assert_eq!(keys(made.json()), ["email", "username", "id"]);
        assert_eq!((made.text_at("/email"), made.text_at("/username")), ("anna@example.com", "anna"));
        let anna = Pair::log_in(desk.http(), "anna").await;
        assert_eq!(made.at("/id"), &json!(anna.id));
        let own = anna.get("/auth/users/me/").await.ok();
        assert_eq!(keys(own.json()), ["email", "id", "username"]);
        assert_eq!(anna.get(&format!("/auth/users/{}/", anna.id)).await.ok().json(), own.json());
        assert_eq!(anna.get("/auth/users/").await.ok().json(), &json!([own.json()]));
        // The address may be missing; then it is empty everywhere.
        let body = json!({ "username": "boris", "password": PASSWORD });
        assert_eq!(desk.post("/auth/users/").json(&body).await.created().text_at("/email"), "");
        let boris = Pair::log_in(desk.http(), "boris").await;
        boris.call("PUT", "/auth/users/me/").json(boris.get("/auth/users/me/").await.ok().json()).await.ok();
    }

    async fn what_is_wrong_with_a_newcomer_is_told_by_field(engine: Engine) {
        let desk = desk(engine).await;
        sign_up(desk.http(), "anna", &json!({})).await.created();
        let required = "This field is required.";
        says(&desk.post("/auth/users/").json(&json!({})).await, 400, &json!({ "username": [required], "password": [required] }));
        let weak = |words: &[&str]| json!({ "password": words });
        for (more, refusal) in [
            (json!({ "username": "ANNA", "password": "123" }), json!({ "username": ["A user with that username already exists."] })),
            (json!({ "email": "x", "password": "123" }), json!({ "email": ["Enter a valid email address."] })),
            (json!({ "email": "Anna@Example.com" }), json!({ "email": ["User with this email already exists."] })),
            (json!({ "email": "Anna@Example.com", "password": "123" }), weak(&WEAK)),
            (json!({ "username": "a b" }), json!({ "username": [
                "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters."] })),
            (json!({ "password": "" }), weak(&["This field may not be blank."])),
            (json!({ "password": "password" }), weak(&["This password is too common."])),
            (json!({ "password": "73519482" }), weak(&["This password is entirely numeric."])),
            (json!({ "password": "vera_petrova" }), weak(&["The password is too similar to the username."])),
            (json!({ "email": "longmail@x.example", "password": "longmail1" }), weak(&["The password is too similar to the email address."])),
            (json!({ "re_password": NEW }), json!({ "non_field_errors": ["The two password fields didn't match."] })),
            (json!({ "username": "x".repeat(151) }), json!({ "username": ["Ensure this field has no more than 150 characters."] })),
        ] {
            let mut body = json!({ "email": "vera@example.com" });
            for (key, value) in more.as_object().expect("an object") {
                body[key] = value.clone();
            }
            says(&sign_up(desk.http(), "vera_petrova", &body).await, 400, &refusal);
        }
        let list = json!({ "non_field_errors": ["Invalid data. Expected a dictionary, but got list."] });
        says(&desk.post("/auth/users/").json(&json!([1])).await, 400, &list);
        let in_russian = sign_up(desk.http(), "anna", &json!({})).header("accept-language", "ru").await;
        says(&in_russian, 400, &json!({ "username": ["Пользователь с таким именем уже существует."] }));
        let in_russian = sign_up(desk.http(), "vera", &json!({ "re_password": "x" })).header("accept-language", "ru").await;
        says(&in_russian, 400, &json!({ "non_field_errors": ["Два пароля не совпадают."] }));
        sign_up(desk.http(), "vera", &json!({ "re_password": PASSWORD })).await.created();
        let refused = sign_up(desk.http(), "eve", &json!({})).bearer("junk").await.expect(401);
        assert_eq!(refused.text_at("/code"), "token_not_valid");
    }

    async fn sec_ACC_09_nobody_chooses_rights_at_sign_up(engine: Engine) {
        let desk = desk(engine).await;
        let rows = Rows::behind(&desk);
        for role in ["admin", "staff", "animator", "nonsense"] {
            let refused = sign_up(desk.http(), "eve", &json!({ "role": role })).await;
            says(&refused, 400, &json!({ "role": [format!("\"{role}\" is not a valid choice.")] }));
        }
        let flags = json!({ "is_staff": true, "is_superuser": true, "is_active": false, "id": 1, "groups": ["admin"] });
        sign_up(desk.http(), "eve", &flags).await.created();
        sign_up(desk.http(), "noor", &json!({ "role": "specialist" })).await.created();
        let roles = "select role from users where username in ('eve', 'noor') order by username";
        assert_eq!(rows.column(roles).await, ["user", "specialist"]);
        let eve = Pair::log_in(desk.http(), "eve").await;
        for method in ["PUT", "PATCH"] {
            for path in ["/auth/users/me/".to_owned(), format!("/auth/users/{}/", eve.id)] {
                let mut wishes = flags.clone();
                wishes["role"] = "admin".into();
                wishes["username"] = "root".into();
                wishes["password"] = NEW.into();
                let shown = eve.call(method, &path).json(&wishes).await.ok();
                assert_eq!(shown.text_at("/username"), "eve");
            }
        }
        assert_eq!(rows.column(roles).await, ["user", "specialist"]);
        log_in(desk.http(), "eve", PASSWORD).await.ok();
    }

    async fn an_address_is_changed_at_once_and_the_old_one_is_told(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        sign_up(desk.http(), "boris", &json!({})).await.created();
        let change = |email: Value| anna.call("PATCH", "/auth/users/me/").json(&json!({ "email": email }));
        for (email, message) in [
            (json!("x"), "Enter a valid email address."),
            (json!(null), "This field may not be null."),
            (json!(""), "The address can be changed, not taken away."),
            (json!("Boris@example.com"), "User with this email already exists."),
        ] {
            says(&change(email).await, 400, &json!({ "email": [message] }));
        }
        let shown = change(json!("anna@new.example")).await.ok();
        says(&shown, 200, &json!({ "email": "anna@new.example", "id": anna.id, "username": "anna" }));
        assert!(anna.is_in().await, "the library would have locked them out");
        let told = Rows::behind(&desk).column("select template || ' ' || recipient from outbox order by id").await;
        let expected = ["verify_email anna@example.com", "verify_email boris@example.com",
            "email_changed_notice anna@example.com", "verify_email anna@new.example"];
        assert_eq!(told, expected);
    }

    async fn sec_PWD_12_a_new_password_needs_the_present_one_and_ends_the_other_sessions(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let elsewhere = Pair::log_in(desk.http(), "anna").await;
        let set = |body: Value| anna.post("/auth/users/set_password/", &body);
        let required = "This field is required.";
        let missing = set(json!({})).await;
        says(&missing, 400, &json!({ "new_password": [required], "current_password": [required] }));
        assert_eq!(keys(missing.json()), ["new_password", "current_password"]);
        let wrong = json!({ "current_password": ["Invalid password."] });
        says(&set(json!({ "current_password": "x", "new_password": NEW })).await, 400, &wrong);
        says(&set(json!({ "current_password": "x", "new_password": "123" })).await, 400, &wrong);
        let weak = json!({ "current_password": PASSWORD, "new_password": "123" });
        says(&set(weak).await, 400, &json!({ "new_password": WEAK }));
        let differ = json!({ "current_password": PASSWORD, "new_password": NEW, "re_new_password": "x" });
        says(&set(differ).await, 400, &json!({ "non_field_errors": ["The two password fields didn't match."] }));
        let answer = set(json!({ "current_password": PASSWORD, "new_password": NEW, "re_new_password": NEW })).await;
        assert!(answer.status == 204 && answer.text().is_empty(), "{}", answer.shown());
        assert!(anna.is_in().await && !elsewhere.is_in().await);
        elsewhere.hold_up("refresh/", &elsewhere.refresh).await.expect(401);
        log_in(desk.http(), "anna", PASSWORD).await.expect(401);
        log_in(desk.http(), "anna", NEW).await.ok();
        let body = json!({ "current_password": "x", "new_password": NEW });
        let in_russian = anna.post("/auth/users/set_password/", &body).header("accept-language", "ru").await;
        says(&in_russian, 400, &json!({ "current_password": ["Неправильный пароль."] }));
    }

    async fn a_name_is_changed_with_the_password(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        sign_up(desk.http(), "boris", &json!({})).await.created();
        let set = |body: Value| anna.post("/auth/users/set_username/", &body);
        let required = "This field is required.";
        says(&set(json!({})).await, 400, &json!({ "current_password": [required], "new_username": [required] }));
        let wrong = json!({ "current_password": "x", "new_username": "anna3" });
        says(&set(wrong).await, 400, &json!({ "current_password": ["Invalid password."] }));
        let taken = json!({ "new_username": ["A user with that username already exists."] });
        says(&set(json!({ "current_password": PASSWORD, "new_username": "Boris" })).await, 400, &taken);
        let differ = json!({ "current_password": PASSWORD, "new_username": "anna3", "re_new_username": "anna4" });
        says(&set(differ).await, 400, &json!({ "non_field_errors": ["The two username fields didn't match."] }));
        set(json!({ "current_password": PASSWORD, "new_username": "anna3", "re_new_username": "anna3" })).await.no_content();
        assert_eq!(anna.get("/auth/users/me/").await.ok().text_at("/username"), "anna3");
        log_in(desk.http(), "anna", PASSWORD).await.expect(401);
        log_in(desk.http(), "anna3", PASSWORD).await.ok();
    }

    async fn an_account_is_deleted_with_the_password(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let delete = |body: Value| anna.call("DELETE", "/auth/users/me/").json(&body);
        says(&delete(json!({})).await, 400, &json!({ "current_password": ["This field is required."] }));
        says(&delete(json!({ "current_password": "x" })).await, 400, &json!({ "current_password": ["Invalid password."] }));
        delete(json!({ "current_password": PASSWORD })).await.no_content();
        let gone = anna.get("/auth/users/me/").await;
        says(&gone, 401, &json!({ "detail": "User not found", "code": "user_not_found" }));
        anna.hold_up("refresh/", &anna.refresh).await.expect(401);
        sign_up(desk.http(), "anna", &json!({})).await.created();
        // By its number, too.
        let again = Pair::log_in(desk.http(), "anna").await;
        let own = format!("/auth/users/{}/", again.id);
        again.call("DELETE", &own).json(&json!({ "current_password": PASSWORD })).await.no_content();
        assert!(!again.is_in().await);
    }

    async fn sec_RL_01_guesses_at_a_password_are_counted_wherever_they_are_made(engine: Engine) {
        let launch = frontdesk_testkit::Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await.model("compat");
        let desk = crate::support::TestDesk::open_with(launch).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let body = json!({ "current_password": "x", "new_password": NEW });
        let mut statuses = Vec::new();
        for _ in 0..12 {
            statuses.push(anna.post("/auth/users/set_password/", &body).await.status);
        }
        assert!(statuses.starts_with(&[400; 5]) && statuses.ends_with(&[429]), "{statuses:?}");
        let mut last = None;
        for _ in 0..12 {
            last = Some(log_in(desk.http(), "nobody", "x").await);
        }
        let last = last.expect("twelve").expect(429);
        assert!(last.header("retry-after").is_some_and(|seconds| seconds.parse::<u32>().is_ok()), "{}", last.shown());
        assert!(last.text_at("/detail").starts_with("Request was throttled. Expected available in "), "{}", last.shown());
    }

    async fn what_a_stranger_sends_is_never_our_fault(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let long = "я".repeat(40_000);
        let odd = [
            json!(null), json!(true), json!(1e300), json!([[]]), json!({}), json!("\0"), json!("\u{202e}"), json!(long),
            json!("MQ"), json!("%00"), json!(i64::MIN), json!("😀"),
        ];
        let routes = ["", "activation/", "resend_activation/", "reset_password/", "reset_password_confirm/", "reset_username/",
            "reset_username_confirm/", "set_password/", "set_username/"];
        for value in &odd {
            let mut body = json!({});
            for key in ["username", "email", "password", "role", "uid", "token", "new_password", "current_password", "new_username"] {
                body[key] = value.clone();
            }
            for route in routes {
                let answer = anna.post(&format!("/auth/users/{route}"), &body).await;
                assert_eq!(answer.status, 400, "{}", answer.shown().chars().take(300).collect::<String>());
            }
        }
        for segment in ["0", "-1", "abc", "99999999999999999999", "1.5", "%00", "MQ"] {
            anna.get(&format!("/auth/users/{segment}/")).await.expect(404);
        }
    }
}
