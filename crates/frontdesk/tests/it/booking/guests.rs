//! Somebody books without an account, or the business books for them.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::salon::{Salon, at, moment, path, soon};
use crate::support::rows;

fn wish(salon: &Salon, starts_at: Timestamp, more: Value) -> Value {
    let mut body = json!({ "service": salon.massage, "starts_at": starts_at.to_string() });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    body
}

const BOOK: &str = "/api/v1/guest-bookings";

both_engines! {
    async fn sec_BK_09_a_guest_manages_a_booking_by_its_secret_and_nobody_else_does(engine: Engine) {
        let salon = Salon::open(engine).await;
        let body = wish(&salon, at(soon(), 12, 0), json!({ "name": "Вера", "email": "Vera@Example.com" }));
        let made = salon.desk.post(BOOK).json(&body).await.created();
        let token = made.text_at("/token").to_owned();
        assert!(token.len() >= 43, "256 bits");
        assert_eq!(made.text_at("/booking/status"), "confirmed");
        assert_eq!(made.at("/booking/guest/name"), &json!("Вера"));

        let look = async |token: &str| salon.desk.post(&format!("{BOOK}/lookup")).json(&json!({ "token": token })).await;
        assert_eq!(look(&token).await.ok().at("/id"), made.at("/booking/id"));
        for wrong in [&token[1..], &token.to_uppercase(), "x"] {
            look(wrong).await.is_problem(404, "not_found");
        }
        let id = made.text_at("/booking/id");
        salon.desk.get(&format!("/api/v1/bookings/{id}")).await.is_problem(401, "unauthenticated");
        let ben = salon.desk.client("ben").await;
        ben.get(&format!("/api/v1/bookings/{id}")).await.is_problem(404, "not_found");
        let seen = salon.noor.get(&format!("/api/v1/bookings/{id}")).await.ok();
        assert_eq!(seen.text_at("/guest/email"), "vera@example.com", "whoever works can reach them");

        let later = json!({ "token": token, "starts_at": at(soon(), 15, 0).to_string() });
        let moved = salon.desk.post(&format!("{BOOK}/time")).json(&later).await.ok();
        assert_eq!(moment(moved.at("/starts_at")), at(soon(), 15, 0));
        let cancel = || salon.desk.post(&format!("{BOOK}/cancellation")).json(&json!({ "token": token }));
        assert_eq!(cancel().await.ok().text_at("/status"), "cancelled_by_client");
        cancel().await.is_problem(409, "booking_status");
        let stored = rows(&salon.desk, "select count(*) from outbox where template = 'guest_booking'").await;
        assert_eq!(stored[0][0], "1", "the guest was written to");
    }

    async fn a_guest_can_be_reached_and_takes_no_whole_calendar(engine: Engine) {
        let salon = Salon::open(engine).await;
        let book = |hour, more: Value| salon.desk.post(BOOK).json(&wish(&salon, at(soon(), hour, 0), more));
        book(9, json!({ "name": "Вера" })).await.refuses_field("email");
        book(9, json!({ "name": "Вера", "phone": "12" })).await.refuses_field("phone");
        book(9, json!({ "name": " ", "phone": "+79161234567" })).await.refuses_field("name");
        for hour in 9..14 {
            book(hour, json!({ "name": "Вера", "phone": "8 (916) 123-45-67" })).await.created();
        }
        book(15, json!({ "name": "Вера", "phone": "+79161234567" })).await.is_problem(422, "too_many_bookings");
        book(15, json!({ "name": "Ира", "phone": "+79161234568" })).await.created();
    }

    async fn whoever_shows_an_address_to_be_theirs_gets_what_was_booked_with_it(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let body = wish(&salon, at(soon(), 12, 0), json!({ "name": "Ада", "email": "ada.guest@example.com" }));
        let made = salon.desk.post(BOOK).json(&body).await.created();
        let claim = async || ada.post("/api/v1/me/guest-bookings/claim").await.ok().at("/claimed").clone();
        rows(&salon.desk, "update users set email = 'Ada.Guest@example.com', email_key = 'ada.guest@example.com', email_verified_at = null where username = 'ada'").await;
        assert_eq!(claim().await, json!(0), "an address that nobody has verified proves nothing");
        rows(&salon.desk, "update users set email_verified_at = 1 where username = 'ada'").await;
        assert_eq!(claim().await, json!(1));
        assert_eq!(claim().await, json!(0));
        let mine = ada.get("/api/v1/me/bookings").await.ok();
        assert_eq!(mine.at("/items/0/id"), made.at("/booking/id"));
        assert_eq!(mine.at("/items/0/guest"), &json!(null));
        let token = json!({ "token": made.text_at("/token") });
        salon.desk.post(&format!("{BOOK}/lookup")).json(&token).await.is_problem(404, "not_found");
    }

    async fn the_business_books_for_those_who_ring_and_for_clients(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, omar) = (salon.desk.client("ada").await, salon.desk.specialist("omar").await);
        let profile = ada.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
        let book = |hour, more: Value| salon.noor.post("/api/v1/bookings").json(&wish(&salon, at(soon(), hour, 0), more));
        let rang = book(12, json!({ "guest": { "name": "Вера", "phone": "+79161234567" } })).await.created();
        assert_eq!((rang.at("/client"), rang.text_at("/guest/phone")), (&json!(null), "+79161234567"));
        let hers = book(14, json!({ "client": profile })).await.created();
        assert_eq!(ada.get(&path(&hers)).await.ok().text_at("/client/id"), profile);
        book(14, json!({ "client": profile })).await.is_problem(409, "slot_taken");
        book(14, json!({ "client": profile, "allow_overlap": true })).await.created();
        book(15, json!({ "client": salon.massage })).await.refuses_field("client");
        book(15, json!({ "client": profile, "guest": { "name": "Вера" } })).await.refuses_field("guest");
        book(15, json!({ "guest": { "name": "Вера", "phone": "12" } })).await.refuses_field("guest.phone");
        book(15, json!({ "allow_overlap": true })).await.refuses_field("client");
        for stranger in [&omar, &ada] {
            let body = wish(&salon, at(soon(), 17, 0), json!({ "client": profile }));
            stranger.post("/api/v1/bookings").json(&body).await.is_problem(403, "forbidden");
        }
    }
}
