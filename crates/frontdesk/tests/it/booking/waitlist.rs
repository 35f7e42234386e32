//! Somebody waits for a time to come free.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Call, both_engines};
use serde_json::json;

use super::salon::{Salon, at, moment, now, path, soon};
use crate::store::Rows;
use crate::support::{Actor, TestDesk, frontdesk, with_staff};

fn wait(salon: &Salon, who: &Actor) -> Call {
    let hope = json!({ "service": salon.massage, "from": soon().to_string(), "to": soon().to_string() });
    who.post("/api/v1/waitlist").json(&hope)
}

/// Until nothing is free on the date.
async fn fill(salon: &Salon) {
    let hours = json!({ "rules": [], "works_on_holidays": true });
    salon.set_hours(&hours).await.ok();
    let date = json!({ "change": "replace", "hours": [{ "starts": "12:00", "ends": "13:00" }] });
    let place = format!("/api/v1/locations/{}/schedule/dates/{}", salon.location, soon());
    salon.noor.put(&place).json(&date).await.ok();
}

both_engines! {
    async fn what_is_cancelled_is_held_for_whoever_waits_and_they_hear_of_it(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben, rows) =
            (salon.desk.client("ada").await, salon.desk.client("ben").await, Rows::behind(&salon.desk));
        rows.change("update users set email = username || '@example.com', email_verified_at = 1").await;
        fill(&salon).await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        let entry = wait(&salon, &ben).await.created();
        assert_eq!((entry.text_at("/status"), entry.at("/offer")), ("waiting", &json!(null)));
        assert_eq!(entry.text_at("/service/id"), salon.massage);
        assert_eq!(moment(entry.at("/from")), at(soon(), 0, 0));
        assert_eq!(moment(entry.at("/to")).as_second() + 1, at(soon(), 0, 0).as_second() + 86_400);

        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        rows.becomes("select count(*) from waitlist where status = 'offered'", "1").await;
        rows.becomes("select count(*) from outbox where template = 'waitlist_offered' and delivered_at is not null", "1").await;
        let list = ben.get("/api/v1/waitlist").await.ok();
        assert_eq!((list.text_at("/items/0/id"), list.text_at("/items/0/status")), (entry.text_at("/id"), "offered"));
        assert_eq!(moment(list.at("/items/0/offer/starts_at")), at(soon(), 12, 0));
        let minutes = (moment(list.at("/items/0/offer/hold_expires_at")) - now()).get_seconds();
        assert!((1_700..=1_800).contains(&minutes), "{minutes}");
        salon.book(&ada, at(soon(), 12, 0)).await.is_problem(409, "slot_taken");

        let hold = format!("/api/v1/holds/{}/booking", list.text_at("/items/0/offer/hold"));
        ben.post(&hold).json(&json!({})).await.created();
        assert_eq!(ben.get("/api/v1/waitlist").await.ok().text_at("/items/0/status"), "booked");
    }

    async fn sec_AZ_09_only_staff_see_who_waits_and_only_the_owner_how_many(engine: Engine) {
        let launch = with_staff(frontdesk(engine).await, &[("sam", "staff")]).await;
        let salon = Salon::over(TestDesk::open_with(launch).await).await;
        let (ada, staff) = (salon.desk.client("ada").await, salon.desk.signed_in("sam").await);
        fill(&salon).await;
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        let entry = wait(&salon, &ada).await.created();
        let count = format!("/api/v1/services/{}/waitlist", salon.massage);
        assert_eq!(salon.noor.get(&count).await.ok().json(), &json!({ "waiting": 1 }));
        salon.desk.specialist("omar").await.get(&count).await.is_problem(404, "not_found");
        assert_eq!(salon.noor.get("/api/v1/waitlist").await.ok().at("/items"), &json!([]));
        let all = staff.get("/api/v1/waitlist").await.ok();
        let ada_is = ada.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        assert_eq!((all.text_at("/items/0/id"), all.text_at("/items/0/client/id")), (entry.text_at("/id"), ada_is.as_str()));

        let place = format!("/api/v1/waitlist/{}", entry.text_at("/id"));
        salon.noor.delete(&place).await.is_problem(404, "not_found");
        staff.delete(&place).await.no_content();
        ada.delete(&place).await.is_problem(404, "not_found");
    }

    async fn what_cannot_be_waited_for_is_refused_by_its_name(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let refused = async |body: serde_json::Value, field: &str| {
            ada.post("/api/v1/waitlist").json(&body).await.refuses_field(field);
        };
        let massage = salon.massage.as_str();
        refused(json!({ "service": massage }), "to").await;
        refused(json!({ "service": massage, "to": "2001-01-01" }), "to").await;
        refused(json!({ "service": massage, "to": "9999-12-31" }), "to").await;
        refused(json!({ "service": massage, "to": "tomorrow" }), "to").await;
        refused(json!({ "service": massage, "to": soon().to_string(), "specialist": massage }), "specialist").await;
        refused(json!({ "service": massage, "to": soon().to_string(), "location": massage }), "location").await;
        let unknown = json!({ "service": salon.location, "to": soon().to_string() });
        ada.post("/api/v1/waitlist").json(&unknown).await.is_problem(404, "not_found");
    }
}
