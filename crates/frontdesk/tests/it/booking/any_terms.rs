//! Whatever the hours and the terms are: what is offered can be booked, and nothing else.

use frontdesk_testkit::both_engines;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::salon::{Salon, in_days, now, path, starts};
use crate::support::Actor;

/// Cities with and without summer time, by quarters and halves of an hour, far in the east and in the west.
const ZONES: [&str; 6] =
    ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "Asia/Vladivostok", "America/St_Johns", "Africa/Cairo"];
/// Starts that are tried on each configuration.
const TRIES: usize = 4;

/// Chance that comes out the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (((mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB)) >> 33) % limit
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// So many minutes since midnight, a multiple of five; past midnight hours go on from 24.
    fn time(&mut self, from: u64, to: u64) -> (u64, String) {
        let minutes = from + 5 * self.below((to - from) / 5);
        (minutes, clock(minutes))
    }

    fn terms(&mut self) -> Value {
        let buffers = [0, 0, 5, 10, 30, 240];
        let longest = if self.chance(10) { 100 } else { 30 };
        json!({
            "duration_minutes": 5 + 5 * self.below(longest),
            "buffer_before_minutes": self.pick(&buffers),
            "buffer_after_minutes": self.pick(&buffers),
            "lead_minutes": self.pick(&[0, 0, 60, 1_440, 4_320]),
            "horizon_days": 1 + self.below(20),
            "grid_minutes": self.pick(&[5, 10, 15, 20, 30, 60]),
            "grid_from": self.pick(&["clock", "opening"]),
            "daily_limit": if self.chance(20) { json!(1 + self.below(2)) } else { Value::Null },
            "cancel_until_minutes": 0,
            "seats": self.pick(&[1, 1, 2]),
        })
    }

    fn hours(&mut self) -> Value {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let mut rules = Vec::new();
        for day in days {
            if self.chance(15) {
                continue;
            }
            let ((from, starts), length) = (self.time(0, 1_200), 30 + 5 * self.below(200));
            let ends = clock(from + length.min(1_440));
            rules.push(json!({ "kind": "open", "weekday": day, "starts": starts, "ends": ends }));
            if self.chance(40) {
                let (pause, starts) = self.time(0, 1_380);
                let ends = clock(pause + 5 + 5 * self.below(20));
                rules.push(json!({ "kind": "break", "weekday": day, "starts": starts, "ends": ends }));
            }
        }
        json!({ "rules": rules })
    }
}

fn clock(minutes: u64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Changes hours and terms `configurations` times and tries what can be booked then.
async fn try_all(engine: frontdesk_testkit::Engine, configurations: u64) {
    for (place, zone) in ZONES.into_iter().enumerate() {
        let salon = Salon::at(engine, zone, json!({ "rules": [] }), json!({ "horizon_days": 30 })).await;
        let mut clients = Vec::new();
        for number in 0..TRIES {
            clients.push(salon.desk.client(&format!("client{number}")).await);
        }
        let mut chance = Chance(place as u64);
        for number in 0..configurations / ZONES.len() as u64 {
            let told = try_one(&salon, &clients, &mut chance).await;
            if let Err(wrong) = told {
                panic!("{zone}, configuration {number}: {wrong}");
            }
        }
    }
}

async fn try_one(salon: &Salon, clients: &[Actor], chance: &mut Chance) -> Result<(), String> {
    let (hours, terms) = (chance.hours(), chance.terms());
    salon.set_hours(&hours).await.ok();
    salon.noor.patch(&format!("/api/v1/services/{}", salon.massage)).json(&terms).await.ok();
    let date = in_days(chance.below(8) as i64);
    let away = match chance.chance(30) {
        true => Some(time_off(salon, chance, date).await),
        false => None,
    };
    let mut booked: Vec<(String, Timestamp)> = Vec::new();
    // Nobody has two seats in one session.
    for client in clients {
        let free = starts(&salon.slots(date - 1.day(), date + 1.day()).await.ok());
        let start = match (chance.below(100), booked.last()) {
            (0..25, Some((_, last))) => *last,
            (0..60, _) if !free.is_empty() => chance.pick(&free),
            _ => any_start(chance, date),
        };
        let answer = salon.book(client, start).await;
        let is_offered = free.contains(&start);
        if is_offered != (answer.status == 201) {
            return Err(format!("{start} offered: {is_offered}, {}\n{hours}\n{terms}", answer.shown()));
        }
        if answer.status == 201 {
            booked.push((path(&answer), start));
        }
    }
    for (path, _) in booked {
        salon.noor.post(&format!("{path}/cancellation")).await.ok();
    }
    if let Some(away) = away {
        salon.noor.delete(&format!("/api/v1/time-off/{away}")).await.no_content();
    }
    Ok(())
}

/// A start on the grid of five minutes around `date`, whatever it is good for.
fn any_start(chance: &mut Chance, date: Date) -> Timestamp {
    let midnight = date.in_tz("UTC").expect("UTC has midnights").timestamp();
    let start = midnight + jiff::SignedDuration::from_mins(5 * chance.below(288) as i64);
    if chance.chance(5) { start + jiff::SignedDuration::from_secs(1) } else { start }
}

/// The id of some hours away around `date`.
async fn time_off(salon: &Salon, chance: &mut Chance, date: Date) -> String {
    let from = any_start(chance, date).max(now() - jiff::SignedDuration::from_hours(2));
    let to = from + jiff::SignedDuration::from_mins(1 + chance.below(600) as i64);
    let away = json!({ "starts_at": from.to_string(), "ends_at": to.to_string(), "reason": "" });
    let taken = salon.noor.post(&format!("/api/v1/locations/{}/time-off", salon.location)).json(&away).await;
    taken.created().text_at("/time_off/id").to_owned()
}

both_engines! {
    async fn whatever_is_offered_can_be_booked_and_nothing_else(engine: Engine) {
        try_all(engine, 60).await;
    }

    #[ignore = "slow: ten thousand configurations"]
    async fn of_ten_thousand_configurations_whatever_is_offered_can_be_booked_and_nothing_else(engine: Engine) {
        try_all(engine, 10_000).await;
    }
}
