//! Many specialists at work at the same time: none of them is told to come back later.

use frontdesk_testkit::{Call, both_engines};
use serde_json::{Value, json};

use super::market::{offer, service};
use crate::support::{Actor, TestDesk};

const HANDS: usize = 8;
/// Requests of each hand.
const ROUNDS: usize = 24;

/// Eight specialists with a service each.
async fn eight(desk: &TestDesk) -> Vec<(Actor, String)> {
    let mut all = Vec::new();
    for number in 0..HANDS {
        let actor = desk.specialist(&format!("noor{number}")).await;
        let path = format!("/api/v1/services/{}", offer(&actor, &service("Стрижка", 80_000, 30)).await);
        all.push((actor, path));
    }
    all
}

/// Everybody sends request after request; insists that all succeed.
async fn busily(people: &[(Actor, String)], status: u16, call: impl Fn(&Actor, &str, usize) -> Call) {
    let mut working = Vec::new();
    for (hand, (actor, path)) in people.iter().enumerate() {
        let calls: Vec<Call> = (0..ROUNDS).map(|round| call(actor, path, round * HANDS + hand)).collect();
        working.push(tokio::spawn(async move {
            let mut others = Vec::new();
            for call in calls {
                let answer = call.await;
                if answer.status != status {
                    others.push(answer.shown());
                }
            }
            others
        }));
    }
    let mut others = Vec::new();
    for hand in working {
        others.extend(hand.await.expect("a hand does not panic"));
    }
    assert!(others.is_empty(), "{} of {}: {}", others.len(), HANDS * ROUNDS, others.join("\n"));
}

both_engines! {
    async fn creates_do_not_get_in_each_others_way(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = eight(&desk).await;
        let body = |number: usize| service(&format!("Маникюр {number}"), 1_000, 30);
        busily(&people, 201, |actor, _, number| actor.post("/api/v1/services").json(&body(number))).await;
        busily(&people, 201, |actor, _, number| {
            actor.post("/api/v1/services").header("idempotency-key", &number.to_string()).json(&body(number))
        })
        .await;
    }

    async fn changes_do_not_get_in_each_others_way(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let people = eight(&desk).await;
        let change = |change: fn(usize) -> Value| {
            move |actor: &Actor, path: &str, number: usize| actor.patch(path).json(&change(number))
        };
        busily(&people, 200, change(|number| json!({ "name": format!("Маникюр {number}") }))).await;
        busily(&people, 200, change(|number| json!({ "price_minor": 1_000 + number }))).await;
        busily(&people, 200, change(|number| json!({ "active": number % 2 == 0 }))).await;
        busily(&people, 200, |actor, _, number| {
            actor.patch("/api/v1/me/profile").json(&json!({ "city": format!("Город {number}") }))
        })
        .await;
    }
}
