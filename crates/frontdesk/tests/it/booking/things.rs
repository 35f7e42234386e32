//! Rooms and equipment.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::salon::{Salon, at, path, soon};
use crate::accounts::together::{count, together};
use crate::support::rows;

impl Salon {
    /// So many chairs, which the massage needs; tells the thing's id.
    pub async fn chairs(&self, units: i64) -> String {
        let chair = json!({ "name": "Кресло", "units": units });
        let chair = self.noor.post("/api/v1/things").json(&chair).await.created().text_at("/id").to_owned();
        self.need(&[&chair]).await;
        chair
    }

    async fn need(&self, things: &[&str]) {
        let needs = format!("/api/v1/services/{}/things", self.massage);
        self.noor.put(&needs).json(&json!({ "things": things })).await.ok();
    }
}

both_engines! {
    async fn with_two_chairs_three_specialists_never_seat_three_at_once(engine: Engine) {
        let salon = Salon::open(engine).await;
        salon.performer("anna", json!({})).await;
        salon.performer("boris", json!({})).await;
        salon.chairs(2).await;
        let ada = salon.desk.client("ada").await;
        let noon = at(soon(), 12, 0);
        let answers = together((0..6).map(|_| salon.book(&ada, noon))).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (2, 4));
        let free = salon.starts(soon()).await;
        assert!(!free.contains(&at(soon(), 12, 45)) && free.contains(&at(soon(), 13, 0)), "{free:?}");
        let explained = format!("/api/v1/services/{}/slots/explain", salon.massage);
        let why = salon.desk.get(&explained).query("at", &noon.to_string()).await.ok();
        assert_eq!(why.text_at("/reason"), "busy");
        let booked = answers.iter().find(|answer| answer.status == 201).expect("two");
        // Half an hour later it has its own chair to sit on.
        let later = json!({ "starts_at": at(soon(), 12, 30).to_string() });
        ada.put(&format!("{}/time", path(booked))).json(&later).await.ok();
        salon.book(&ada, at(soon(), 12, 15)).await.is_problem(409, "slot_taken");
        ada.post(&format!("{}/cancellation", path(booked))).await.ok();
        salon.book(&ada, at(soon(), 12, 15)).await.created();
    }

    async fn a_service_needs_one_unit_of_each_thing(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let chair = salon.chairs(1).await;
        let room = salon.noor.post("/api/v1/things").json(&json!({ "name": "Кабинет" })).await.created();
        assert_eq!(*room.at("/units"), 1);
        salon.need(&[&chair, room.text_at("/id")]).await;
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        assert_eq!(rows(&salon.desk, "select booking_id from claims").await.len(), 3, "Noor, the chair, the room");
        let needs = salon.noor.get(&format!("/api/v1/services/{}/things", salon.massage)).await.ok();
        assert_eq!(needs.at("/items").as_array().map(Vec::len), Some(2));
        // What goes is needed no more, and what is booked stays.
        salon.noor.delete(&format!("/api/v1/things/{chair}")).await.no_content();
        assert_eq!(salon.noor.get("/api/v1/me/things").await.ok().at("/items").as_array().map(Vec::len), Some(1));
        salon.book(&ada, at(soon(), 12, 30)).await.is_problem(409, "slot_taken");
        salon.book(&ada, at(soon(), 13, 0)).await.created();
    }

    async fn a_performer_who_leaves_takes_no_chair_along(engine: Engine) {
        let salon = Salon::open(engine).await;
        let anna = salon.performer("anna", json!({})).await;
        salon.chairs(1).await;
        let ada = salon.desk.client("ada").await;
        let noon = at(soon(), 12, 0);
        salon.book_with_whom(&ada, &anna, noon).await.await.created();
        assert!(!salon.starts(soon()).await.contains(&noon));
        rows(&salon.desk, "delete from users where username = 'anna'").await;
        assert!(salon.starts(soon()).await.contains(&noon));
        salon.book(&ada, noon).await.created();
    }

    async fn things_are_their_owners_to_manage_and_to_need(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (omar, ada) = (salon.desk.specialist("omar").await, salon.desk.client("ada").await);
        let chair = salon.chairs(1).await;
        let thing = format!("/api/v1/things/{chair}");
        omar.patch(&thing).json(&json!({ "units": 2 })).await.is_problem(404, "not_found");
        omar.delete(&thing).await.is_problem(404, "not_found");
        ada.post("/api/v1/things").json(&json!({ "name": "Кресло" })).await.is_problem(403, "forbidden");
        let needs = format!("/api/v1/services/{}/things", salon.massage);
        omar.get(&needs).await.is_problem(404, "not_found");
        let others = omar.post("/api/v1/things").json(&json!({ "name": "Чужое" })).await.created();
        let refused = salon.noor.put(&needs).json(&json!({ "things": [others.text_at("/id")] })).await.expect(422);
        assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), ("things", "invalid_choice"));
        for units in [0, 33] {
            let refused = salon.noor.patch(&thing).json(&json!({ "units": units })).await.expect(422);
            assert_eq!(refused.text_at("/errors/0/field"), "units");
        }
        // One more chair, and the same time is free again for somebody else; one less, and it is not.
        salon.performer("anna", json!({})).await;
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        assert!(!salon.starts(soon()).await.contains(&at(soon(), 12, 0)));
        let more: Value = salon.noor.patch(&thing).json(&json!({ "units": 2 })).await.ok().at("/units").clone();
        assert_eq!(more, 2);
        assert!(salon.starts(soon()).await.contains(&at(soon(), 12, 0)));
    }
}
