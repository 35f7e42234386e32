//! Addresses and numbers that become their owner's.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::outbox::{code_in, letters, texts, token_in};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk};

async fn anna(desk: &TestDesk) -> Actor {
    sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
    Actor::sign_in(desk.http(), "anna", "").await
}

both_engines! {
    async fn an_address_is_verified_by_the_code_that_went_there(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = anna(&desk).await;
        assert_eq!(anna.get("/api/v1/me").await.ok().at("/email_verified"), &json!(false));
        anna.post("/api/v1/me/email/proof").await.expect(202);
        let code = code_in(&letters(&desk, 1).await[0]);
        let show = |code: &str| anna.post("/api/v1/me/email/proof/code").json(&json!({ "code": code }));
        show("12345").await.refuses_field("code");
        show(&code).await.no_content();
        assert_eq!(anna.get("/api/v1/me").await.ok().at("/email_verified"), &json!(true));
        show(&code).await.refuses_field("code");
        anna.post("/api/v1/me/email/proof").await.expect(202);
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "1", "it is verified already");
    }

    async fn an_address_is_verified_by_the_link_too(engine: Engine) {
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_PUBLIC_URL", "https://d.example")).await;
        let anna = anna(&desk).await;
        anna.post("/api/v1/me/email/proof").await.expect(202);
        let token = token_in(&letters(&desk, 1).await[0]);
        let follow = || desk.post("/api/v1/links").json(&json!({ "token": token }));
        assert_eq!(follow().await.ok().text_at("/purpose"), "verify_email");
        follow().await.refuses_field("token");
        assert_eq!(anna.get("/api/v1/me").await.ok().at("/email_verified"), &json!(true));
    }

    async fn sec_ACC_05_nobody_verifies_an_address_by_saying_so(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for more in [json!({ "email_verified": true }), json!({ "email_verified_at": 1 }), json!({ "is_active": true })] {
            let mut body = more.clone();
            body["email"] = json!("eve@example.com");
            sign_up(desk.http(), "eve", body).await.is_problem(422, "invalid");
        }
        let anna = anna(&desk).await;
        anna.patch("/api/v1/me/profile").json(&json!({ "email_verified": true })).await.is_problem(422, "invalid");
        assert_eq!(Rows::behind(&desk).one("select count(*) from users where email_verified_at is not null").await, "0");
    }

    async fn sec_ACC_07_an_address_changes_when_the_new_one_agrees_and_the_old_one_is_told(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = anna(&desk).await;
        let change = |password: &str| {
            anna.put("/api/v1/me/email").json(&json!({ "email": "anna@new.example", "current_password": password }))
        };
        change("Wrong-Password-77").await.refuses_field("current_password");
        change(PASSWORD).await.expect(202);
        let letter = letters(&desk, 1).await.remove(0);
        assert!(letter.contains("To: anna@new.example"), "{letter}");
        assert_eq!(anna.get("/api/v1/me").await.ok().text_at("/email"), "anna@example.com", "not yet");
        anna.post("/api/v1/me/email/code").json(&json!({ "code": code_in(&letter) })).await.no_content();
        let account = anna.get("/api/v1/me").await.ok();
        assert_eq!((account.text_at("/email"), account.at("/email_verified")), ("anna@new.example", &json!(true)));
        let notice = letters(&desk, 2).await.remove(1);
        assert!(notice.contains("To: anna@example.com") && !notice.contains("anna@new.example"), "{notice}");
        sign_in(desk.http(), "anna@new.example", PASSWORD).await.created();
        sign_in(desk.http(), "anna@example.com", PASSWORD).await.is_problem(401, "invalid_credentials");
    }

    async fn sec_ACC_03_an_address_that_somebody_has_gets_no_letter_and_the_same_answer(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = anna(&desk).await;
        sign_up(desk.http(), "boris", json!({ "email": "boris@example.com" })).await.created();
        let body = json!({ "email": "BORIS@example.com", "current_password": PASSWORD });
        anna.put("/api/v1/me/email").json(&body).await.expect(202);
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "0");
        sign_in(desk.http(), "boris@example.com", PASSWORD).await.created();
    }

    async fn a_number_is_verified_by_the_code_that_it_got(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let anna = anna(&desk).await;
        let put = |phone: serde_json::Value| {
            anna.put("/api/v1/me/phone").json(&json!({ "phone": phone, "current_password": PASSWORD }))
        };
        put(json!("call me")).await.refuses_field("phone");
        let account = put(json!("8 (900) 123-45-67")).await.ok();
        assert_eq!(account.at("/phone_verified"), &json!(false));
        let text = texts(&desk, 1).await.remove(0);
        assert!(text.contains("+79001234567"), "{text}");
        let show = |code: &str| anna.post("/api/v1/me/phone/proof/code").json(&json!({ "code": code }));
        let code = code_in(&text);
        show("not it").await.refuses_field("code");
        show(&code).await.no_content();
        assert_eq!(anna.get("/api/v1/me").await.ok().at("/phone_verified"), &json!(true));
        put(json!(null)).await.ok();
        let account = anna.get("/api/v1/me").await.ok();
        assert_eq!((account.at("/phone"), account.at("/phone_verified")), (&json!(null), &json!(false)));
    }
}
