//! What a stranger may learn from being turned away: nothing.

use frontdesk_testkit::{Answer, Launch, both_engines};
use serde_json::{Value, json};

use super::native::{sign_in, sign_up};
use super::old_app::log_in;
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk};

const WRONG: &str = "Wrong-Password-77";

/// Everything but the request's own number and the time of day.
fn outline(answer: &Answer) -> (u16, Vec<(String, String)>, Value) {
    let own = ["x-request-id", "date"];
    let headers = answer.headers.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned().collect();
    let mut body = answer.json().clone();
    body.as_object_mut().expect("an object").remove("request_id");
    (answer.status, headers, body)
}

/// Accounts that nobody may tell apart: known, suspended, without a password; and a name that is nobody's.
pub async fn population(desk: &TestDesk) -> [&'static str; 4] {
    for name in ["known", "paused", "nopass"] {
        sign_up(desk.http(), name, json!({ "email": format!("{name}@example.com") })).await.created();
    }
    let rows = Rows::behind(desk);
    assert_eq!(rows.change("update users set suspended_at = 1 where username = 'paused'").await, 1);
    assert_eq!(rows.change("update users set password_hash = null where username = 'nopass'").await, 1);
    ["known", "paused", "nopass", "nobody"]
}

both_engines! {
    async fn sec_RL_01_a_number_is_one_in_all_spellings_whether_somebody_has_it_or_not(engine: Engine) {
        let desk = TestDesk::open_with(Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await).await;
        sign_up(desk.http(), "anna", json!({ "phone": "+7 900 111-22-33" })).await.created();
        for (one, other) in [("89001112233", "+79001112233"), ("89004445566", "+79004445566")] {
            for _ in 0..10 {
                sign_in(desk.http(), one, WRONG).await.expect(401);
            }
            sign_in(desk.http(), other, WRONG).await.expect(429);
        }
    }

    async fn sec_PWD_07_unknown_suspended_and_wrong_are_one_answer(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = population(&desk).await;
        let (native, old) = (sign_in(desk.http(), "known", WRONG).await, log_in(desk.http(), "known", WRONG).await);
        let (native, old) = (native.is_problem(401, "invalid_credentials"), old.expect(401));
        assert_eq!(old.json().as_object().expect("an object").keys().collect::<Vec<_>>(), ["detail"]);
        for name in people {
            for spelling in [name.to_owned(), format!("{name}@example.com"), name.to_uppercase()] {
                assert_eq!(outline(&sign_in(desk.http(), &spelling, WRONG).await), outline(&native), "{spelling}");
                assert_eq!(outline(&log_in(desk.http(), &spelling, WRONG).await), outline(&old), "{spelling}");
            }
        }
        // Not even who knows the password learns that the account is there and paused.
        assert_eq!(outline(&sign_in(desk.http(), "paused", PASSWORD).await), outline(&native));
        assert_eq!(outline(&log_in(desk.http(), "paused", PASSWORD).await), outline(&old));
    }
}
