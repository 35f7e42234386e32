//! A town with several salons, searched in many ways.

use std::collections::BTreeMap;

use frontdesk_testkit::{Answer, Engine};
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::salon::{at, hours, in_days, moment};
use crate::catalogue::market::{offer, service, with};
use crate::support::{Actor, TestDesk};

/// Somebody who works somewhere, as the test knows it.
pub struct Place {
    pub id: String,
    pub city: &'static str,
    /// Kilometres from the point (0, 0) along the equator; none, if nobody said where it is.
    pub km: Option<i64>,
}

pub struct Ware {
    pub id: String,
    pub name: String,
    pub price: i64,
    pub minutes: i64,
    pub places: Vec<usize>,
}

/// A town with several salons, some of whose time is taken.
pub struct Town {
    pub desk: TestDesk,
    pub noor: Actor,
    pub places: Vec<Place>,
    pub wares: Vec<Ware>,
}

/// What is free, by the numbers of service and place; with the clock's own words for it.
pub type Slots = BTreeMap<(usize, usize), Vec<(Timestamp, String)>>;
/// The first starts of services.
pub type Firsts = BTreeMap<String, Timestamp>;

/// The same numbers every time.
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> usize {
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
                let terms = json!({
                    "grid_minutes": grid, "lead_minutes": lead, "horizon_days": horizon,
                    "buffer_after_minutes": buffer, "daily_limit": limit,
                });
                let id = offer(&person, &with(service(name, price, minutes), terms)).await;
                wares.push(Ware { id, name: (*name).to_owned(), price, minutes, places: own.clone() });
            }
            people.push(person);
        }
        let noor = people.swap_remove(0);
        Self { desk, noor, places, wares }
    }

    /// Books a few of the first free times.
    pub async fn book_some(&self, dice: &mut Dice) {
        let ada = self.desk.client(&format!("ada{}", dice.roll(1_000_000))).await;
        for ware in &self.wares {
            let place = &self.places[ware.places[0]];
            let free = self.slots(ware, place).await;
            let Some(start) = free.get(dice.roll(4)) else { continue };
            let body = json!({ "service": ware.id, "location": place.id, "starts_at": start.0.to_string() });
            ada.post("/api/v1/bookings").json(&body).await.created();
        }
    }

    /// Everything that is free of `ware` at `place`, with the clock's own words for it.
    async fn slots(&self, ware: &Ware, place: &Place) -> Vec<(Timestamp, String)> {
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

    /// All that a search finds, through all its pages.
    pub async fn found_by(&self, query: &[(&str, &str)]) -> Vec<Value> {
        let (mut all, mut cursor): (Vec<Value>, Option<String>) = (Vec::new(), None);
        loop {
            let call = self.desk.get("/api/v1/search").query("limit", "2");
            let call = query.iter().fold(call, |call, (key, value)| call.query(key, value));
            let page = match &cursor {
                Some(cursor) => call.query("cursor", cursor),
                None => call,
            };
            let page: Answer = page.await.ok();
            all.extend(page.at("/items").as_array().expect("a list").iter().cloned());
            match page.at("/next_cursor").as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return all,
            }
        }
    }

    /// Everything that is free anywhere, by service and place.
    pub async fn all_slots(&self) -> Slots {
        let mut all = BTreeMap::new();
        for (number, ware) in self.wares.iter().enumerate() {
            for place in &ware.places {
                all.insert((number, *place), self.slots(ware, &self.places[*place]).await);
            }
        }
        all
    }

    /// What slots say: for each service that is meant the first start, of those that `counts` lets count.
    pub fn by_slots(
        &self,
        all: &Slots,
        means: impl Fn(&Ware) -> bool,
        counts: impl Fn(&Place, &(Timestamp, String)) -> bool,
    ) -> Firsts {
        let mut found = Firsts::new();
        for ((ware, place), free) in all {
            let (ware, place) = (&self.wares[*ware], &self.places[*place]);
            let first = free.iter().find(|slot| counts(place, slot)).filter(|_| means(ware));
            if let Some((first, _)) = first {
                let known = found.entry(ware.id.clone()).or_insert(*first);
                *known = *first.min(known);
            }
        }
        found
    }

    /// Searches in many ways; what was asked, what was found, and what slots say.
    pub async fn compare(&self) -> Vec<(&'static str, Firsts, Firsts)> {
        let all = self.all_slots().await;
        let (from, to) = (in_days(1).to_string(), in_days(3).to_string());
        let (begin, end) = (at(in_days(2), 9, 0), at(in_days(2), 15, 0));
        let mut pairs = Vec::new();

        let any = self.found_by(&[]).await;
        assert_eq!(any.len(), self.wares.len(), "without a time, everything is shown");
        let in_order = free(&any);
        assert!(in_order.is_sorted_by_key(|(_, first)| *first), "{in_order:?}");
        assert!(any[in_order.len()..].iter().all(|item| item["next_free_at"].is_null()));
        pairs.push(("any", in_order.into_iter().collect(), self.by_slots(&all, |_| true, |_, _| true)));

        let dates = self.found_by(&[("from", &from), ("to", &to), ("city", "КАЗАНЬ")]).await;
        let is_then = |slot: &str| slot[..10] >= *from && slot[..10] <= *to;
        let expected = self.by_slots(&all, |_| true, |place, slot| place.city == "Казань" && is_then(&slot.1));
        assert_eq!(dates.len(), expected.len(), "what has no time then is left out");
        pairs.push(("dates in a city", free(&dates).into_iter().collect(), expected));

        let (begins, ends) = (begin.to_string(), end.to_string());
        let moments = self.found_by(&[("from", &begins), ("to", &ends), ("sort", "price")]).await;
        assert!(numbers(&moments, "/service/price_minor").is_sorted());
        let expected = self.by_slots(&all, |_| true, |_, slot| begin <= slot.0 && slot.0 < end);
        pairs.push(("moments", free(&moments).into_iter().collect(), expected));

        for (part, hours) in [("morning", 0..12), ("afternoon", 12..17), ("evening", 17..24)] {
            let parts = self.found_by(&[("part", part), ("q", "стрижки"), ("duration_max", "60")]).await;
            let means = |ware: &Ware| ware.minutes <= 60 && ware.name.to_lowercase().contains("стрижка");
            let expected = self.by_slots(&all, means, |_, slot| hours.contains(&hour(&slot.1)));
            pairs.push((part, free(&parts).into_iter().collect(), expected));
        }

        let near = [("near", "0,0"), ("within_km", "150"), ("max_price_minor", "5000"), ("to", &to)];
        let close = |place: &Place| place.km.is_some_and(|km| (km as f64) * 1.111_95 <= 150.0);
        let then = |place: &Place, slot: &(Timestamp, String)| close(place) && slot.1[..10] <= *to;
        let expected = self.by_slots(&all, |ware| ware.price <= 5_000, then);
        let found = self.found_by(&near).await;
        pairs.push(("near", free(&found).into_iter().collect(), expected.clone()));
        let sorted = self.found_by(&[&near[..], &[("sort", "distance")]].concat()).await;
        let metres = numbers(&sorted, "/distance_metres");
        assert!(metres.is_sorted() && metres.iter().all(|metres| *metres <= 150_000), "{metres:?}");
        let known = |(id, _): (String, Timestamp)| Some((id.clone(), *expected.get(&id)?));
        pairs.push(("by distance", free(&sorted).into_iter().filter_map(known).collect(), expected.clone()));

        let ids: Vec<&str> = self.wares.iter().map(|ware| ware.id.as_str()).collect();
        let next = self.desk.get("/api/v1/next-free").query("services", &ids.join(",")).await.ok();
        let next = next.at("/items").as_array().expect("a list").clone();
        assert_eq!(next.iter().map(|item| item["service"].as_str().expect("an id")).collect::<Vec<_>>(), ids);
        let told = next.iter().filter(|item| !item["next_free_at"].is_null());
        let told =
            told.map(|item| (item["service"].as_str().expect("an id").to_owned(), moment(&item["next_free_at"])));
        pairs.push(("next free", told.collect(), self.by_slots(&all, |_| true, |_, _| true)));
        pairs
    }
}

/// The numbers at one place of each item.
fn numbers(items: &[Value], pointer: &str) -> Vec<i64> {
    items.iter().map(|item| item.pointer(pointer).and_then(Value::as_i64).expect("a number")).collect()
}

/// The services with something free, each with its first start, in the order of the answer.
pub fn free(items: &[Value]) -> Vec<(String, Timestamp)> {
    let free = items.iter().filter(|item| !item["next_free_at"].is_null());
    free.map(|item| (item["service"]["id"].as_str().expect("an id").to_owned(), moment(&item["next_free_at"])))
        .collect()
}

/// The hour that a clock shows.
fn hour(slot: &str) -> i64 {
    slot[11..13].parse().expect("an hour")
}
