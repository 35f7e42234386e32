//! Those who meet are told what becomes of it.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::salon::{Salon, at, path, soon};
use crate::store::Rows;

both_engines! {
    async fn letters_go_out_by_themselves(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, rows) = (salon.desk.client("ada").await, Rows::behind(&salon.desk));
        rows.change("update users set email = username || '@example.com', email_verified_at = 1").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        rows.becomes("select count(*) from outbox where delivered_at is not null", "2").await;
        assert_eq!(rows.one("select count(*) from reminders where sent_at is null").await, "2");
        salon.noor.post(&format!("{}/cancellation", path(&booked))).await.ok();
        rows.becomes("select count(*) from outbox where template = 'booking_cancelled'", "1").await;
        assert_eq!(rows.one("select count(*) from reminders").await, "0");
        let folder = salon.desk.data().join("outbox");
        let letter = std::fs::read_to_string(folder.join("00000001.mail.txt")).expect("a letter");
        assert!(letter.contains("To: ada@example.com") && letter.contains("Массаж"), "{letter}");
        let calendar = std::fs::read_to_string(folder.join("00000001.mail.ics")).expect("an invitation");
        assert!(calendar.contains("METHOD:REQUEST") && calendar.contains(booked.text_at("/id")), "{calendar}");
        assert!(!calendar.contains("noor@"), "{calendar}");
        assert!(letter.contains("12:00 (UTC+5)") && letter.contains("Салон, Город, Улица, 1"), "{letter}");
    }

    async fn whoever_wants_no_letters_gets_none(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, rows) = (salon.desk.client("ada").await, Rows::behind(&salon.desk));
        rows.change("update users set email = username || '@example.com', email_verified_at = 1").await;
        let path = "/api/v1/me/notifications";
        let all = json!({ "bookings": true, "reminders": true, "sms": true });
        assert_eq!(ada.get(path).await.ok().json(), &all);
        let none = json!({ "bookings": false, "reminders": false, "sms": true });
        assert_eq!(ada.put(path).json(&none).await.ok().json(), &none);
        ada.put(path).json(&json!({ "bookings": false })).await.expect(422);
        assert_eq!(ada.get(path).await.ok().json(), &none);
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        rows.becomes("select count(*) from booking_events where noticed_at is null", "0").await;
        assert_eq!(rows.column("select recipient from outbox").await, ["noor@example.com"]);
    }
}
