//! Searches know of colleagues, rooms, holds, calendars elsewhere and forced bookings what slots know.

use std::time::{Duration, Instant};

use frontdesk_testkit::both_engines;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::salon::{Salon, at, moment, now, path, soon};
use super::town::{Dice, Town};
use crate::catalogue::market::profile_of;
use crate::support::{Actor, rows};

/// How long a hold of a second may take to lapse.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a search for the massage on the date of these tests finds.
async fn hit(salon: &Salon, more: &[(&str, &str)]) -> Value {
    let date = soon().to_string();
    let search = salon.desk.get("/api/v1/search").query("from", &date).query("to", &date);
    let found = more.iter().fold(search, |search, (key, value)| search.query(key, value)).await.ok();
    let hits = found.at("/items").as_array().expect("a list").clone();
    hits.into_iter().find(|hit| hit["service"]["id"] == salon.massage.as_str()).unwrap_or_default()
}

/// The first start that it finds then.
async fn first(salon: &Salon) -> Option<Timestamp> {
    let hit = hit(salon, &[]).await;
    (!hit.is_null()).then(|| moment(&hit["next_free_at"]))
}

/// Keeps only so many hours of the usual salon's date, from nine on.
async fn open_until(salon: &Salon, closes: &str) {
    let short = json!({ "change": "replace", "hours": [{ "starts": "09:00", "ends": closes }] });
    let date = format!("/api/v1/locations/{}/schedule/dates/{}", salon.location, soon());
    salon.noor.put(&date).json(&short).await.ok();
}

async fn holds(salon: &Salon, who: &Actor, starts_at: Timestamp) -> String {
    let body = json!({ "service": salon.massage, "starts_at": starts_at.to_string() });
    who.post("/api/v1/holds").json(&body).await.created().text_at("/id").to_owned()
}

