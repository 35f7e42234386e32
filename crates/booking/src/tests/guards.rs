//! What the database holds even if this program is wrong.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::db::DbError;
use frontdesk_testkit::both_engines;

use super::{NOW, Salon};
use crate::error::BookingError;
use crate::model::Status;

#[track_caller]
fn refusal(result: Result<u64, DbError>) -> String {
    match result {
        Err(DbError::Constraint(name)) => name,
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn two_claims_never_overlap_whatever_the_words_say(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        salon.run("update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await.expect("forgotten");
        let wrong = salon.book(10, NOW).await;
        assert!(
            matches!(&wrong, Err(BookingError::Store(error)) if error.is_constraint("claims_overlap")),
            "{wrong:?}"
        );
        salon.book(11, NOW).await.expect("what only touches is no overlap");
    }

    async fn a_word_has_48_bits_and_a_claim_is_no_longer_than_a_day_and_two_buffers(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        assert_eq!(refusal(salon.run("update resource_days set w2 = 281474976710656").await), "resource_days_w2_check");
        assert_eq!(refusal(salon.run("update resource_days set w5 = -1").await), "resource_days_w5_check");
        let again = "insert into claims (booking_id, resource_id, start_tick, end_tick)
                     select booking_id, resource_id, start_tick + 1000, start_tick + 1385 from claims";
        assert_eq!(refusal(salon.run(again).await), "claims_length_check");
        assert_eq!(refusal(salon.run("update bookings set ends_at = starts_at").await), "bookings_time_check");
        assert_eq!(refusal(salon.run("update bookings set status = 'lost'").await), "bookings_status_check");
    }

    async fn a_location_stays_while_somebody_is_to_come(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booking = salon.book(10, NOW).await.expect("free");
        assert_eq!(refusal(salon.run("delete from locations").await), "locations_booked");
        salon.cancel(&salon.noor, &booking, NOW).await.expect("cancelled");
        salon.run("delete from locations").await.expect("nobody is to come");
        assert_eq!(salon.get(&booking).await.location_id, None);
    }

    async fn a_specialist_who_goes_leaves_nobody_waiting(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booking = salon.book(10, NOW).await.expect("free");
        salon.run("delete from users where username = 'noor'").await.expect("gone");
        let left = salon.get(&booking).await;
        assert_eq!((left.status, left.specialist_id), (Status::CancelledByBusiness, None));
        assert_eq!((left.service_name.as_str(), left.price), (booking.service_name.as_str(), booking.price));
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_client_who_goes_leaves_the_time_taken_and_nothing_personal(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        salon.run("delete from users where username = 'ada'").await.expect("gone");
        let kept = "update bookings set version = version + 1 where client_id is null and note = '' and status = 'confirmed'";
        assert_eq!(salon.run(kept).await.expect("read"), 1);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }
}
