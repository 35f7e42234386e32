//! Both wires where people are known by their addresses.

use frontdesk_testkit::{Answer, Engine, both_engines};
use serde_json::{Value, json};

use crate::accounts::outbox::letters;
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

/// The shipped model of people without user names.
const SHIPPED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/users.toml"));

async fn desk(engine: Engine) -> TestDesk {
    let launch = frontdesk(engine).await.env("FRONTDESK_LINK_RESET_LOGIN", "https://app.example/{uid}/{token}");
    let model = SHIPPED.replacen("dialects = [\"users\"]", "dialects = [\"simplejwt\", \"djoser\"]", 1);
    let path = launch.folder().join("mine.toml");
    std::fs::write(&path, model).expect("a folder of our own can be written");
    TestDesk::open_with(launch.model(path.to_str().expect("a plain path"))).await
}

async fn sign_up(desk: &TestDesk, email: &str) -> Answer {
    desk.post("/auth/users/").json(&json!({ "email": email, "password": PASSWORD })).await
}

async fn log_in(desk: &TestDesk, email: &str) -> Answer {
    desk.post("/api/token/").json(&json!({ "email": email, "password": PASSWORD })).await
}

#[track_caller]
fn says(answer: &Answer, status: u16, body: &Value) {
    assert_eq!((answer.status, answer.json()), (status, body), "{}", answer.shown());
}

both_engines! {
    async fn people_sign_up_and_log_in_with_their_address(engine: Engine) {
        let desk = desk(engine).await;
        let made = sign_up(&desk, "anna@example.com").await.created();
        says(&made, 201, &json!({ "email": "anna@example.com", "id": made.at("/id") }));
        says(&sign_up(&desk, "ANNA@example.com").await, 400, &json!({ "email": ["User with this email already exists."] }));
        let required = "This field is required.";
        let missing = json!({ "email": [required], "password": [required] });
        for path in ["/auth/users/", "/api/token/", "/auth/jwt/create"] {
            says(&desk.post(path).json(&json!({ "username": "anna" })).await, 400, &missing);
        }
        let access = log_in(&desk, "Anna@Example.com").await.ok().text_at("/access").to_owned();
        // What people are known by is not changed in passing.
        let me = desk.patch("/auth/users/me/").bearer(&access).json(&json!({ "email": "other@example.com" })).await;
        says(&me, 200, &json!({ "email": "anna@example.com", "id": made.at("/id") }));
    }

    async fn an_address_is_changed_with_the_password_or_through_the_letter(engine: Engine) {
        let desk = desk(engine).await;
        sign_up(&desk, "anna@example.com").await.created();
        sign_up(&desk, "boris@example.com").await.created();
        let access = log_in(&desk, "anna@example.com").await.ok().text_at("/access").to_owned();
        let set = |email: &str, password: &str| {
            let body = json!({ "new_email": email, "current_password": password });
            desk.post("/auth/users/set_email/").bearer(&access).json(&body)
        };
        says(&set("anna@new.example", "x").await, 400, &json!({ "current_password": ["Invalid password."] }));
        says(&set("x", PASSWORD).await, 400, &json!({ "new_email": ["Enter a valid email address."] }));
        let taken = json!({ "new_email": ["User with this email already exists."] });
        says(&set("boris@example.com", PASSWORD).await, 400, &taken);
        set("anna@new.example", PASSWORD).await.no_content();
        log_in(&desk, "anna@new.example").await.ok();

        desk.post("/auth/users/reset_email/").json(&json!({ "email": "boris@example.com" })).await.no_content();
        let letter = letters(&desk, 5).await.into_iter().find(|letter| letter.contains("app.example")).expect("the link");
        let (_, link) = letter.split_once("https://app.example/").expect("a link");
        let (uid, rest) = link.split_once('/').expect("two parts");
        let token: String = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter)).collect();
        let confirm = |email: &str| {
            let body = json!({ "uid": uid, "token": token, "new_email": email });
            desk.post("/auth/users/reset_email_confirm/").json(&body)
        };
        says(&confirm("anna@new.example").await, 400, &taken);
        confirm("boris@new.example").await.no_content();
        says(&confirm("boris@other.example").await, 400, &json!({ "token": ["Invalid token for given user."] }));
        log_in(&desk, "boris@new.example").await.ok();
        log_in(&desk, "boris@example.com").await.expect(401);
        let notices = "select recipient from outbox where template = 'email_changed_notice' order by id";
        assert_eq!(Rows::behind(&desk).column(notices).await, ["anna@example.com", "boris@example.com"]);
        let unproven = "select count(*) from users where email_verified_at is not null";
        assert_eq!(Rows::behind(&desk).one(unproven).await, "0", "a new address proves nothing yet");
    }
}
