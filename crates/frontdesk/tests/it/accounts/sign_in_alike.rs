//! What a stranger may learn from being turned away: nothing.

use std::time::Duration;

use frontdesk_testkit::{Answer, Http, Launch, both_engines};
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
async fn population(desk: &TestDesk) -> [&'static str; 4] {
    for name in ["known", "paused", "nopass"] {
        sign_up(desk.http(), name, json!({ "email": format!("{name}@example.com") })).await.created();
    }
    let rows = Rows::behind(desk);
    assert_eq!(rows.change("update users set suspended_at = 1 where username = 'paused'").await, 1);
    assert_eq!(rows.change("update users set password_hash = null where username = 'nopass'").await, 1);
    ["known", "paused", "nopass", "nobody"]
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

async fn sampled(http: Http, name: &str, wire: fn(Http, &str, &str) -> frontdesk_testkit::Call) -> Duration {
    let answer = wire(http, name, WRONG).await.expect(401);
    answer.elapsed
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

    #[ignore = "slow: 800 hashes, one after another"]
    async fn sec_ACC_03_all_of_them_take_the_same_time(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = population(&desk).await;
        for wire in [sign_in, log_in] {
            let mut times: [Vec<Duration>; 4] = Default::default();
            for round in 0..400 {
                // Taken in turns that change, so that a busy moment of the machine meets all of them.
                let turn = (round + round / 4) % 4;
                times[turn].push(sampled(desk.http(), people[turn], wire).await);
            }
            let medians = times.map(median);
            let (least, most) = (medians.iter().min().expect("four"), medians.iter().max().expect("four"));
            assert!(most.as_secs_f64() <= least.as_secs_f64() * 1.10, "{people:?} take {medians:?}");
        }
    }

    #[ignore = "slow: 200 sign-ups, one after another"]
    async fn sec_ACC_03_a_known_address_takes_as_long_as_a_new_one(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        let (mut known, mut fresh) = (Vec::new(), Vec::new());
        for number in 0..100 {
            let email = json!({ "email": "anna@example.com" });
            known.push(sign_up(desk.http(), &format!("k{number}"), email).await.created().elapsed);
            let email = json!({ "email": format!("f{number}@example.com") });
            fresh.push(sign_up(desk.http(), &format!("f{number}"), email).await.created().elapsed);
        }
        let (known, fresh) = (median(known).as_secs_f64(), median(fresh).as_secs_f64());
        assert!((known / fresh - 1.0).abs() <= 0.10, "known {known}, new {fresh}");
    }
}
