//! Whoever keeps a copy of all bookings hears of every change.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::salon::{HOME, Salon, at, hours, path, soon};
use crate::support::{Actor, TestDesk, frontdesk, with_staff};

/// A copy, and where it has come to.
struct Copied {
    list: &'static str,
    cursor: String,
    bookings: BTreeMap<String, Value>,
}

impl Copied {
    fn new(list: &'static str) -> Self {
        Self { list, cursor: "start".to_owned(), bookings: BTreeMap::new() }
    }

    /// Reads one page; `false` when there is nothing new.
    async fn read(&mut self, reader: &Actor) -> bool {
        let page = reader.get(self.list).query("changed_after", &self.cursor).query("limit", "3").await.ok();
        self.cursor = page.text_at("/next_cursor").to_owned();
        let items = page.at("/items").as_array().expect("items").clone();
        for item in &items {
            self.bookings.insert(item["id"].as_str().expect("an id").to_owned(), item.clone());
        }
        !items.is_empty()
    }

    /// Reads on until the copy is `whole`. On PostgreSQL a change is told when every older transaction has ended.
    async fn becomes(&mut self, reader: &Actor, whole: &BTreeMap<String, Value>) {
        let began = Instant::now();
        while self.read(reader).await || self.bookings != *whole {
            assert!(began.elapsed() < Duration::from_secs(20), "{:#?}\n{whole:#?}", self.bookings);
        }
    }
}

both_engines! {
    async fn a_copy_that_reads_on_is_what_the_server_has(engine: Engine) {
        let launch = with_staff(frontdesk(engine).await, &[("sam", "staff")]).await;
        let salon = Salon::of(TestDesk::open_with(launch).await, HOME, hours("09:00", "21:00"), json!({})).await;
        let (sam, ada, ben) = (
            salon.desk.signed_in("sam").await,
            salon.desk.client("ada").await,
            salon.desk.client("ben").await,
        );
        let (mut copied, mut agenda) = (Copied::new("/api/v1/bookings"), Copied::new("/api/v1/me/agenda"));
        let mut places = Vec::new();
        for round in 0_i8..6 {
            let starts = [at(soon(), 9 + 2 * round, 0), at(soon(), 10 + 2 * round, 0)];
            let (one, other) = tokio::join!(
                salon.book(&ada, starts[0]).into_future(),
                salon.book(&ben, starts[1]).into_future()
            );
            let (one, other) = (path(&one.created()), path(&other.created()));
            copied.read(&sam).await;
            match round % 3 {
                0 => drop(ada.post(&format!("{one}/cancellation")).await.ok()),
                1 => {
                    let to = json!({ "starts_at": at(soon(), 9 + 2 * round, 0).saturating_add(jiff::SignedDuration::from_hours(24)).expect("a time").to_string() });
                    salon.noor.put(&format!("{other}/time")).json(&to).await.ok();
                }
                _ => drop(salon.noor.post(&format!("{other}/cancellation")).await.ok()),
            }
            places.extend([one, other]);
        }
        let mut whole = BTreeMap::new();
        for place in &places {
            let booking = sam.get(place).await.ok();
            whole.insert(booking.text_at("/id").to_owned(), booking.json().clone());
        }
        copied.becomes(&sam, &whole).await;
        agenda.becomes(&salon.noor, &whole).await;
        let who = ada.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        let own = whole.iter().filter(|(_, booking)| booking["client"]["id"] == who.as_str());
        let own = own.map(|(id, booking)| (id.clone(), booking.clone())).collect();
        Copied::new("/api/v1/me/bookings").becomes(&ada, &own).await;
        ada.post(&format!("{}/cancellation", places[2])).await.ok();
        let changed = sam.get(&places[2]).await.ok();
        whole.insert(changed.text_at("/id").to_owned(), changed.json().clone());
        copied.becomes(&sam, &whole).await;
        assert!(!copied.read(&sam).await, "nothing new");
        salon.noor.get("/api/v1/me/agenda").query("changed_after", &copied.cursor).await.expect(422);
        sam.get("/api/v1/bookings").query("changed_after", "start").query("status", "confirmed").await.expect(422);
    }
}
