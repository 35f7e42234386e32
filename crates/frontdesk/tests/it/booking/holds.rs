//! A time is held while its client makes up their mind.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Call, both_engines};
use jiff::Timestamp;
use serde_json::json;

use super::salon::{Salon, at, moment, now, soon};
use crate::accounts::together::{count, together};
use crate::support::{Actor, rows};

fn hold(salon: &Salon, who: &Actor, starts_at: Timestamp) -> Call {
    who.post("/api/v1/holds").json(&json!({ "service": salon.massage, "starts_at": starts_at.to_string() }))
}

both_engines! {
    async fn what_is_held_becomes_a_booking_of_the_same_id(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let wanted = at(soon(), 12, 0);
        let held = hold(&salon, &ada, wanted).await.created();
        let id = held.text_at("/id").to_owned();
        assert_eq!(held.text_at("/status"), "held");
        assert_eq!(held.header("location"), Some(format!("/api/v1/holds/{id}").as_str()));
        let minutes = (moment(held.at("/hold_expires_at")) - super::salon::now()).get_seconds();
        assert!((540..=600).contains(&minutes), "{minutes}");
        salon.book(&ben, wanted).await.is_problem(409, "slot_taken");
        assert!(!salon.starts(soon()).await.contains(&wanted));
        for (who, list) in [(&ada, "/api/v1/me/bookings"), (&salon.noor, "/api/v1/me/agenda")] {
            assert_eq!(who.get(list).await.ok().at("/items"), &json!([]), "it is no booking yet");
        }

        let path = format!("/api/v1/holds/{id}/booking");
        ben.post(&path).json(&json!({})).await.is_problem(404, "not_found");
        let booked = ada.post(&path).json(&json!({ "note": "Тихо" })).await.created();
        assert_eq!((booked.text_at("/id"), booked.text_at("/status")), (id.as_str(), "confirmed"));
        assert_eq!((booked.text_at("/note"), booked.at("/hold_expires_at")), ("Тихо", &json!(null)));
        assert_eq!(booked.header("location"), Some(format!("/api/v1/bookings/{id}").as_str()));
        ada.post(&path).json(&json!({})).await.is_problem(409, "booking_status");
        ada.delete(&format!("/api/v1/holds/{id}")).await.is_problem(404, "not_found");
        assert_eq!(salon.noor.get("/api/v1/me/agenda").await.ok().text_at("/items/0/id"), id);
    }

    async fn what_is_let_go_is_free_at_once_and_leaves_nothing(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let wanted = at(soon(), 12, 0);
        let path = format!("/api/v1/holds/{}", hold(&salon, &ada, wanted).await.created().text_at("/id"));
        ben.delete(&path).await.is_problem(404, "not_found");
        ada.delete(&path).await.no_content();
        ada.delete(&path).await.is_problem(404, "not_found");
        assert_eq!(salon.bookings().await, 0);
        salon.book(&ben, wanted).await.created();
    }

    async fn whoever_comes_back_too_late_hears_what_is_free(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let wanted = at(soon(), 12, 0);
        let id = hold(&salon, &ada, wanted).await.created().text_at("/id").to_owned();
        let lapsed = format!("update bookings set hold_expires_at = {}", now().as_second() - 1);
        rows(&salon.desk, &lapsed).await;
        assert!(salon.starts(soon()).await.contains(&wanted));
        salon.book(&ben, wanted).await.created();
        let late = ada.post(&format!("/api/v1/holds/{id}/booking")).json(&json!({})).await;
        late.is_problem(409, "hold_expired");
    }

    async fn nobody_holds_a_whole_calendar(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        for hour in [9, 10, 11] {
            hold(&salon, &ada, at(soon(), hour, 0)).await.created();
        }
        hold(&salon, &ada, at(soon(), 12, 0)).await.is_problem(422, "too_many_holds");
        salon.book(&ada, at(soon(), 12, 0)).await.created();
    }

    async fn sec_BK_03_of_many_who_would_hold_one_time_one_does(engine: Engine) {
        let salon = Salon::open(engine).await;
        let mut clients = Vec::new();
        for number in 0..8 {
            clients.push(salon.desk.client(&format!("client{number}")).await);
        }
        let wanted = at(soon(), 12, 0);
        let answers = together(clients.iter().map(|who| hold(&salon, who, wanted))).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 7));
        // It lapses, and all who come then find it free, until one is there.
        rows(&salon.desk, "update bookings set hold_expires_at = 1").await;
        let answers = together(clients.iter().map(|who| salon.book(who, wanted))).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 7));
    }

    async fn a_hold_that_is_asked_for_twice_is_one(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let call = || hold(&salon, &ada, at(soon(), 12, 0)).header("idempotency-key", "one");
        let answers = together((0..5).map(|_| call())).await;
        assert_eq!(count(&answers, 201), 5);
        assert!(answers.iter().all(|answer| answer.json() == answers[0].json()));
        salon.book(&ada, at(soon(), 15, 0)).header("idempotency-key", "one").await.is_problem(422, "idempotency_key_reused");
    }
}
