//! Somebody leaves for good.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::salon::{Salon, at, path, soon};
use crate::support::{Actor, PASSWORD, rows};

async fn leave(who: &Actor) {
    who.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();
}

both_engines! {
    async fn a_client_who_leaves_frees_the_time_and_leaves_no_name(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let wanted = at(soon(), 12, 0);
        let body = json!({ "service": salon.massage, "starts_at": wanted.to_string(), "note": "Я – Ада" });
        let booked = ada.post("/api/v1/bookings").json(&body).await.created();
        leave(&ada).await;
        let kept = salon.noor.get(&path(&booked)).await.ok();
        let told = (kept.text_at("/status"), kept.at("/client"), kept.text_at("/note"));
        assert_eq!(told, ("cancelled_by_client", &json!(null), ""));
        salon.book(&ben, wanted).await.created();
    }

    async fn a_specialist_who_leaves_leaves_nobody_waiting(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        leave(&salon.noor).await;
        let told = ada.get(&path(&booked)).await.ok();
        assert_eq!((told.text_at("/status"), told.at("/specialist")), ("cancelled_by_business", &json!(null)));
        assert_eq!(told.at("/price_minor"), booked.at("/price_minor"));
        assert!(rows(&salon.desk, "select booking_id from claims").await.is_empty());
        salon.slots(soon(), soon()).await.is_problem(404, "not_found");
    }
}
