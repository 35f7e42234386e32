//! Somebody who can be booked, and those who book.

use frontdesk_kit::clock::Clock;
use frontdesk_testkit::{Answer, Call, Engine};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned};
use serde_json::{Value, json};

use crate::catalogue::market::{offer, service, with};
use crate::support::{Actor, TestDesk, rows};

/// Where the salons of these tests are, unless they say otherwise: a city without summer time.
pub const HOME: &str = "Asia/Yekaterinburg";

/// A specialist at work from nine to nine, every day, with one service.
pub struct Salon {
    pub desk: TestDesk,
    pub noor: Actor,
    /// The location's id.
    pub location: String,
    /// The service's id: an hour, every quarter of an hour.
    pub massage: String,
}

impl Salon {
    /// The usual salon.
    pub async fn open(engine: Engine) -> Self {
        Self::on_terms(engine, json!({})).await
    }

    /// One whose service is booked on these terms.
    pub async fn on_terms(engine: Engine, terms: Value) -> Self {
        Self::at(engine, HOME, hours("09:00", "21:00"), terms).await
    }

    /// One in another zone, at other hours.
    pub async fn at(engine: Engine, zone: &str, hours: Value, terms: Value) -> Self {
        Self::of(TestDesk::open(engine).await, zone, hours, terms).await
    }

    /// The usual salon in a desk that is open already.
    pub async fn over(desk: TestDesk) -> Self {
        Self::of(desk, HOME, hours("09:00", "21:00"), json!({})).await
    }

    /// One in a desk that is open already.
    pub async fn of(desk: TestDesk, zone: &str, hours: Value, terms: Value) -> Self {
        let noor = desk.specialist("noor").await;
        let place = json!({ "name": "Салон", "city": "Город", "address": "Улица, 1", "time_zone": zone });
        let location = noor.post("/api/v1/locations").json(&place).await.created().text_at("/id").to_owned();
        let salon = Self { desk, noor, location, massage: String::new() };
        salon.set_hours(&hours).await.ok();
        let massage = offer(&salon.noor, &with(service("Массаж", 150_000, 60), terms)).await;
        Self { massage, ..salon }
    }

    /// Other hours from now on.
    pub fn set_hours(&self, hours: &Value) -> Call {
        self.noor.put(&format!("/api/v1/locations/{}/schedule", self.location)).json(hours)
    }

    /// What is free from `from` to `to`, both included, as anybody sees it.
    pub fn slots(&self, from: Date, to: Date) -> Call {
        let path = format!("/api/v1/services/{}/slots", self.massage);
        self.desk.get(&path).query("from", &from.to_string()).query("to", &to.to_string())
    }

    /// The free starts of one date.
    pub async fn starts(&self, date: Date) -> Vec<Timestamp> {
        starts(&self.slots(date, date).await.ok())
    }

    /// Books the service for `who`.
    pub fn book(&self, who: &Actor, starts_at: Timestamp) -> Call {
        self.book_other(who, &self.massage, starts_at)
    }

    /// Books another service.
    pub fn book_other(&self, who: &Actor, service: &str, starts_at: Timestamp) -> Call {
        who.post("/api/v1/bookings").json(&json!({ "service": service, "starts_at": starts_at.to_string() }))
    }

    /// How many bookings there are, whatever became of them.
    pub async fn bookings(&self) -> usize {
        rows(&self.desk, "select id from bookings").await.len()
    }

    /// Lets a booking begin `minutes` from now (before now when negative), past the server: nobody waits here.
    pub async fn begin_in(&self, minutes: i64) {
        let ticks = (now().as_second() + minutes * 60).div_euclid(300) * 300;
        rows(&self.desk, &format!("update bookings set starts_at = {ticks}, ends_at = {ticks} + 3600")).await;
    }
}

/// The same hours every day of the week.
pub fn hours(starts: &str, ends: &str) -> Value {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let rule = |day: &&str| json!({ "kind": "open", "weekday": day, "starts": starts, "ends": ends });
    json!({ "rules": days.iter().map(rule).collect::<Vec<_>>() })
}

/// The date on which these tests book: in a week, at home.
pub fn soon() -> Date {
    in_days(7)
}

/// So many days from now, at home.
pub fn in_days(days: i64) -> Date {
    (today().date() + days.days()).to_owned()
}

/// This moment.
pub fn now() -> Timestamp {
    Clock::system().now().into()
}

fn today() -> Zoned {
    now().in_tz(HOME).expect("a zone that there is")
}

/// A wall time of `date` at home.
pub fn at(date: Date, hour: i8, minute: i8) -> Timestamp {
    date.at(hour, minute, 0, 0).in_tz(HOME).expect("a time without gaps").timestamp()
}

/// The starts in an answer about slots, in its order.
pub fn starts(slots: &Answer) -> Vec<Timestamp> {
    let days = slots.at("/days").as_array().expect("days");
    let of_days = days.iter().flat_map(|day| day["slots"].as_array().expect("slots"));
    of_days.map(|slot| moment(&slot["starts_at"])).collect()
}

/// A moment in an answer.
#[track_caller]
pub fn moment(value: &Value) -> Timestamp {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no moment: {value}"))
}

/// Where a booking is, by the answer that made it.
pub fn path(booked: &Answer) -> String {
    format!("/api/v1/bookings/{}", booked.text_at("/id"))
}
