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
        for half in ["update bookings set status = 'held'", "update bookings set hold_expires_at = 1"] {
            assert_eq!(refusal(salon.run(half).await), "bookings_hold_check");
        }
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
        let noted = "update booking_events set at = at where kind = 'cancelled_by_business' and seq = 2";
        assert_eq!(salon.run(noted).await.expect("read"), 1, "what happened is told");
        assert_eq!((left.service_name.as_str(), left.price), (booking.service_name.as_str(), booking.price));
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_client_who_goes_frees_the_time_to_come_and_leaves_nothing_personal(engine: Engine) {
        let terms = ServiceTerms { buffer_before_minutes: 30, buffer_after_minutes: 45, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        // Some of them lie across the midnight of a service day, or a word's end; one has begun.
        for hours in [3, 10, 14, 17, 40] {
            salon.book(hours, NOW).await.expect("free");
        }
        salon.run("update bookings set starts_at = 1500000000, ends_at = 1500003600 where id = 2").await.expect("begun");
        salon.run("delete from users where username = 'ada'").await.expect("gone");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
        let left = "update bookings set version = version where client_id is null and note = ''";
        assert_eq!(salon.run(left).await.expect("read"), 5);
        let noted = "update booking_events set at = at where kind = 'cancelled_by_client' and seq = 2";
        assert_eq!(salon.run(noted).await.expect("read"), 4);
        assert_eq!(salon.run("delete from claims").await.expect("read"), 1, "what has begun keeps its time");
    }
}
