//! What the checklist asks of bookings and is shown nowhere else.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::json;

use super::salon::{Salon, at, hours, in_days, now, path, soon};
use crate::accounts::together::{all_within, together};
use crate::support::rows;

/// Zones in which clocks are set by an hour, by half an hour, at midnight, far from Greenwich, and never.
const ZONES: [&str; 6] =
    ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut", "America/New_York", "Asia/Kathmandu"];

/// The dates around which the clocks of a zone are set within the next year; some other ones where they never are.
fn dates(zone: &TimeZone) -> Vec<Date> {
    let soon = now() + SignedDuration::from_hours(72);
    let changes = zone.following(soon).take(2).map(|change| change.timestamp());
    let changes = changes.filter(|at| *at < now() + SignedDuration::from_hours(24 * 355));
    let mut moments: Vec<Timestamp> = changes.collect();
    if moments.is_empty() {
        moments.push(soon);
    }
    let date = |at: &Timestamp| zone.to_datetime(*at).date();
    moments.iter().flat_map(|at| [date(at) - 1.day(), date(at), date(at) + 1.day()]).collect()
}

/// Every start of an hour on a quarter of the wall clock that shows midnight to four from its beginning to its end, minute
/// by minute.
fn oracle(zone: &TimeZone, date: Date) -> Vec<Timestamp> {
    let is_open = |at: Timestamp| {
        let wall = zone.to_datetime(at);
        wall.date() == date && wall.hour() < 4
    };
    let midnight = date.at(0, 0, 0, 0).in_tz("UTC").expect("UTC has midnights").timestamp();
    let minutes = (-20 * 60..40 * 60).map(|minute| midnight + SignedDuration::from_mins(minute));
    let fits = |at: &Timestamp| {
        zone.to_datetime(*at).minute() % 15 == 0
            && (0..60).all(|minute| is_open(*at + SignedDuration::from_mins(minute)))
    };
    minutes.filter(fits).collect()
}

both_engines! {
    async fn sec_BK_06_around_the_days_on_which_clocks_are_set_slots_are_those_of_the_wall_clock(engine: Engine) {
        for name in ZONES {
            let terms = json!({ "horizon_days": 366, "grid_minutes": 15 });
            let salon = Salon::at(engine, name, hours("00:00", "04:00"), terms).await;
            let zone = TimeZone::get(name).expect("a zone");
            for date in dates(&zone) {
                assert_eq!(salon.starts(date).await, oracle(&zone, date), "{name} {date}");
            }
        }
    }

    async fn sec_BK_04_of_a_confirmation_a_cancellation_and_a_move_at_once_each_leaves_one_event(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "confirmation": "manual" })).await;
        let ada = salon.desk.client("ada").await;
        for turn in 0..10 {
            let day = in_days(7 + turn);
            let path = path(&salon.book(&ada, at(day, 12, 0)).await.created());
            let later = json!({ "starts_at": at(day, 15, 0).to_string() });
            let answers = together([
                salon.noor.post(&format!("{path}/confirmation")),
                ada.post(&format!("{path}/cancellation")),
                ada.put(&format!("{path}/time")).json(&later),
            ])
            .await;
            all_within(&answers, &[200, 409, 412, 422]);
            let booking = ada.get(&path).await.ok();
            let id = path.rsplit('/').next().expect("an id").replace('-', "");
            let sql = "select b.public_id, count(*), max(e.seq), max(b.version) from bookings b
                       join booking_events e on e.booking_id = b.id group by b.id, b.public_id";
            let all = rows(&salon.desk, sql).await;
            let told = all.iter().find(|row| row[0] == id).expect("it is there");
            assert!(told[1] == told[2] && told[2] == told[3], "one event for each change: {told:?}");
            let is_taken = !booking.text_at("/status").starts_with("cancelled");
            let free = salon.starts(day).await;
            let taken = [12, 15].iter().filter(|hour| !free.contains(&at(day, **hour, 0))).count();
            assert_eq!(taken, usize::from(is_taken), "{}", booking.shown());
            salon.noor.post(&format!("{path}/cancellation")).await;
        }
    }

    async fn sec_BK_02_a_request_holds_its_time_against_every_other(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "confirmation": "manual" })).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let answers = together([salon.book(&ada, at(soon(), 12, 0)), salon.book(&ben, at(soon(), 12, 30))]).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
    }

    async fn sec_BK_09_the_client_says_nothing_about_what_time_it_is(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "cancel_until_minutes": 1_440 })).await;
        let ada = salon.desk.client("ada").await;
        let path = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        salon.begin_in(60).await;
        let yesterday = "Mon, 01 Jan 2024 00:00:00 GMT";
        let late = ada.post(&format!("{path}/cancellation")).header("date", yesterday).await;
        late.is_problem(422, "cancellation_closed");
        salon.noor.post(&format!("{path}/cancellation")).await.ok();
    }
}
