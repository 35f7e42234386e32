//! Whatever happens, bookings, claims and days say the same.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::sync::Arc;

use frontdesk_testkit::both_engines;
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::mpsc;

use super::salon::{Salon, at, in_days, soon};
use crate::support::{Actor, rows};

/// Those who book at once.
const HANDS: i8 = 8;
/// Answers after which the server is killed.
const ANSWERED: usize = 60;

/// What the doctor says of a salon whose server is stopped.
async fn examined(salon: &Salon) -> (Option<i32>, String) {
    let run = salon.desk.launch().run(&["doctor"]).await;
    (run.code, run.stdout)
}

/// Books and cancels until nobody answers any more; tells each booking that was acknowledged.
async fn work(ada: Actor, service: Arc<str>, hand: i8, made: mpsc::UnboundedSender<String>) {
    for number in 0..i8::MAX {
        let start: Timestamp = at(in_days(i64::from(1 + number % 30)), 9 + (hand + number) % 11, number % 4 * 15);
        let body = json!({ "service": &*service, "starts_at": start.to_string() });
        let Ok(answer) = ada.post("/api/v1/bookings").json(&body).try_send().await else { return };
        if answer.status != 201 {
            continue;
        }
        let id = answer.text_at("/id").to_owned();
        if number % 3 == 0 {
            let path = format!("/api/v1/bookings/{id}/cancellation");
            if ada.post(&path).try_send().await.is_err() {
                return;
            }
        }
        if made.send(id).is_err() {
            return;
        }
    }
}

both_engines! {
    async fn sec_DUR_01_a_kill_in_the_middle_leaves_no_half_booking_and_loses_none(engine: Engine) {
        let mut salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let (sender, mut made) = mpsc::unbounded_channel();
        let service: Arc<str> = salon.massage.as_str().into();
        for hand in 0..HANDS {
            let client = salon.desk.client(&format!("hand{hand}")).await;
            tokio::spawn(work(client, service.clone(), hand, sender.clone()));
        }
        drop(sender);
        let mut answered = Vec::new();
        while let Some(id) = made.recv().await {
            answered.push(id);
            if answered.len() == ANSWERED {
                salon.desk.kill_9();
            }
        }
        assert!(answered.len() >= ANSWERED, "{}", answered.len());
        let stored = rows(&salon.desk, "select public_id from bookings").await;
        for id in &answered {
            let plain = id.replace('-', "");
            assert!(stored.iter().any(|row| row[0] == plain), "{id} was promised");
        }
        let (code, told) = examined(&salon).await;
        assert_eq!(code, Some(0), "{told}");
        salon.desk.start_again().await;
        let ada = ada.moved_to(salon.desk.http());
        let free = salon.starts(soon()).await;
        salon.book(&ada, free[0]).await.created();
    }

    async fn the_doctor_names_whatever_does_not_fit_together(engine: Engine) {
        let mut salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        salon.desk.stop().await;
        assert_eq!(examined(&salon).await.0, Some(0));
        for (harm, mend, finding) in [
            ("update resource_days set w5 = w5 + 1", "update resource_days set w5 = w5 - 1", "taken by nobody"),
            ("update bookings set status = 'cancelled_by_client'", "update bookings set status = 'confirmed'", "still claims"),
        ] {
            rows(&salon.desk, harm).await;
            let (code, told) = examined(&salon).await;
            assert!(code == Some(1) && told.contains(finding), "{harm}: {told}");
            rows(&salon.desk, mend).await;
        }
        rows(&salon.desk, "update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await;
        assert!(examined(&salon).await.1.contains("not taken"));
        rows(&salon.desk, "delete from claims").await;
        assert!(examined(&salon).await.1.contains("has claimed no time"));
    }
}
