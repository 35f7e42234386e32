//! Services that are offered by many hands at once, and what is left of them.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use frontdesk_testkit::{Answer, Call, Server};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::support::{Actor, rows};

/// The key of a request, and what it was answered or what happened instead.
type Told = (String, Result<Answer, String>);

/// Hands that offer services without a pause, each request with a key of its own.
pub struct Hands {
    stop: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU32>,
    working: Vec<JoinHandle<Vec<Told>>>,
}

/// What became of the requests.
#[derive(Default)]
pub struct Outcome {
    /// The services that the server said were made.
    pub made: Vec<Value>,
    /// Other complete answers: their statuses.
    pub refused: Vec<u16>,
    /// Requests without a complete answer: what happened instead.
    pub unanswered: Vec<String>,
    /// The keys of all requests.
    pub keys: BTreeSet<String>,
}

impl Hands {
    /// Puts `hands` to work, until together they have sent `most` requests or are stopped.
    pub fn start(actor: &Actor, hands: u32, most: u32) -> Self {
        let (stop, acknowledged, next) =
            (Arc::<AtomicBool>::default(), Arc::<AtomicU32>::default(), Arc::<AtomicU32>::default());
        let hand = |_| {
            let (actor, stop, acknowledged, next) = (actor.clone(), stop.clone(), acknowledged.clone(), next.clone());
            tokio::spawn(async move {
                let mut told = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= most {
                        break;
                    }
                    let key = format!("offer-{number}");
                    let call = actor.post("/api/v1/services").header("idempotency-key", &key).json(&offer(number));
                    let answer = persistently(call, &stop).await;
                    let (is_made, is_gone) =
                        (answer.as_ref().is_ok_and(|answer| answer.status == 201), answer.is_err());
                    acknowledged.fetch_add(u32::from(is_made), Ordering::Relaxed);
                    told.push((key, answer));
                    if is_gone {
                        break;
                    }
                }
                told
            })
        };
        Self { working: (0..hands).map(hand).collect(), stop, acknowledged }
    }

    /// Waits until so many services are made.
    pub async fn until(&self, made: u32) {
        while self.acknowledged.load(Ordering::Relaxed) < made && !self.working.iter().all(JoinHandle::is_finished) {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }

    /// Lets the requests that are under way end, sends no more, and tells what became of all.
    pub async fn rest(self) -> Outcome {
        self.stop.store(true, Ordering::Relaxed);
        self.rest_of_all().await
    }

    /// Lets all requests be sent and answered, and tells what became of them.
    pub async fn rest_of_all(self) -> Outcome {
        let mut outcome = Outcome::default();
        for hand in self.working {
            for (key, told) in hand.await.expect("a hand does not panic") {
                outcome.keys.insert(key);
                match told {
                    Ok(answer) if answer.status == 201 => outcome.made.push(answer.json().clone()),
                    Ok(answer) => outcome.refused.push(answer.status),
                    Err(why) => outcome.unanswered.push(why),
                }
            }
        }
        outcome
    }
}

/// Sends the request again while the server is busy, as its answer says that one should.
async fn persistently(call: Call, stop: &AtomicBool) -> Result<Answer, String> {
    loop {
        let answer = call.clone().try_send().await?;
        if answer.status != 503 || stop.load(Ordering::Relaxed) {
            return Ok(answer);
        }
    }
}

/// The body of offer `number`; all that it says follows from the number.
pub fn offer(number: u32) -> Value {
    json!({
        "name": format!("Стрижка номер {number}"), "category": "hair", "description": format!("Описание {number}"),
        "price_minor": 10_000 + number, "duration_minutes": 1 + number % 1_440,
    })
}

/// Insists that everything that was acknowledged is there as it was told, and nothing is there by halves.
pub async fn assert_whole(server: &Server, outcome: &Outcome) {
    let stored = rows(server, "select public_id, name, description, price_minor, duration_minutes from services").await;
    let stored: BTreeSet<Vec<String>> =
        stored.into_iter().map(|row| row.iter().map(|cell| cell.replace('-', "")).collect()).collect();
    for made in &outcome.made {
        let text = |key: &str| made[key].as_str().unwrap_or_default().replace('-', "");
        let row = vec![
            text("id"),
            text("name"),
            text("description"),
            made["price_minor"].to_string(),
            made["duration_minutes"].to_string(),
        ];
        assert!(stored.contains(&row), "acknowledged and lost: {made}");
    }
    assert!(stored.len() <= outcome.keys.len(), "{} services of {} requests", stored.len(), outcome.keys.len());
    let (services, answers, changes) = ("services s", "idempotent_answers a", "service_changes c");
    let lonely = |one: &str, other: &str, bond: &str| {
        format!("select count(*) from {one} where not exists (select 1 from {other} where {bond}) having count(*) > 0")
    };
    for (what, sql) in [
        ("that no search index hears of", lonely(services, changes, "c.service_id = s.id")),
        ("without their key", lonely(services, answers, "a.resource = s.public_id")),
        ("but only their key", lonely(answers, services, "s.public_id = a.resource")),
        ("but only as a change", lonely(changes, services, "s.id = c.service_id")),
        ("twice", "select name from services group by name having count(*) > 1".to_owned()),
    ] {
        assert_eq!(rows(server, &sql).await, Vec::<Vec<String>>::new(), "some services are there {what}");
    }
}
