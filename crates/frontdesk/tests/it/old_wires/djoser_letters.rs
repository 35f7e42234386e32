//! `/auth/users/`: what is done by `uid` and `token`, read from the letters.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, Call, both_engines};
use serde_json::{Value, json};

use super::pair::{APP, Pair, desk, log_in, sign_up};
use crate::accounts::outbox::{letters, token_in};
use crate::accounts::together::{count, together};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

const NEW: &str = "Brisk-Lantern-77";

#[track_caller]
fn says(answer: &Answer, status: u16, body: &Value) {
    assert_eq!((answer.status, answer.json()), (status, body), "{}", answer.shown());
}

fn no_user() -> Value {
    json!({ "uid": ["Invalid user id or user doesn't exist."] })
}

fn no_token() -> Value {
    json!({ "token": ["Invalid token for given user."] })
}

/// `uid` and `token` of a letter that leads to `page` of the app.
fn proof_in(letter: &str, page: &str) -> (String, String) {
    let (_, rest) = letter.split_once(&format!("{APP}/{page}/")).unwrap_or_else(|| panic!("no {page} in {letter}"));
    let is_secret = |letter: &char| letter.is_ascii_alphanumeric() || "-_/".contains(*letter);
    let link: String = rest.chars().take_while(is_secret).collect();
    let (uid, token) = link.split_once('/').unwrap_or_else(|| panic!("{link}"));
    (uid.to_owned(), token.to_owned())
}

/// Waits for `count` letters and reads the newest to `name` that leads to `page`.
async fn letter_to(desk: &TestDesk, count: usize, name: &str, page: &str) -> String {
    let (to, link) = (format!("To: {name}@example.com"), format!("{APP}/{page}/"));
    let mut sent = letters(desk, count).await;
    sent.retain(|letter| letter.contains(&to) && letter.contains(&link));
    sent.pop().unwrap_or_else(|| panic!("no letter to {name} that leads to {page}"))
}

/// What it holds.
async fn proof_to(desk: &TestDesk, count: usize, name: &str, page: &str) -> (String, String) {
    proof_in(&letter_to(desk, count, name, page).await, page)
}

fn send(desk: &TestDesk, route: &str, body: &Value) -> Call {
    desk.post(&format!("/auth/users/{route}/")).json(body)
}

