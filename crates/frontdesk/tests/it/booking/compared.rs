//! What searches find, beside what slots show.

use std::collections::BTreeMap;

use frontdesk_testkit::Answer;
use jiff::Timestamp;
use serde_json::Value;

use super::salon::{at, in_days, moment, now};
use super::town::{Offer, Place, Slots, Town, Ware};

/// The first starts of services.
pub type Firsts = BTreeMap<String, Timestamp>;

impl Town {
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

    /// What slots say: for each service that is meant the first start, of those that `counts` lets count, with whoever
    /// performs it as it is meant.
    pub fn by_slots(
        &self,
        all: &Slots,
        means: impl Fn(&Ware, Offer) -> bool,
        counts: impl Fn(&Place, &(Timestamp, String)) -> bool,
    ) -> Firsts {
        let firsts = self.each_first(all, means, counts).into_iter();
        firsts.fold(Firsts::new(), |mut found, (ware, _, first)| {
            let known = found.entry(ware.id.clone()).or_insert(first);
            *known = first.min(*known);
            found
        })
    }

    /// The same with the cheapest of those who are free then.
    fn by_price(&self, all: &Slots, counts: impl Fn(&Place, &(Timestamp, String)) -> bool) -> Firsts {
        let firsts = self.each_first(all, |_, _| true, counts).into_iter();
        let mut found: BTreeMap<String, (i64, Timestamp)> = BTreeMap::new();
        for (ware, offer, first) in firsts {
            let known = found.entry(ware.id.clone()).or_insert((offer.price, first));
            *known = (offer.price, first).min(*known);
        }
        found.into_iter().map(|(id, (_, first))| (id, first)).collect()
    }

    /// The first start that `counts` with each who performs each service as it is meant.
    fn each_first(
        &self,
        all: &Slots,
        means: impl Fn(&Ware, Offer) -> bool,
        counts: impl Fn(&Place, &(Timestamp, String)) -> bool,
    ) -> Vec<(&Ware, Offer, Timestamp)> {
        let first = |((ware, place), free): (&(usize, usize), &Vec<(Timestamp, String)>)| {
            let (ware, place) = (&self.wares[*ware], *place);
            let offer = *ware.offers.iter().find(|offer| offer.place == place).expect("an offer");
            let first = free.iter().find(|slot| counts(&self.places[place], slot));
            first.filter(|_| means(ware, offer)).map(|(first, _)| (ware, offer, *first))
        };
        all.iter().filter_map(first).collect()
    }

    /// Whether a hit tells the price and the length of who performs it there.
    fn tells_its_offer(&self, hit: &Value) -> bool {
        let ware = self.wares.iter().find(|ware| hit["service"]["id"] == ware.id.as_str()).expect("a service");
        let place = self.places.iter().position(|place| hit["location"]["id"] == place.id.as_str()).expect("a place");
        let offer = ware.offers.iter().find(|offer| offer.place == place).expect("an offer");
        hit["price_minor"] == offer.price && hit["duration_minutes"] == offer.minutes
    }

    /// Searches in many ways, and finds each time what slots say.
    pub async fn finds_what_slots_show(&self, seed: u64) {
        // What is free depends on the five minutes in which one asks.
        let (mut tick, mut pairs) = (tick(), self.compare().await);
        while tick != self::tick() {
            (tick, pairs) = (self::tick(), self.compare().await);
        }
        for (asked, found, expected) in pairs {
            assert_eq!(found, expected, "{asked}, seed {seed}");
        }
    }

    /// Searches in many ways; what was asked, what was found, and what slots say.
    async fn compare(&self) -> Vec<(&'static str, Firsts, Firsts)> {
        let all = self.all_slots().await;
        let (from, to) = (in_days(1).to_string(), in_days(3).to_string());
        let (begin, end) = (at(in_days(2), 9, 0), at(in_days(2), 15, 0));
        let mut pairs = Vec::new();

        let any = self.found_by(&[]).await;
        assert_eq!(any.len(), self.wares.len(), "without a time, everything is shown");
        let in_order = free(&any);
        assert!(in_order.is_sorted_by_key(|(_, first)| *first), "{in_order:?}");
        assert!(any[in_order.len()..].iter().all(|item| item["next_free_at"].is_null()));
        assert!(any.iter().all(|hit| self.tells_its_offer(hit)), "{any:?}");
        pairs.push(("any", in_order.into_iter().collect(), self.by_slots(&all, |_, _| true, |_, _| true)));

        let dates = self.found_by(&[("from", &from), ("to", &to), ("city", "КАЗАНЬ")]).await;
        let is_then = |slot: &str| slot[..10] >= *from && slot[..10] <= *to;
        let in_kazan = |place: &Place, slot: &(Timestamp, String)| place.city == "Казань" && is_then(&slot.1);
        let expected = self.by_slots(&all, |_, _| true, in_kazan);
        assert_eq!(dates.len(), expected.len(), "what has no time then is left out");
        pairs.push(("dates in a city", free(&dates).into_iter().collect(), expected));

        let (begins, ends) = (begin.to_string(), end.to_string());
        let moments = self.found_by(&[("from", &begins), ("to", &ends), ("sort", "price")]).await;
        assert!(numbers(&moments, "/price_minor").is_sorted());
        let expected = self.by_price(&all, |_, slot| begin <= slot.0 && slot.0 < end);
        pairs.push(("moments", free(&moments).into_iter().collect(), expected));

        for (part, hours) in [("morning", 0..12), ("afternoon", 12..17), ("evening", 17..24)] {
            let parts = self.found_by(&[("part", part), ("q", "стрижки"), ("duration_max", "60")]).await;
            let means = |ware: &Ware, offer: Offer| offer.minutes <= 60 && ware.name.to_lowercase().contains("стрижка");
            let expected = self.by_slots(&all, means, |_, slot| hours.contains(&hour(&slot.1)));
            pairs.push((part, free(&parts).into_iter().collect(), expected));
        }

        let near = [("near", "0,0"), ("within_km", "150"), ("max_price_minor", "5000"), ("to", &to)];
        let close = |place: &Place| place.km.is_some_and(|km| (km as f64) * 1.111_95 <= 150.0);
        let then = |place: &Place, slot: &(Timestamp, String)| close(place) && slot.1[..10] <= *to;
        let expected = self.by_slots(&all, |_, offer| offer.price <= 5_000, then);
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
        pairs.push(("next free", told.collect(), self.by_slots(&all, |_, _| true, |_, _| true)));
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

fn tick() -> i64 {
    // A start is offered up to its very second.
    (now().as_second() + 299) / 300
}
