//! Who sees and touches whose bookings.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::salon::{Salon, at, path, soon};

both_engines! {
    async fn sec_AZ_09_whoever_looks_for_a_time_learns_nothing_of_those_who_come(engine: Engine) {
        let salon = Salon::open(engine).await;
        // A name that no id is spelled like by chance.
        let zoya = salon.desk.client("zoya").await;
        let booked = salon.book(&zoya, at(soon(), 12, 0)).await.created();
        let slots = salon.slots(soon(), soon()).await.ok();
        for secret in [booked.text_at("/id"), "zoya", zoya.account_id.as_str(), "confirmed"] {
            assert!(!slots.text().contains(secret), "{secret}: {}", slots.shown());
        }
    }

    async fn sec_AZ_02_anothers_booking_is_as_good_as_none(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let omar = salon.desk.specialist("omar").await;
        let path = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        salon.desk.get(&path).await.is_problem(401, "unauthenticated");
        for stranger in [&ben, &omar] {
            stranger.get(&path).await.is_problem(404, "not_found");
            for act in ["confirmation", "decline", "arrival", "completion", "no-show", "cancellation"] {
                stranger.post(&format!("{path}/{act}")).await.is_problem(404, "not_found");
            }
            let later = json!({ "starts_at": at(soon(), 15, 0).to_string() });
            stranger.put(&format!("{path}/time")).json(&later).await.is_problem(404, "not_found");
            assert_eq!(stranger.get("/api/v1/me/bookings").await.ok().at("/items"), &json!([]));
        }
        assert_eq!(ada.get(&path).await.ok().text_at("/status"), "confirmed");
        assert_eq!(salon.noor.get(&path).await.ok().text_at("/status"), "confirmed");
        assert_eq!(ada.get("/api/v1/me/bookings").await.ok().at("/items/0/id"), &json!(path.rsplit('/').next()));
    }

    async fn somebody_who_is_suspended_cannot_be_booked(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        salon.desk.suspend(&salon.noor).await;
        salon.slots(soon(), soon()).await.is_problem(404, "not_found");
        assert_ne!(salon.book(&ada, at(soon(), 12, 0)).await.status, 201);
    }
}
