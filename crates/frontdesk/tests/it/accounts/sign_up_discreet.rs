//! Signing up with an address that somebody has.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::native::{sign_in, sign_up};
use super::old_app::register;
use super::outbox::letters;
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

/// What a stranger sees of an answer beside its values.
fn outline(answer: &Answer) -> (u16, Vec<String>, Vec<String>) {
    let mut headers: Vec<_> = answer.headers.iter().map(|(name, _)| name.clone()).collect();
    headers.sort();
    (answer.status, headers, answer.json().as_object().expect("an object").keys().cloned().collect())
}

both_engines! {
    async fn sec_ACC_03_a_known_address_gets_the_same_answer_and_no_account(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        let fresh = sign_up(desk.http(), "boris", json!({ "email": "boris@example.com" })).await.created();
        let known = sign_up(desk.http(), "mallory", json!({ "email": "ANNA@example.COM" })).await.created();
        assert_eq!(outline(&known), outline(&fresh));
        assert_eq!(known.text_at("/email"), "ANNA@example.com", "what was typed, as for any other address");
        assert_eq!(&known.text_at("/id")[14..15], "7");

        let rows = Rows::behind(&desk);
        assert_eq!(rows.column("select username from users order by id").await, ["anna", "boris"]);
        assert_eq!(rows.one("select count(*) from profiles").await, "2");
        sign_in(desk.http(), "mallory", PASSWORD).await.is_problem(401, "invalid_credentials");
        sign_in(desk.http(), "anna@example.com", PASSWORD).await.created();
    }

    async fn sec_ACC_02_the_letter_goes_to_the_stored_address(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "Anna.Lee@exämple.test" })).await.created();
        sign_up(desk.http(), "mallory", json!({ "email": "aNNA.lEE@xn--exmple-cua.test" })).await.created();
        let letters = letters(&desk, 1).await;
        let recipients: Vec<_> = letters[0].lines().filter(|line| line.starts_with("To:")).collect();
        assert_eq!(recipients, ["To: Anna.Lee@exämple.test"]);
        assert!(
            letters[0].contains("You have an account already") || letters[0].contains("sign in instead"),
            "{}",
            letters[0]
        );
        assert!(!letters[0].contains(PASSWORD) && !letters[0].contains("mallory"), "{}", letters[0]);
        assert_eq!(letters.len(), 1, "and nobody else gets one");
    }

    async fn a_known_address_does_not_excuse_what_else_is_wrong(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        let email = "anna@example.com";
        sign_up(desk.http(), "anna", json!({ "email": email })).await.refuses_field("username");
        sign_up(desk.http(), "b", json!({ "email": email, "password": "short" })).await.refuses_field("password");
        sign_up(desk.http(), "b", json!({ "email": email, "role": "admin" })).await.refuses_field("role");
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one("select count(*) from outbox").await, "0", "nothing that was refused sends a letter");
    }

    async fn sec_ACC_03_a_value_that_is_another_persons_is_refused_whoever_has_the_address(engine: Engine) {
        let launch = frontdesk(engine).await.model("mine.toml");
        let field = "[[fields]]\nkey = \"nick\"\ntype = \"text\"\nunique = true\nsign_up = \"optional\"\n\
                     label = { ru = \"Прозвище\", en = \"Nick\" }\nread = [\"anyone\"]\nwrite = [\"own\"]\n";
        let shipped = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/marketplace.toml"));
        std::fs::write(launch.folder().join("mine.toml"), format!("{shipped}\n{field}")).expect("written");
        let desk = TestDesk::open_with(launch).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com", "nick": "Ёж" })).await.created();
        for email in ["anna@example.com", "nobody@example.com"] {
            sign_up(desk.http(), "mallory", json!({ "email": email, "nick": "ЁЖ" })).await.refuses_field("nick");
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "0");
    }

    async fn sec_RL_04_a_stranger_cannot_fill_the_owners_letter_box(engine: Engine) {
        let desk = TestDesk::open_with(frontdesk(engine).await.env("FRONTDESK_LIMITS", "on")).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        for number in 0..6 {
            // The fourth is answered like the first, and sends nothing.
            let name = format!("mallory{number}");
            sign_up(desk.http(), &name, json!({ "email": "anna@example.com" })).await.created();
        }
        let sent: usize = Rows::behind(&desk).one("select count(*) from outbox").await.parse().expect("a number");
        assert!((1..=3).contains(&sent), "{sent} letters in a moment");
    }

    async fn the_older_wire_names_a_known_address(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "Anna@Example.com" })).await.created();
        let body = json!({ "username": "boris", "password": PASSWORD, "role": "client", "email": "aNNa@eXample.com" });
        let refused = register(desk.http(), &body).await.expect(400);
        assert!(refused.at("/email/0").is_string(), "{}", refused.shown());
        assert_eq!(refused.json().as_object().expect("an object").len(), 1, "{}", refused.shown());
    }

    async fn a_number_may_stand_in_several_accounts_and_then_names_nobody(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let phone = json!({ "phone": "8 900 123-45-67" });
        sign_up(desk.http(), "anna", phone.clone()).await.created();
        sign_in(desk.http(), "+79001234567", PASSWORD).await.created();
        // Somebody else claims the number: neither the claimant nor a guesser may get in by it.
        sign_up(desk.http(), "mallory", phone).await.created();
        sign_in(desk.http(), "+79001234567", PASSWORD).await.is_problem(401, "invalid_credentials");
        sign_in(desk.http(), "anna", PASSWORD).await.created();
    }
}