both_engines! {
    async fn an_address_is_activated_by_the_letter_of_the_sign_up(engine: Engine) {
        let desk = desk(engine).await;
        let made = sign_up(desk.http(), "anna", &json!({})).await.created();
        sign_up(desk.http(), "boris", &json!({})).await.created();
        let (uid, token) = proof_to(&desk, 2, "anna", "activate").await;
        let (other, _) = proof_to(&desk, 2, "boris", "activate").await;
        use base64::Engine as _;
        let number = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&uid).expect("base64");
        assert_eq!(String::from_utf8_lossy(&number), made.at("/id").to_string());
        // Who is not activated can be signed in, unlike there.
        let anna = Pair::log_in(desk.http(), "anna").await;
        let activate = |uid: &str, token: &str| send(&desk, "activation", &json!({ "uid": uid, "token": token }));
        let required = "This field is required.";
        says(&send(&desk, "activation", &json!({})).await, 400, &json!({ "uid": [required], "token": [required] }));
        for nobody in ["!!", "OTk5OTk5", "MQ.", "LTE"] {
            says(&activate(nobody, &token).await, 400, &no_user());
        }
        says(&activate(&uid, "x").await, 400, &no_token());
        says(&activate(&other, &token).await, 400, &no_token());
        let in_russian = activate(&uid, "x").header("accept-language", "ru").await;
        says(&in_russian, 400, &json!({ "token": ["Неверный токен для данного пользователя."] }));
        let done = activate(&uid, &token).await;
        assert!(done.status == 204 && done.text().is_empty(), "{}", done.shown());
        assert_eq!(desk.get("/api/v1/me").bearer(&anna.access).await.ok().at("/email_verified"), &json!(true));
        says(&activate(&uid, &token).await, 403, &json!({ "detail": "Stale token for given user." }));
        says(&activate(&uid, "x").await, 400, &no_token());
    }

    async fn sec_ACC_03_the_letter_is_sent_again_and_nobody_learns_to_whom(engine: Engine) {
        let desk = desk(engine).await;
        sign_up(desk.http(), "anna", &json!({})).await.created();
        sign_up(desk.http(), "paused", &json!({})).await.created();
        let (_, older) = proof_to(&desk, 2, "anna", "activate").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set suspended_at = 1 where username = 'paused'").await;
        for email in ["nobody@example.com", "paused@example.com", "Anna@Example.com"] {
            let answer = send(&desk, "resend_activation", &json!({ "email": email })).await;
            assert!(answer.status == 204 && answer.text().is_empty(), "{}", answer.shown());
        }
        assert_eq!(rows.one("select count(*) from outbox").await, "3");
        let (uid, token) = proof_to(&desk, 3, "anna", "activate").await;
        says(&send(&desk, "activation", &json!({ "uid": uid, "token": older })).await, 400, &no_token());
        send(&desk, "activation", &json!({ "uid": uid, "token": token })).await.no_content();
        send(&desk, "resend_activation", &json!({ "email": "anna@example.com" })).await.no_content();
        assert_eq!(rows.one("select count(*) from outbox").await, "3", "it is verified already");
        for (body, message) in [(json!({}), "This field is required."), (json!({ "email": "x" }), "Enter a valid email address.")] {
            for route in ["resend_activation", "reset_password", "reset_username"] {
                says(&send(&desk, route, &body).await, 400, &json!({ "email": [message] }));
            }
        }
    }

    async fn sec_PWD_08_a_forgotten_password_is_replaced_once(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        sign_up(desk.http(), "boris", &json!({})).await.created();
        let (other, _) = proof_to(&desk, 2, "boris", "activate").await;
        let (uid, activation) = proof_to(&desk, 2, "anna", "activate").await;
        send(&desk, "reset_password", &json!({ "email": "nobody@example.com" })).await.no_content();
        send(&desk, "reset_password", &json!({ "email": "ANNA@example.com" })).await.no_content();
        let (named, token) = proof_to(&desk, 3, "anna", "password").await;
        assert_eq!(named, uid);
        let confirm = |uid: &str, token: &str, new: &str| {
            send(&desk, "reset_password_confirm", &json!({ "uid": uid, "token": token, "new_password": new }))
        };
        let required = "This field is required.";
        let missing = json!({ "uid": [required], "token": [required], "new_password": [required] });
        says(&send(&desk, "reset_password_confirm", &json!({})).await, 400, &missing);
        says(&confirm("zz", &token, NEW).await, 400, &no_user());
        for (uid, token) in [(&uid, "x"), (&other, &*token), (&uid, &*activation)] {
            says(&confirm(uid, token, NEW).await, 400, &no_token());
        }
        let weak = json!({ "new_password": ["This password is too short. It must contain at least 8 characters.",
            "This password is too common.", "This password is entirely numeric."] });
        says(&confirm(&uid, &token, "123").await, 400, &weak);
        let body = json!({ "uid": uid, "token": token, "new_password": NEW, "re_new_password": "x" });
        let differ = json!({ "non_field_errors": ["The two password fields didn't match."] });
        says(&send(&desk, "reset_password_confirm", &body).await, 400, &differ);

        let answers = together((0..10).map(|_| confirm(&uid, &token, NEW))).await;
        assert_eq!(count(&answers, 204), 1);
        says(&confirm(&uid, &token, "Another-Password-9").await, 400, &no_token());
        assert!(!anna.is_in().await, "whoever was signed in is out");
        log_in(desk.http(), "anna", PASSWORD).await.expect(401);
        log_in(desk.http(), "anna", NEW).await.ok();
        says(&send(&desk, "activation", &json!({ "uid": uid, "token": activation })).await, 403,
            &json!({ "detail": "Stale token for given user." }));
    }

    async fn another_name_is_chosen_through_the_letter(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        sign_up(desk.http(), "boris", &json!({})).await.created();
        send(&desk, "reset_username", &json!({ "email": "nobody@example.com" })).await.no_content();
        send(&desk, "reset_username", &json!({ "email": "anna@example.com" })).await.no_content();
        let letter = letter_to(&desk, 3, "anna", "login").await;
        let (uid, token) = proof_in(&letter, "login");
        assert!(letter.contains("anna"), "the name, in case it is forgotten: {letter}");
        let confirm = |token: &str, new: &str| {
            send(&desk, "reset_username_confirm", &json!({ "uid": uid, "token": token, "new_username": new }))
        };
        says(&confirm("x", "anna4").await, 400, &no_token());
        let taken = json!({ "new_username": ["A user with that username already exists."] });
        says(&confirm(&token, "BORIS").await, 400, &taken);
        let body = json!({ "uid": uid, "token": token, "new_password": NEW });
        says(&send(&desk, "reset_password_confirm", &body).await, 400, &no_token());
        // A link that was refused for the name stays good.
        confirm(&token, "anna4").await.no_content();
        says(&confirm(&token, "anna5").await, 400, &no_token());
        assert_eq!(anna.get("/auth/users/me/").await.ok().text_at("/username"), "anna4");
        log_in(desk.http(), "anna4", PASSWORD).await.ok();
        let sql = "select event || ' ' || detail from security_events where event like 'account.changed' order by id";
        assert_eq!(Rows::behind(&desk).column(sql).await, ["account.changed username"]);
    }

    async fn without_an_app_the_links_lead_to_pages_of_ours_and_their_secret_is_the_token(engine: Engine) {
        let launch = frontdesk(engine).await.model("compat").env("FRONTDESK_PUBLIC_URL", "https://desk.example");
        let desk = TestDesk::open_with(launch).await;
        let made = sign_up(desk.http(), "anna", &json!({})).await.created();
        send(&desk, "reset_username", &json!({ "email": "anna@example.com" })).await.no_content();
        let sent = letters(&desk, 2).await;
        use base64::Engine as _;
        let uid = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(made.at("/id").to_string());
        let of = |subject: &str| {
            let found = sent.iter().find(|letter| letter.contains(subject)).unwrap_or_else(|| panic!("{subject}: {sent:?}"));
            token_in(found)
        };
        let activation = of("confirm your address");
        send(&desk, "activation", &json!({ "uid": uid, "token": activation })).await.no_content();
        let page = format!("/links/{}", of("Another name to sign in with"));
        let shown = desk.get(&page).header("accept-language", "ru").await.ok();
        assert!(shown.text().contains("Выберите другое имя для входа"), "{}", shown.text());
        for bad in ["", "a b"] {
            let refused = desk.post(&page).form(&[("new_login", bad)]).await.expect(422);
            assert!(refused.text().contains("role='alert'"), "{}", refused.text());
        }
        desk.post(&page).form(&[("new_login", "anna.k")]).await.ok();
        desk.get(&page).await.expect(404);
        log_in(desk.http(), "anna.k", PASSWORD).await.ok();
    }

    async fn sec_RL_04_nobody_is_plagued_with_letters(engine: Engine) {
        let launch = frontdesk_testkit::Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await.model("compat");
        let desk = TestDesk::open_with(launch.env("FRONTDESK_PUBLIC_URL", "https://desk.example")).await;
        sign_up(desk.http(), "anna", &json!({})).await.created();
        for route in ["resend_activation", "reset_password", "reset_username", "resend_activation", "reset_password"] {
            send(&desk, route, &json!({ "email": "Anna@example.com" })).await.no_content();
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "3");
    }
}
