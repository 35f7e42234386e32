//! Many sign up as the same person at once.

use frontdesk_testkit::{Call, Http, both_engines};
use serde_json::json;

use super::native::sign_up;
use super::old_app::register;
use super::together::{all_within, count, together};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk};

const ADDRESSES: [&str; 5] = [
    "Anna@Exämple.test",
    "ANNA@EXÄMPLE.TEST",
    "anna@exa\u{308}mple.test",
    "anna@xn--exmple-cua.test",
    "aNNA@XN--EXMPLE-CUA.test",
];

const NAMES: [&str; 5] = ["Anna", "ANNA", "anna", "ａｎｎａ", "aNnA"];

/// A sign-up on the older wire.
fn old_sign_up(http: Http, name: &str, email: &str) -> Call {
    register(http, &json!({ "username": name, "password": PASSWORD, "role": "client", "email": email }))
}

both_engines! {
    async fn sec_ACC_01_spellings_of_an_address_one_after_another_are_one_account(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (number, address) in ADDRESSES.iter().enumerate() {
            sign_up(desk.http(), &format!("anna{number}"), json!({ "email": address })).await.created();
        }
        assert_eq!(Rows::behind(&desk).column("select username from users").await, ["anna0"]);
    }

    async fn sec_ACC_01_fifty_spellings_of_an_address_at_once_are_one_account(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let calls = (0..50).map(|number| {
            sign_up(desk.http(), &format!("anna{number}"), json!({ "email": ADDRESSES[number % ADDRESSES.len()] }))
        });
        let answers = together(calls).await;
        all_within(&answers, &[201, 422]);
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "1");
        assert_eq!(Rows::behind(&desk).one("select count(*) from profiles").await, "1");
        // Whoever loses the race learns no more than whoever comes late.
        assert_eq!(
            count(&answers, 201),
            50,
            "{}",
            answers.iter().find(|answer| answer.status != 201).expect("one").shown()
        );
    }

    async fn fifty_spellings_of_a_name_at_once_are_one_account(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let answers =
            together((0..50).map(|number| sign_up(desk.http(), NAMES[number % NAMES.len()], json!({})))).await;
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "1");
        assert_eq!(count(&answers, 201), 1);
        for refused in answers.into_iter().filter(|answer| answer.status != 201) {
            refused.refuses_field("username");
        }
    }

    async fn of_many_on_the_older_wire_one_wins_and_the_others_are_told_why(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let by_address = |number: usize| (format!("anna{number}"), ADDRESSES[number % ADDRESSES.len()]);
        let answers =
            together((0..20).map(by_address).map(|(name, email)| old_sign_up(desk.http(), &name, email))).await;
        assert_eq!(count(&answers, 201), 1);
        for refused in answers.into_iter().filter(|answer| answer.status != 201) {
            assert!(refused.expect(400).at("/email/0").is_string());
        }
        let names = (0..20).map(|number| NAMES[number % NAMES.len()]);
        let answers = together(names.map(|name| old_sign_up(desk.http(), name, ""))).await;
        assert_eq!(count(&answers, 201), 1);
        for refused in answers.into_iter().filter(|answer| answer.status != 201) {
            assert!(refused.expect(400).at("/username/0").is_string());
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "2");
    }

    async fn one_address_raced_for_through_both_doors_is_one_account(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let calls = (0..20).map(|number| {
            let (name, email) = (format!("anna{number}"), ADDRESSES[number % ADDRESSES.len()]);
            if number % 2 == 0 {
                sign_up(desk.http(), &name, json!({ "email": email }))
            } else {
                old_sign_up(desk.http(), &name, email)
            }
        });
        all_within(&together(calls).await, &[201, 400, 422]);
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "1");
    }
}
