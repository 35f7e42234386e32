//! A booking moves to another time.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Call, both_engines};
use jiff::Timestamp;
use serde_json::json;

use super::salon::{Salon, at, moment, path, soon};
use crate::accounts::together::{count, together};
use crate::support::Actor;

fn shift(who: &Actor, path: &str, starts_at: Timestamp) -> Call {
    who.put(&format!("{path}/time")).json(&json!({ "starts_at": starts_at.to_string() }))
}

both_engines! {
    async fn a_move_over_ones_own_old_time_is_possible(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        let moved = shift(&ada, &path(&booked), at(soon(), 12, 30)).await.ok();
        assert_eq!(moved.at("/id"), booked.at("/id"), "it is the same booking");
        assert_eq!(moment(moved.at("/starts_at")), at(soon(), 12, 30));
        assert_eq!(moment(moved.at("/ends_at")), at(soon(), 13, 30));
        let free = salon.starts(soon()).await;
        assert!(free.contains(&at(soon(), 11, 30)) && !free.contains(&at(soon(), 11, 45)), "{free:?}");
    }

    async fn sec_BK_08_a_move_that_fails_keeps_the_old_time(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let mine = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        salon.book(&ben, at(soon(), 14, 0)).await.created();
        let refused = shift(&ada, &mine, at(soon(), 14, 30)).await.is_problem(409, "slot_taken");
        assert!(!refused.at("/next").as_array().expect("what is free").is_empty());
        shift(&ada, &mine, at(soon(), 20, 30)).await.is_problem(422, "not_bookable");
        assert_eq!(moment(ada.get(&mine).await.ok().at("/starts_at")), at(soon(), 12, 0));
        salon.book(&ben, at(soon(), 12, 0)).await.is_problem(409, "slot_taken");
        shift(&ben, &mine, at(soon(), 17, 0)).await.is_problem(404, "not_found");
    }

    async fn a_client_moves_a_booking_as_often_as_was_agreed(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "max_reschedules": 1, "reschedule_until_minutes": 60 })).await;
        let ada = salon.desk.client("ada").await;
        let path = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        shift(&ada, &path, at(soon(), 13, 0)).await.ok();
        shift(&ada, &path, at(soon(), 14, 0)).await.is_problem(422, "too_many_reschedules");
        shift(&salon.noor, &path, at(soon(), 14, 0)).await.ok();
        salon.begin_in(50).await;
        shift(&ada, &path, at(soon(), 15, 0)).await.is_problem(422, "rescheduling_closed");
    }

    async fn of_many_who_move_to_one_time_one_gets_there(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let mut paths = Vec::new();
        for hour in [9, 10, 11, 12, 13, 14] {
            paths.push(path(&salon.book(&ada, at(soon(), hour, 0)).await.created()));
        }
        let wanted = at(soon(), 17, 0);
        let answers = together(paths.iter().map(|path| shift(&ada, path, wanted))).await;
        assert_eq!((count(&answers, 200), count(&answers, 409)), (1, 5));
        let mut starts = Vec::new();
        for path in &paths {
            starts.push(moment(ada.get(path).await.ok().at("/starts_at")));
        }
        starts.sort();
        starts.dedup();
        assert_eq!(starts.len(), 6, "everybody has a time of their own");
    }
}
