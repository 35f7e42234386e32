//! A town with several salons, searched in many ways.

use std::collections::BTreeMap;

use frontdesk_testkit::Engine;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::salon::{hours, moment};
use crate::catalogue::market::{offer, service, with};
use crate::support::{Actor, TestDesk};

/// Somebody who works somewhere, as the test knows it.
pub struct Place {
    pub id: String,
    pub city: &'static str,
    /// Kilometres from the point (0, 0) along the equator; none, if nobody said where it is.
    pub km: Option<i64>,
}

/// A service, wherever and by whomever it is performed.
pub struct Ware {
    pub id: String,
    pub name: String,
    pub offers: Vec<Offer>,
}

/// What a service is with whoever works at a place.
#[derive(Clone, Copy)]
pub struct Offer {
    pub place: usize,
    pub price: i64,
    pub minutes: i64,
}

/// Somebody who works, and where.
pub struct Worker {
    pub actor: Actor,
    pub places: Vec<usize>,
}

/// A town with several salons, some of whose time is taken.
pub struct Town {
    pub desk: TestDesk,
    pub people: Vec<Worker>,
    pub places: Vec<Place>,
    pub wares: Vec<Ware>,
}

/// What is free, by the numbers of service and place; with the clock's own words for it.
pub type Slots = BTreeMap<(usize, usize), Vec<(Timestamp, String)>>;

/// The same numbers every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides) as usize
    }
}

const NAMES: [&str; 4] = ["Маникюр", "Мужская стрижка", "Стрижка", "Массаж лица"];
const CITIES: [(&str, &str); 3] = [("Казань", "Europe/Moscow"), ("Омск", "Asia/Omsk"), ("Лондон", "Europe/London")];

impl Town {
    pub async fn found(engine: Engine, seed: u64) -> Self {
        let (desk, mut dice) = (TestDesk::open(engine).await, Dice(seed));
        let (mut places, mut wares) = (Vec::new(), Vec::new());
        let mut people = Vec::new();
        for name in ["noor", "omar", "zoya", "igor"] {
            let person = desk.specialist(name).await;
            let mut own = Vec::new();
            for _ in 0..=dice.roll(2) {
                let (city, zone) = CITIES[dice.roll(3)];
                let km = (dice.roll(3) > 0).then(|| dice.roll(300) as i64);
                let mut body = json!({ "name": "Салон", "city": city, "address": "", "time_zone": zone });
                if let Some(km) = km {
                    body["latitude"] = "0".into();
                    body["longitude"] = format!("{}.{:03}", km / 100, km % 100 * 10).into();
                }
                let id = person.post("/api/v1/locations").json(&body).await.created().text_at("/id").to_owned();
                let (opens, closes) = [("09:00", "18:00"), ("12:05", "26:00"), ("06:00", "11:00")][dice.roll(3)];
                person.put(&format!("/api/v1/locations/{id}/schedule")).json(&hours(opens, closes)).await.ok();
                own.push(places.len());
                places.push(Place { id, city, km });
            }
            for name in NAMES.iter().take(1 + dice.roll(4)) {
                let (price, minutes) = (1_000 * (1 + dice.roll(9) as i64), [30, 45, 60, 180][dice.roll(4)]);
                let limit = [Value::Null, json!(1)][dice.roll(2)].clone();
                let (grid, lead) = ([5, 15, 60][dice.roll(3)], [0, 600, 4_000][dice.roll(3)]);
                let (horizon, buffer) = ([1, 5, 60][dice.roll(3)], [0, 30][dice.roll(2)]);
                let seats = [1, 1, 3][dice.roll(3)];
                let terms = json!({
                    "grid_minutes": grid, "lead_minutes": lead, "horizon_days": horizon,
                    "buffer_after_minutes": buffer, "daily_limit": limit,
                    "seats": seats,
                });
                let id = offer(&person, &with(service(name, price, minutes), terms)).await;
                let offers = own.iter().map(|place| Offer { place: *place, price, minutes }).collect();
                wares.push(Ware { id, name: (*name).to_owned(), offers });
            }
            people.push(Worker { actor: person, places: own });
        }
        Self { desk, people, places, wares }
    }

    /// Noor, who works at the first place.
    pub fn noor(&self) -> &Actor {
        &self.people[0].actor
    }

    /// Who works at a place.
    pub fn worker(&self, place: usize) -> &Actor {
        let at_home = |worker: &&Worker| worker.places.contains(&place);
        &self.people.iter().find(at_home).expect("somebody works everywhere").actor
    }

    /// Books a few of the first free times.
    pub async fn book_some(&self, dice: &mut Dice) {
        let ada = self.desk.client(&format!("ada{}", dice.roll(1_000_000))).await;
        for ware in &self.wares {
            let place = &self.places[ware.offers[0].place];
            let free = self.slots(ware, place).await;
            let Some(start) = free.get(dice.roll(4)) else { continue };
            let body = json!({ "service": ware.id, "location": place.id, "starts_at": start.0.to_string() });
            ada.post("/api/v1/bookings").json(&body).await.created();
        }
    }

    /// Everything that is free of `ware` at `place`, with the clock's own words for it.
    pub async fn slots(&self, ware: &Ware, place: &Place) -> Vec<(Timestamp, String)> {
        let path = format!("/api/v1/services/{}/slots", ware.id);
        let today = self.desk.get(&path).query("location", &place.id).await.ok();
        let first: jiff::civil::Date = today.text_at("/days/0/date").parse().expect("a date");
        let last = first + 59.days();
        let all = self.desk.get(&path).query("location", &place.id).query("from", &first.to_string());
        let all = all.query("to", &last.to_string()).await.ok();
        let days = all.at("/days").as_array().expect("days").clone();
        let slots = days.iter().flat_map(|day| day["slots"].as_array().expect("slots").clone());
        let slots =
            slots.map(|slot| (moment(&slot["starts_at"]), slot["starts_at"].as_str().expect("text").to_owned()));
        slots.collect()
    }

    /// Everything that is free anywhere, by service and place.
    pub async fn all_slots(&self) -> Slots {
        let mut all = BTreeMap::new();
        for (number, ware) in self.wares.iter().enumerate() {
            for offer in &ware.offers {
                all.insert((number, offer.place), self.slots(ware, &self.places[offer.place]).await);
            }
        }
        all
    }
}
