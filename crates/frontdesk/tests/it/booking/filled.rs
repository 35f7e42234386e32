//! A town in which people work together, and whose time is taken in many ways.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::town::{Dice, Offer, Town};
use crate::catalogue::market::{profile_of, with};
use crate::support::rows;

impl Town {
    /// Lets some perform what others offer, for as much and as long as they like.
    pub async fn share(&mut self, dice: &mut Dice) {
        for ware in &mut self.wares {
            let owner =
                self.people.iter().position(|one| one.places.contains(&ware.offers[0].place)).expect("an owner");
            for (number, other) in self.people.iter().enumerate() {
                if number == owner || dice.roll(2) == 0 {
                    continue;
                }
                let usual = ware.offers[0];
                let price = [None, Some(1_000 * (1 + dice.roll(9) as i64))][dice.roll(2)];
                let minutes = [None, Some([20, 60, 90][dice.roll(3)])][dice.roll(2)];
                let path = format!("/api/v1/services/{}/performers/{}", ware.id, profile_of(&other.actor).await);
                let terms = json!({ "price_minor": price, "duration_minutes": minutes });
                self.people[owner].actor.put(&path).json(&terms).await.ok();
                other.actor.post(&format!("{path}/acceptance")).await.no_content();
                let (price, minutes) = (price.unwrap_or(usual.price), minutes.unwrap_or(usual.minutes));
                ware.offers.extend(other.places.iter().map(|place| Offer { place: *place, price, minutes }));
            }
        }
    }

    /// Lets some services need one of a chair or two, and some a room besides.
    pub async fn furnish(&self, dice: &mut Dice) {
        let mut rooms: BTreeMap<usize, [String; 2]> = BTreeMap::new();
        for ware in &self.wares {
            let home = ware.offers[0].place;
            let owner = self.people.iter().position(|one| one.places.contains(&home)).expect("an owner");
            let actor = &self.people[owner].actor;
            if let Entry::Vacant(free) = rooms.entry(owner) {
                let mut both = Vec::new();
                for (name, units) in [("Кресло", 1 + dice.roll(2)), ("Кабинет", 1)] {
                    let thing = json!({ "name": name, "units": units });
                    both.push(actor.post("/api/v1/things").json(&thing).await.created().text_at("/id").to_owned());
                }
                free.insert(both.try_into().expect("two"));
            }
            let needs = json!({ "things": rooms[&owner][..dice.roll(3)] });
            actor.put(&format!("/api/v1/services/{}/things", ware.id)).json(&needs).await.ok();
        }
    }

    /// Takes time in every way in which it can be taken: it is booked, held, held no more, forced and busy elsewhere.
    pub async fn fill(&self, dice: &mut Dice) {
        for ware in &self.wares {
            let offer = ware.offers[dice.roll(ware.offers.len() as u64)];
            let place = &self.places[offer.place];
            let free = self.slots(ware, place).await;
            let Some(start) = free.get(dice.roll(4)).map(|slot| slot.0) else { continue };
            let client = self.desk.client(&format!("fill{}", dice.roll(1_000_000_000))).await;
            let body = json!({ "service": ware.id, "location": place.id, "starts_at": start.to_string() });
            match dice.roll(5) {
                0 => drop(client.post("/api/v1/bookings").json(&body).await.created()),
                1 => drop(client.post("/api/v1/holds").json(&body).await.created()),
                2 => {
                    client.post("/api/v1/holds").json(&body).await.created();
                    rows(&self.desk, "update bookings set hold_expires_at = 1 where status = 'held'").await;
                }
                3 => {
                    client.post("/api/v1/bookings").json(&body).await.created();
                    let guest = json!({ "guest": { "name": "Вера" }, "allow_overlap": true });
                    self.worker(offer.place).post("/api/v1/bookings").json(&with(body, guest)).await.created();
                }
                _ => self.keep_busy(offer.place, start, start + 3.hours()).await,
            }
        }
    }

    /// Whoever works at `place` is busy elsewhere.
    pub async fn keep_busy(&self, place: usize, from: Timestamp, to: Timestamp) {
        let (id, url) = (&self.places[place].id.replace('-', ""), "https://example.com/a.ics");
        let name =
            if self.desk.database_url().starts_with("sqlite") { format!("x'{id}'") } else { format!("'\\x{id}'") };
        let owner = format!("(select owner_id from locations where public_id = {name})");
        let calendar = format!("(select id from external_calendars where public_id = {name})");
        let (from, to) = (from.as_second(), to.as_second());
        for sql in [
            format!(
                "insert into external_calendars
                     (public_id, owner_id, url, etag, error, skipped, failures, due_at, created_at)
                 values ({name}, {owner}, '{url}', '', '', 0, 0, 9999999999, 0) on conflict do nothing"
            ),
            format!(
                "insert into external_busy (calendar_id, starts_at, ends_at) values ({calendar}, {from}, {to}) on conflict do nothing"
            ),
            format!("update external_calendars set read_at = {from} where id = {calendar}"),
        ] {
            rows(&self.desk, &sql).await;
        }
    }
}