both_engines! {
    async fn search_finds_what_slots_show_of_all_who_work_together(engine: Engine) {
        for seed in [1, 2, 3] {
            let (mut town, mut dice) = (Town::found(engine, seed).await, Dice(seed));
            town.share(&mut dice).await;
            for _ in 0..2 {
                town.furnish(&mut dice).await;
                town.fill(&mut dice).await;
                town.finds_what_slots_show(seed).await;
            }
        }
    }

    async fn what_is_held_is_found_again_when_nobody_has_booked_it(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        open_until(&salon, "10:00").await;
        let nine = at(soon(), 9, 0);
        assert_eq!(first(&salon).await, Some(nine));
        let id = holds(&salon, &ada, nine).await;
        assert_eq!(first(&salon).await, None);
        // Nobody clears it away, and nothing changes in the database at that moment.
        let lapses_at = now().as_second() + 2;
        rows(&salon.desk, &format!("update bookings set hold_expires_at = {lapses_at}")).await;
        assert!(first(&salon).await.is_none() || now().as_second() >= lapses_at);
        let began = Instant::now();
        while first(&salon).await.is_none() {
            assert!(began.elapsed() < PATIENCE, "it lapses");
        }
        assert_eq!(rows(&salon.desk, "select booking_id from claims").await.len(), 1);
        assert_eq!(first(&salon).await, Some(nine));
        // Booked after all, it is taken.
        ada.post(&format!("/api/v1/holds/{id}/booking")).json(&json!({})).await.created();
        assert_eq!(first(&salon).await, None);
    }

    async fn what_was_forced_is_not_found_and_what_is_busy_elsewhere_neither(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        open_until(&salon, "11:00").await;
        let nine = at(soon(), 9, 0);
        let body = json!({ "service": salon.massage, "starts_at": nine.to_string(), "guest": { "name": "Вера" }, "allow_overlap": true });
        let claimed = salon.book(&ada, nine).await.created();
        let forced = salon.noor.post("/api/v1/bookings").json(&body).await.created();
        assert_eq!(first(&salon).await, Some(at(soon(), 10, 0)));
        // The forced one keeps the time when the other is gone, and gives it back when it goes itself.
        ada.post(&format!("{}/cancellation", path(&claimed))).await.ok();
        assert_eq!(first(&salon).await, Some(at(soon(), 10, 0)));
        let moved = json!({ "starts_at": at(soon(), 10, 0).to_string() });
        salon.noor.put(&format!("{}/time", path(&forced))).json(&moved).await.ok();
        assert_eq!(first(&salon).await, Some(nine));
        salon.book(&ada, nine).await.created();
        let again = salon.noor.post("/api/v1/bookings").json(&body).await.created();
        assert_eq!(first(&salon).await, None);
        salon.noor.post(&format!("{}/cancellation", path(&again))).await.ok();
        salon.noor.post(&format!("{}/cancellation", path(&forced))).await.ok();
        assert_eq!(first(&salon).await, Some(at(soon(), 10, 0)));
    }

    async fn a_colleague_who_is_free_is_found_with_their_own_price_and_length(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        assert_eq!(hit(&salon, &[]).await["specialist"], profile_of(&salon.noor).await.as_str());
        let anna = salon.performer("anna", json!({ "price_minor": 200_000, "duration_minutes": 90 })).await;
        let (noors, annas) = (profile_of(&salon.noor).await, profile_of(&anna).await);
        open_until(&salon, "10:00").await;
        salon.book(&ada, at(soon(), 9, 0)).await.created();
        let found = hit(&salon, &[]).await;
        assert_eq!((&found["specialist"], moment(&found["next_free_at"])), (&json!(annas), at(soon(), 9, 0)));
        assert_eq!((&found["price_minor"], &found["duration_minutes"]), (&json!(200_000), &json!(90)));
        // What somebody asks for is asked of whoever performs it.
        assert_eq!(hit(&salon, &[("max_price_minor", "199999")]).await, Value::Null);
        assert_eq!(hit(&salon, &[("duration_max", "60"), ("q", "массаж")]).await, Value::Null);
        assert_eq!(hit(&salon, &[("min_price_minor", "200000"), ("q", "массажа")]).await["specialist"], annas.as_str());
        assert_eq!(hit(&salon, &[("specialist", &noors)]).await, Value::Null);
        assert_eq!(hit(&salon, &[("specialist", &annas)]).await["price_minor"], 200_000);
        open_until(&salon, "11:00").await;
        for (sort, who) in [("price", &noors), ("earliest", &annas)] {
            assert_eq!(hit(&salon, &[("sort", sort)]).await["specialist"], who.as_str(), "{sort}");
        }
        // Somebody who stops is found no more; nor is anybody when the service is hidden.
        anna.delete(&format!("/api/v1/services/{}/performers/{annas}", salon.massage)).await.no_content();
        assert_eq!(hit(&salon, &[]).await["specialist"], noors.as_str());
        let anna = salon.performer("maria", json!({})).await;
        assert_eq!(hit(&salon, &[]).await["specialist"], profile_of(&anna).await.as_str());
        let service = format!("/api/v1/services/{}", salon.massage);
        salon.noor.patch(&service).json(&json!({ "price_minor": 170_000 })).await.ok();
        assert_eq!(hit(&salon, &[]).await["price_minor"], 170_000);
        salon.noor.patch(&service).json(&json!({ "active": false })).await.ok();
        assert_eq!(hit(&salon, &[]).await, Value::Null);
        salon.noor.patch(&service).json(&json!({ "active": true })).await.ok();
        rows(&salon.desk, "update users set suspended_at = 1 where username = 'maria'").await;
        assert_eq!(hit(&salon, &[]).await["specialist"], noors.as_str());
        rows(&salon.desk, "update users set suspended_at = 1 where username = 'noor'").await;
        rows(&salon.desk, "update users set suspended_at = null where username = 'maria'").await;
        assert_eq!(hit(&salon, &[]).await, Value::Null, "nobody sees what its owner offers then");
    }

    async fn a_date_that_is_full_is_full_with_everybody(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "daily_limit": 1 })).await;
        let (anna, ada) = (salon.performer("anna", json!({})).await, salon.desk.client("ada").await);
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)));
        let booked = salon.book_with_whom(&ada, &anna, at(soon(), 12, 0)).await.await.created();
        assert_eq!(first(&salon).await, None);
        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)));
    }

    async fn a_holiday_is_known_to_the_next_search(engine: Engine) {
        let salon = Salon::open(engine).await;
        let nine = at(soon(), 9, 0);
        assert_eq!(first(&salon).await, Some(nine));
        salon.desk.client("chief").await;
        rows(&salon.desk, "update users set role = 'admin' where username = 'chief'").await;
        let (chief, day) = (salon.desk.signed_in("chief").await, format!("/api/v1/holidays/{}", soon()));
        chief.put(&day).json(&json!({ "name": "Праздник" })).await.created();
        assert_eq!(first(&salon).await, None);
        chief.delete(&day).await.no_content();
        assert_eq!(first(&salon).await, Some(nine));
    }

    async fn what_needs_a_chair_is_found_when_one_is_free(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (anna, ada) = (salon.performer("anna", json!({})).await, salon.desk.client("ada").await);
        let chair = salon.chairs(1).await;
        open_until(&salon, "10:00").await;
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)));
        let booked = salon.book_with_whom(&ada, &anna, at(soon(), 9, 0)).await.await.created();
        assert_eq!(first(&salon).await, Some(at(soon(), 10, 0)), "the chair is taken, whoever is free");
        let thing = format!("/api/v1/things/{chair}");
        salon.noor.patch(&thing).json(&json!({ "units": 2 })).await.ok();
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)));
        salon.noor.patch(&thing).json(&json!({ "units": 1 })).await.ok();
        assert_eq!(first(&salon).await, Some(at(soon(), 10, 0)));
        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)));
        holds(&salon, &ada, at(soon(), 9, 0)).await;
        assert_eq!(first(&salon).await, Some(at(soon(), 10, 0)));
        rows(&salon.desk, "update bookings set hold_expires_at = 1 where status = 'held'").await;
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)), "a chair that is held no more is free");
        salon.book_with_whom(&ada, &anna, at(soon(), 9, 0)).await.await.created();
        salon.noor.delete(&thing).await.no_content();
        assert_eq!(first(&salon).await, Some(at(soon(), 9, 0)), "nothing is needed any more");
    }
}
