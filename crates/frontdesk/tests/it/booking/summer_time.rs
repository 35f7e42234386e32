//! Days of 23 and of 25 hours.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan};
use serde_json::json;

use super::salon::{Salon, hours, now};

const BERLIN: &str = "Europe/Berlin";

/// The next last Sunday of `month` from the day after tomorrow on: never farther than a horizon of 366 days.
fn next_last_sunday(month: i8) -> Date {
    let today = now().in_tz(BERLIN).expect("a zone").date() + 2.days();
    let of = |year: i16| Date::new(year, month, 31).expect("a long month").tomorrow().expect("a date");
    let sunday = |year| of(year).nth_weekday(-1, Weekday::Sunday).expect("a Sunday");
    [today.year(), today.year() + 1].map(sunday).into_iter().find(|date| today <= *date).expect("one of them")
}

async fn open(engine: frontdesk_testkit::Engine) -> Salon {
    Salon::at(engine, BERLIN, hours("00:00", "24:00"), json!({ "horizon_days": 366, "grid_minutes": 15 })).await
}

fn wall(start: &Timestamp) -> String {
    start.in_tz(BERLIN).expect("a zone").strftime("%H:%M %z").to_string()
}

both_engines! {
    async fn sec_BK_06_an_hour_that_is_left_out_is_never_offered(engine: Engine) {
        let salon = open(engine).await;
        let ada = salon.desk.client("ada").await;
        let date = next_last_sunday(3);
        let walls: Vec<String> = salon.starts(date).await.iter().map(wall).collect();
        assert_eq!(walls.len(), 23 * 4, "{walls:?}");
        assert!(walls.iter().all(|wall| !wall.starts_with("02:")), "{walls:?}");
        let start = date.at(1, 30, 0, 0).in_tz(BERLIN).expect("before the gap").timestamp();
        let booked = salon.book(&ada, start).await.created();
        assert_eq!(wall(&super::salon::moment(booked.at("/ends_at"))), "03:30 +0200");
    }

    async fn sec_BK_06_an_hour_that_comes_twice_is_two_hours(engine: Engine) {
        let salon = open(engine).await;
        let ada = salon.desk.client("ada").await;
        let date = next_last_sunday(10);
        let free = salon.starts(date).await;
        assert_eq!(free.len(), 25 * 4);
        let twice: Vec<_> = free.iter().filter(|start| wall(start).starts_with("02:15")).collect();
        assert_eq!(twice.iter().map(|start| wall(start)).collect::<Vec<_>>(), ["02:15 +0200", "02:15 +0100"]);
        for start in twice {
            salon.book(&ada, *start).await.created();
            salon.book(&ada, *start).await.is_problem(409, "slot_taken");
        }
    }
}
