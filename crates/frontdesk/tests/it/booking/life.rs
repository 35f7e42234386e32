//! What becomes of a booking.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::salon::{Salon, at, path, soon};
use crate::support::rows;

/// What the client's side and the business can bring about, with the resource that stands for it.
const ACTS: [&str; 6] = ["confirmation", "decline", "arrival", "completion", "no-show", "cancellation"];

both_engines! {
    async fn a_booking_is_firm_at_once_where_nobody_has_to_say_yes(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        assert_eq!(booked.text_at("/status"), "confirmed");
        assert_eq!(booked.header("location"), Some(path(&booked).as_str()));
        assert_eq!(ada.get(&path(&booked)).await.ok().json(), booked.json());
        assert_eq!((booked.at("/price_minor"), booked.text_at("/currency")), (&json!(150_000), "RUB"));
    }

    async fn a_request_takes_the_time_until_it_is_answered(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "confirmation": "manual" })).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let wanted = at(soon(), 12, 0);
        let asked = salon.book(&ada, wanted).await.created();
        assert_eq!(asked.text_at("/status"), "requested");
        salon.book(&ben, wanted).await.is_problem(409, "slot_taken");
        ada.post(&format!("{}/confirmation", path(&asked))).await.is_problem(403, "forbidden");

        let declined = salon.noor.post(&format!("{}/decline", path(&asked))).await.ok();
        assert_eq!(declined.text_at("/status"), "declined");
        let again = salon.book(&ben, wanted).await.created();
        let confirmed = salon.noor.post(&format!("{}/confirmation", path(&again))).await.ok();
        assert_eq!(confirmed.text_at("/status"), "confirmed");
        salon.book(&ada, wanted).await.is_problem(409, "slot_taken");
    }

    async fn nobody_arrives_before_the_date_and_nothing_is_over_before_it_began(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let path = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        for act in ["arrival", "completion", "no-show"] {
            ada.post(&format!("{path}/{act}")).await.is_problem(403, "forbidden");
            salon.noor.post(&format!("{path}/{act}")).await.is_problem(422, "too_early");
        }
        salon.begin_in(-10).await;
        assert_eq!(salon.noor.post(&format!("{path}/arrival")).await.ok().text_at("/status"), "arrived");
        assert_eq!(salon.noor.post(&format!("{path}/completion")).await.ok().text_at("/status"), "completed");
    }

    async fn what_is_settled_stays_settled(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let path = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        salon.begin_in(-10).await;
        salon.noor.post(&format!("{path}/no-show")).await.ok();
        for act in ACTS {
            salon.noor.post(&format!("{path}/{act}")).await.is_problem(409, "booking_status");
        }
        let later = json!({ "starts_at": at(soon(), 15, 0).to_string() });
        salon.noor.put(&format!("{path}/time")).json(&later).await.is_problem(409, "booking_status");
        assert_eq!(ada.get(&path).await.ok().text_at("/status"), "no_show");
        let kinds = rows(&salon.desk, "select count(*) from booking_events").await;
        assert_eq!(kinds[0][0], "2", "one event for each thing that happened");
    }

    async fn sec_BK_09_a_client_may_cancel_as_agreed_and_the_business_always(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "cancel_until_minutes": 1_440 })).await;
        let ada = salon.desk.client("ada").await;
        let early = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        assert_eq!(ada.post(&format!("{early}/cancellation")).await.ok().text_at("/status"), "cancelled_by_client");

        let late = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        // What was agreed on counts, not what the service asks for by now.
        let lax = json!({ "cancel_until_minutes": 0 });
        salon.noor.patch(&format!("/api/v1/services/{}", salon.massage)).json(&lax).await.ok();
        salon.begin_in(1_430).await;
        ada.post(&format!("{late}/cancellation")).await.is_problem(422, "cancellation_closed");
        let cancelled = salon.noor.post(&format!("{late}/cancellation")).await.ok();
        assert_eq!(cancelled.text_at("/status"), "cancelled_by_business");
    }

    async fn sec_BK_07_what_was_agreed_on_stays_whatever_becomes_of_the_service(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        let service = format!("/api/v1/services/{}", salon.massage);
        let dearer = json!({ "price_minor": 990_000, "duration_minutes": 90, "name": "Другой массаж" });
        salon.noor.patch(&service).json(&dearer).await.ok();
        salon.noor.delete(&service).await.no_content();
        let kept = ada.get(&path(&booked)).await.ok();
        for member in ["/price_minor", "/starts_at", "/ends_at", "/status"] {
            assert_eq!(kept.at(member), booked.at(member), "{}", kept.shown());
        }
        assert!(kept.text().contains("Массаж") && !kept.text().contains("Другой"), "{}", kept.shown());
    }
}
