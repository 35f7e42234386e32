//! What there is to book in a demo world, and requests about it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use super::scripts::Queue;
use crate::dice::Dice;
use crate::errand::Errand;
use crate::http::{escape, render};
use crate::people::sign_in_body;
use crate::trouble::Fallible;

/// Clients who book. Nobody may have more than fifty bookings to come.
const CLIENTS: usize = 1_000;
const EACH: usize = 45;
/// Bookings that one specialist gets, on a date each.
const A_SPECIALIST: usize = 24;
const CITIES: [&str; 6] = ["Москва", "Санкт-Петербург", "Казань", "Новосибирск", "Самара", "Пенза"];
const CATEGORIES: [&str; 5] = ["nails", "hair", "massage", "brows", "barber"];

/// Services of different specialists, drawn at random.
pub struct Market {
    services: Vec<String>,
}

impl Market {
    /// Learns of at most `most` services, one of each specialist who has free time.
    pub fn learn(address: SocketAddr, most: usize) -> Fallible<Self> {
        let (mut services, mut known, mut cursor) = (Vec::new(), std::collections::HashSet::new(), String::new());
        while services.len() < most {
            let path = format!("/api/v1/services?limit=100{cursor}");
            let page = Errand::get(&path).fetch(address, 200)?;
            for item in page["items"].as_array().into_iter().flatten() {
                let (Some(id), Some(specialist)) = (item["id"].as_str(), item["specialist"]["id"].as_str()) else {
                    return Err(format!("an unexpected service: {item}").into());
                };
                if services.len() < most && known.insert(specialist.to_owned()) {
                    services.push(id.to_owned());
                }
            }
            match page["next"].as_str().or(page["next_cursor"].as_str()) {
                Some(next) => cursor = format!("&cursor={}", escape(next)),
                None => break,
            }
        }
        Ok(Self { services })
    }

    /// A month of free times of each service.
    pub fn months(&self) -> Arc<[Vec<u8>]> {
        self.asked("slots")
    }

    /// The next free time of each service.
    pub fn nexts(&self) -> Arc<[Vec<u8>]> {
        self.asked("slots/next")
    }

    fn asked(&self, what: &str) -> Arc<[Vec<u8>]> {
        self.services.iter().map(|id| render("GET", &format!("/api/v1/services/{id}/{what}"), None, None)).collect()
    }

    /// Searches for free times in windows of the coming days; `None` if the server knows no such thing.
    pub fn searches(&self, address: SocketAddr) -> Fallible<Option<Arc<[Vec<u8>]>>> {
        if Errand::get("/api/v1/search?limit=1").run(address, 200).is_err() {
            return Ok(None);
        }
        let dates = self.dates(address)?;
        let (mut dice, mut all) = (Dice::fresh(), Vec::new());
        for _ in 0..1_000 {
            let (city, category) = (escape(CITIES[dice.below(CITIES.len())]), CATEGORIES[dice.below(CATEGORIES.len())]);
            let (date, part) = (&dates[1 + dice.below(10)], dice.pick(&["morning", "afternoon", "evening"]));
            let most = 100_000 + 10_000 * dice.below(400);
            let path = format!(
                "/api/v1/search?city={city}&category={category}&from={date}&to={date}&part={part}\
                 &max_price_minor={most}&sort=earliest"
            );
            Errand::get(&path).run(address, 200).map(|_| all.push(render("GET", &path, None, None)))?;
        }
        Ok(Some(all.into()))
    }

    /// Everybody's next free time, the earliest first.
    pub fn earliest(&self) -> Arc<[Vec<u8>]> {
        let (mut dice, mut all) = (Dice::fresh(), Vec::new());
        for _ in 0..1_000 {
            // A bound that nobody reaches, so that no answer can be one that was given before.
            let most = 900_000_000 + dice.below(90_000_000);
            let path = format!("/api/v1/search?max_price_minor={most}&sort=earliest");
            all.push(render("GET", &path, None, None));
        }
        all.into()
    }

    fn dates(&self, address: SocketAddr) -> Fallible<Vec<String>> {
        let slots = self.slots(address, 0)?;
        let days = slots["days"].as_array().ok_or("no days")?;
        Ok(days.iter().filter_map(|day| day["date"].as_str().map(str::to_owned)).collect())
    }

    fn slots(&self, address: SocketAddr, place: usize) -> Fallible<Value> {
        Errand::get(&format!("/api/v1/services/{}/slots", self.services[place])).fetch(address, 200)
    }

    /// Bookings of which each can be made: every one on a date of its own with its specialist, none too many for its client.
    pub fn bookings(&self, address: SocketAddr) -> Fallible<Arc<Queue>> {
        let clients = sign_in(address)?;
        let (mut free, mut requests) = (Vec::new(), Vec::new());
        for (place, service) in self.services.iter().enumerate() {
            if requests.len() + free.len() >= clients.len() * EACH {
                break;
            }
            let slots = self.slots(address, place)?;
            let days = slots["days"].as_array().into_iter().flatten();
            let starts =
                days.filter_map(|day| day["slots"].as_array()?.first()?["starts_at"].as_str().map(str::to_owned));
            free.extend(starts.skip(1).take(A_SPECIALIST).map(|start| (service, start)));
        }
        let mut dice = Dice::fresh();
        for place in (1..free.len()).rev() {
            free.swap(place, dice.below(place + 1));
        }
        for (place, (service, starts_at)) in free.into_iter().take(clients.len() * EACH).enumerate() {
            let body = json!({ "service": service, "starts_at": starts_at, "note": "" });
            requests.push(render("POST", "/api/v1/bookings", Some(&clients[place % clients.len()]), Some(&body)));
        }
        Ok(Queue::new(requests))
    }
}

/// Signs in clients of the demo, whom its administrator can list; their tokens.
fn sign_in(address: SocketAddr) -> Fallible<Vec<String>> {
    let admin = token(address, "demo.admin")?;
    let (mut names, mut cursor) = (Vec::new(), String::new());
    while names.len() < CLIENTS {
        let path = format!("/api/v1/admin/accounts?role=client&limit=100{cursor}");
        let page = Errand { token: Some(&admin), ..Errand::get(&path) }.fetch(address, 200)?;
        let items = page["items"].as_array().into_iter().flatten();
        names.extend(items.filter_map(|item| item["username"].as_str().map(str::to_owned)));
        match page["next"].as_str().or(page["next_cursor"].as_str()) {
            Some(next) => cursor = format!("&cursor={}", escape(next)),
            None => break,
        }
    }
    names.truncate(CLIENTS);
    thread::scope(|scope| {
        let hands = names.chunks(names.len().div_ceil(4).max(1));
        let hand = |names: &[String]| names.iter().map(|name| token(address, name)).collect::<Fallible<Vec<_>>>();
        let hands: Vec<_> = hands.map(|names| scope.spawn(move || hand(names))).collect();
        let shares = hands.into_iter().map(|hand| hand.join().map_err(|_| "signing in panicked")?);
        Ok(shares.collect::<Fallible<Vec<_>>>()?.concat())
    })
}

fn token(address: SocketAddr, name: &str) -> Fallible<String> {
    let tokens = Errand::post("/api/v1/sessions", sign_in_body(name)).fetch(address, 201)?;
    Ok(tokens["access_token"].as_str().ok_or("signing in gave no token")?.to_owned())
}
