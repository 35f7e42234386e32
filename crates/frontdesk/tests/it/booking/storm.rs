//! Many hands that book, cancel and move at once, while the server is killed.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use frontdesk_testkit::{Engine, Http, both_engines};
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::watch;

use super::salon::{Salon, at, hours, in_days};
use crate::catalogue::market::{offer, service, with};
use crate::support::{Actor, rows};

/// Open bookings of a hand from which on it cancels first: nobody may have more than ten with one specialist.
const ENOUGH: usize = 8;

/// Chance that comes out the same every time.
struct Chance(u32);

impl Chance {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % limit
    }
}

/// Somebody who never rests until `until`.
struct Hand {
    actor: Actor,
    services: Arc<[String]>,
    /// Where the server listens, which changes when it is started again.
    server: watch::Receiver<Http>,
    made: Arc<AtomicU32>,
    number: u32,
}

impl Hand {
    /// Books, moves and cancels; what got no answer is asked again, with the same key, until it has one.
    async fn work(mut self, until: Instant) -> Vec<String> {
        let (mut chance, mut open, mut ids) = (Chance(self.number), Vec::new(), Vec::new());
        let mut turn = 0;
        while Instant::now() < until {
            turn += 1;
            let start: Timestamp =
                at(in_days(i64::from(1 + chance.below(20))), 9 + chance.below(12) as i8, (chance.below(4) * 15) as i8);
            let act = if open.len() >= ENOUGH { 2 } else { chance.below(4) };
            match (act, open.is_empty()) {
                (2, false) => {
                    let id = open.swap_remove(chance.below(open.len() as u32) as usize);
                    self.call("POST", &format!("/api/v1/bookings/{id}/cancellation"), None, None).await;
                }
                (3, false) => {
                    let id: &String = &open[chance.below(open.len() as u32) as usize];
                    let to = json!({ "starts_at": start.to_string() });
                    self.call("PUT", &format!("/api/v1/bookings/{id}/time"), Some(to), None).await;
                }
                _ => {
                    let service = &self.services[chance.below(self.services.len() as u32) as usize];
                    let wish = json!({ "service": service, "starts_at": start.to_string() });
                    let key = format!("{}-{turn}", self.number);
                    if let Some(id) = self.call("POST", "/api/v1/bookings", Some(wish), Some(&key)).await {
                        self.made.fetch_add(1, Ordering::Relaxed);
                        open.push(id.clone());
                        ids.push(id);
                    }
                }
            }
        }
        ids
    }

    /// The id in the answer, if it is a booking that was made.
    async fn call(
        &mut self,
        method: &str,
        path: &str,
        body: Option<serde_json::Value>,
        key: Option<&str>,
    ) -> Option<String> {
        loop {
            let actor = self.actor.clone().moved_to(*self.server.borrow_and_update());
            let mut call = actor.call(method, path);
            call = if let Some(body) = &body { call.json(body) } else { call };
            call = if let Some(key) = key { call.header("idempotency-key", key) } else { call };
            match call.try_send().await {
                Ok(answer) if answer.status == 503 => {}
                Ok(answer) => {
                    assert!(answer.status < 500, "{}", answer.shown());
                    return (answer.status == 201).then(|| answer.text_at("/id").to_owned());
                }
                // Nobody is there: until somebody is again.
                Err(_) => drop(tokio::time::timeout(Duration::from_secs(1), self.server.changed()).await),
            }
        }
    }
}

/// Four specialists' services.
async fn services(salon: &Salon) -> Arc<[String]> {
    let mut all = vec![salon.massage.clone(), offer(&salon.noor, &service("Долгий массаж", 300_000, 90)).await];
    let group = with(service("Йога", 50_000, 60), json!({ "seats": 3, "grid_minutes": 60 }));
    all.push(offer(&salon.noor, &group).await);
    for name in ["omar", "pia", "quinn"] {
        let actor = salon.desk.specialist(name).await;
        let place = json!({ "name": "Салон", "city": "Город", "time_zone": super::salon::HOME });
        let location = actor.post("/api/v1/locations").json(&place).await.created().text_at("/id").to_owned();
        let path = format!("/api/v1/locations/{location}/schedule");
        actor.put(&path).json(&hours("09:00", "21:00")).await.ok();
        all.push(offer(&actor, &service("Массаж", 150_000, 60)).await);
    }
    all.into()
}

/// `hands` work for so long; in the middle the server is killed. Then nothing is amiss, and whatever was promised is there.
async fn storm(engine: Engine, hands: u32, length: Duration) {
    let mut salon = Salon::open(engine).await;
    let services = services(&salon).await;
    let (tell, server) = watch::channel(salon.desk.http());
    let made = Arc::<AtomicU32>::default();
    let mut actors = Vec::new();
    for number in 0..hands {
        actors.push(salon.desk.client(&format!("hand{number}")).await);
    }
    let (begun, until) = (Instant::now(), Instant::now() + length);
    let working: Vec<_> = (0..hands)
        .zip(actors)
        .map(|(number, actor)| {
            let (services, server, made) = (services.clone(), server.clone(), made.clone());
            tokio::spawn(Hand { actor, services, server, made, number }.work(until))
        })
        .collect();
    let mut pulse = tokio::time::interval(Duration::from_millis(20));
    while begun.elapsed() < length / 2 || made.load(Ordering::Relaxed) < hands {
        pulse.tick().await;
    }
    salon.desk.kill_9();
    salon.desk.start_again().await;
    tell.send(salon.desk.http()).expect("somebody listens");

    let mut promised = Vec::new();
    for hand in working {
        promised.extend(hand.await.expect("no hand fails"));
    }
    salon.desk.stop().await;
    let told = salon.desk.launch().run(&["doctor"]).await;
    assert_eq!(told.code, Some(0), "{}", told.stdout);
    let mut stored: Vec<String> =
        rows(&salon.desk, "select public_id from bookings").await.into_iter().map(|row| row[0].clone()).collect();
    let mut promised: Vec<String> = promised.iter().map(|id| id.replace('-', "")).collect();
    stored.sort();
    promised.sort();
    promised.dedup();
    assert!(promised.len() as u32 >= hands, "{}", promised.len());
    assert_eq!(promised.len(), stored.len(), "as many as were answered with 201");
    assert_eq!(promised, stored);
}

both_engines! {
    async fn sec_DUR_01_a_storm_of_bookings_with_a_kill_in_it_leaves_what_was_promised(engine: Engine) {
        storm(engine, 8, Duration::from_secs(2)).await;
    }

    #[ignore = "slow: 64 hands for a minute"]
    async fn sec_DUR_01_a_minute_of_storm_with_a_kill_in_it_leaves_what_was_promised(engine: Engine) {
        storm(engine, 64, Duration::from_secs(60)).await;
    }
}
