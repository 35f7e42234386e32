//! What a stranger may learn from how long an answer takes: nothing (security checklist ACC-03, PWD-07).

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::alike::take_the_same_time;
use super::native::{sign_in, sign_up};
use super::old_app::log_in;
use super::sign_in_alike::population;
use crate::support::TestDesk;

const WRONG: &str = "Wrong-Password-77";

both_engines! {
    #[ignore = "slow: 800 hashes, one after another"]
    async fn sec_PWD_07_a_refused_sign_in_takes_the_same_time_for_everybody(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = population(&desk).await;
        take_the_same_time(people, |which, _| sign_in(desk.http(), people[which], WRONG)).await;
    }

    #[ignore = "slow: 800 hashes, one after another"]
    async fn sec_PWD_07_a_refused_log_in_on_an_older_wire_takes_the_same_time_for_everybody(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = population(&desk).await;
        take_the_same_time(people, |which, _| log_in(desk.http(), people[which], WRONG)).await;
    }

    #[ignore = "slow: 400 sign-ups, one after another"]
    async fn sec_ACC_03_a_sign_up_with_a_known_address_takes_as_long_as_one_with_a_new_one(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        take_the_same_time(["known", "new"], |which, number| {
            let email = if which == 0 { "anna@example.com".to_owned() } else { format!("f{number}@example.com") };
            sign_up(desk.http(), &format!("n{number}"), json!({ "email": email }))
        })
        .await;
    }

    #[ignore = "slow: 600 requests, one after another"]
    async fn sec_ACC_03_asking_for_a_new_password_takes_the_same_time_for_everybody(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = population(&desk).await;
        take_the_same_time(people, |which, _| {
            desk.post("/api/v1/password-resets").json(&json!({ "identifier": people[which] }))
        })
        .await;
    }

    #[ignore = "slow: 600 requests, one after another"]
    async fn sec_ACC_03_a_wrong_code_takes_the_same_time_for_everybody(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = population(&desk).await;
        take_the_same_time(people, |which, _| {
            let body = json!({ "identifier": people[which], "code": "000000", "new_password": "Meadow-Lantern-17" });
            desk.post("/api/v1/password-resets/complete").json(&body)
        })
        .await;
    }
}
