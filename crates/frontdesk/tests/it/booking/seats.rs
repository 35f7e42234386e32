//! Services that several come to at once.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::salon::{Salon, at, path, soon, starts};
use crate::accounts::together::{count, together};
use crate::catalogue::market::{offer, service};
use crate::support::rows;

impl Salon {
    /// The seats that are left at a start of that date, if it is offered.
    async fn seats_left(&self, start: Timestamp) -> Option<Value> {
        let slots = self.slots(soon(), soon()).await.ok();
        let of_day = slots.at("/days/0/slots").as_array().expect("slots").clone();
        let found = of_day.into_iter().zip(starts(&slots)).find(|(_, other)| *other == start);
        found.map(|(slot, _)| slot["seats_left"].clone())
    }
}

both_engines! {
    async fn sec_BK_03_of_forty_who_want_one_of_twelve_seats_at_once_twelve_get_one(engine: Engine) {
        let mut salon = Salon::on_terms(engine, json!({ "seats": 12 })).await;
        let mut clients = Vec::new();
        for number in 0..40 {
            clients.push(salon.desk.client(&format!("client{number}")).await);
        }
        let noon = at(soon(), 12, 0);
        let answers = together(clients.iter().map(|client| salon.book(client, noon))).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (12, 28));
        let refused = answers.iter().find(|answer| answer.status == 409).expect("28");
        assert_eq!(refused.text_at("/code"), "slot_taken");
        assert!(!refused.at("/next").as_array().expect("starts").is_empty());
        assert_eq!(rows(&salon.desk, "select seats, taken from group_sessions").await, [["12", "12"]]);
        assert_eq!(rows(&salon.desk, "select start_tick from claims").await.len(), 1, "one hour of Noor's");
        assert_eq!(salon.seats_left(noon).await, None);
        salon.desk.stop().await;
        let told = salon.desk.launch().run(&["doctor"]).await;
        assert_eq!(told.code, Some(0), "{}", told.stdout);
    }

    async fn whoever_comes_alone_hears_nothing_of_seats(engine: Engine) {
        let salon = Salon::open(engine).await;
        assert_eq!(salon.seats_left(at(soon(), 12, 0)).await, Some(Value::Null));
    }

    async fn a_start_shows_how_many_seats_it_has_left(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "seats": 2, "buffer_after_minutes": 15 })).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let other = offer(&salon.noor, &service("Стрижка", 100_000, 30)).await;
        let noon = at(soon(), 12, 0);
        assert_eq!(salon.seats_left(noon).await, Some(json!(2)));
        let first = salon.book(&ada, noon).await.created();
        assert_eq!(salon.seats_left(noon).await, Some(json!(1)));
        assert_eq!(salon.seats_left(at(soon(), 12, 15)).await, None, "Noor is there");
        salon.book(&ada, noon).await.is_problem(409, "already_joined");
        // Her other services see that she is taken, buffer and all.
        salon.book_other(&ben, &other, at(soon(), 13, 0)).await.is_problem(409, "slot_taken");
        salon.book_other(&ben, &other, at(soon(), 13, 15)).await.created();
        // The last seat is had by whom Noor books in.
        let guest = json!({ "service": salon.massage, "starts_at": noon.to_string(), "guest": { "name": "Вера" } });
        salon.noor.post("/api/v1/bookings").json(&guest).await.created();
        assert_eq!(salon.seats_left(noon).await, None);
        let explained = format!("/api/v1/services/{}/slots/explain", salon.massage);
        let why = salon.desk.get(&explained).query("at", &noon.to_string()).await.ok();
        assert_eq!(why.text_at("/reason"), "busy");
        salon.book(&ben, noon).await.is_problem(409, "slot_taken");
        ada.post(&format!("{}/cancellation", path(&first))).await.ok();
        let why = salon.desk.get(&explained).query("at", &noon.to_string()).await.ok();
        assert_eq!(*why.at("/reason"), Value::Null);
        salon.book(&ben, noon).await.created();
    }

    async fn a_guest_has_one_seat_for_one_address(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "seats": 5 })).await;
        let book = |name: &str, contact: Value| {
            let starts_at = at(soon(), 12, 0).to_string();
            let mut body = json!({ "service": salon.massage, "starts_at": starts_at, "name": name });
            body.as_object_mut().expect("an object").extend(contact.as_object().expect("an object").clone());
            salon.desk.post("/api/v1/guest-bookings").json(&body)
        };
        book("Вера", json!({ "email": "vera@example.com" })).await.created();
        book("Ольга", json!({ "email": "vera@example.com" })).await.is_problem(409, "already_joined");
        book("Ольга", json!({ "email": "olga@example.com", "phone": "+79161234567" })).await.created();
        book("Анна", json!({ "phone": "+79161234567" })).await.is_problem(409, "already_joined");
        assert_eq!(salon.seats_left(at(soon(), 12, 0)).await, Some(json!(3)));
    }

    async fn a_group_service_is_booked_alone(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "seats": 2 })).await;
        let ada = salon.desk.client("ada").await;
        let other = offer(&salon.noor, &service("Стрижка", 100_000, 30)).await;
        for (first, then) in [(&salon.massage, &other), (&other, &salon.massage)] {
            let body = json!({ "service": first, "then": [then], "starts_at": at(soon(), 12, 0).to_string() });
            let refused = ada.post("/api/v1/bookings").json(&body).await.expect(422);
            assert_eq!((refused.text_at("/errors/0/field"), refused.text_at("/errors/0/code")), ("then", "group_service"));
        }
    }

    async fn a_chair_is_taken_once_by_all_who_come(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "seats": 3 })).await;
        let chair = salon.noor.post("/api/v1/things").json(&json!({ "name": "Зал", "units": 1 })).await.created();
        let needs = format!("/api/v1/services/{}/things", salon.massage);
        salon.noor.put(&needs).json(&json!({ "things": [chair.text_at("/id")] })).await.ok();
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let noon = at(soon(), 12, 0);
        let booked = salon.book(&ada, noon).await.created();
        salon.book(&ben, noon).await.created();
        assert_eq!(rows(&salon.desk, "select start_tick from claims").await.len(), 2, "Noor and the room, once");
        let later = json!({ "starts_at": (noon + 2.hours()).to_string() });
        ada.put(&format!("{}/time", path(&booked))).json(&later).await.ok();
        assert_eq!(rows(&salon.desk, "select start_tick from claims").await.len(), 4);
        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        assert_eq!(rows(&salon.desk, "select start_tick from claims").await.len(), 2);
    }

    async fn search_finds_what_can_be_joined(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "seats": 2 })).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        // An hour, and nothing else on that date.
        let short = json!({ "change": "replace", "hours": [{ "starts": "09:00", "ends": "10:00" }] });
        let date = format!("/api/v1/locations/{}/schedule/dates/{}", salon.location, soon());
        salon.noor.put(&date).json(&short).await.ok();
        let found = async || {
            let (search, date) = (salon.desk.get("/api/v1/search"), soon().to_string());
            let found = search.query("from", &date).query("to", &date).await.ok();
            found.at("/items").as_array().map(Vec::len)
        };
        let nine = at(soon(), 9, 0);
        salon.book(&ada, nine).await.created();
        assert_eq!(found().await, Some(1), "a seat is left");
        let body = json!({ "service": salon.massage, "starts_at": nine.to_string() });
        let held = ben.post("/api/v1/holds").json(&body).await.created();
        assert_eq!(found().await, Some(0));
        rows(&salon.desk, "update bookings set hold_expires_at = 1 where status = 'held'").await;
        assert_eq!(found().await, Some(1));
        let booked = ben.post(&format!("/api/v1/holds/{}/booking", held.text_at("/id"))).json(&json!({})).await;
        booked.is_problem(404, "not_found");
        let booked = salon.book(&ben, nine).await.created();
        assert_eq!(found().await, Some(0));
        ben.post(&format!("{}/cancellation", path(&booked))).await.ok();
        assert_eq!(found().await, Some(1));
        salon.noor.patch(&format!("/api/v1/services/{}", salon.massage)).json(&json!({ "seats": 1 })).await.ok();
        assert_eq!(found().await, Some(0), "one comes alone from now on");
    }

    async fn specialists_have_sessions_of_their_own(engine: Engine) {
        let salon = Salon::on_terms(engine, json!({ "seats": 2 })).await;
        let anna = salon.performer("anna", json!({})).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let noon = at(soon(), 12, 0);
        assert_eq!(salon.seats_left(noon).await, Some(json!(4)));
        salon.book_with_whom(&ada, &salon.noor, noon).await.await.created();
        salon.book_with_whom(&ben, &anna, noon).await.await.created();
        assert_eq!(salon.seats_left(noon).await, Some(json!(2)));
        assert_eq!(rows(&salon.desk, "select taken from group_sessions").await, [["1"], ["1"]]);
        // Whoever names nobody joins others, whoever has less to do.
        let three = noon + 3.hours();
        let with_anna = salon.book_with_whom(&ada, &anna, three).await.await.created();
        let joined = salon.book(&ben, three).await.created();
        assert_eq!(joined.at("/specialist/id"), with_anna.at("/specialist/id"));
    }
}
