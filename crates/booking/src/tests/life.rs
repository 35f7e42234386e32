//! Deadlines, to the very second.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::db::Tx;
use frontdesk_testkit::both_engines;

use super::{HOUR, NOW, Salon, open_location};
use crate::error::BookingError;
use crate::flow;
use crate::model::Status;

both_engines! {
    async fn the_last_second_for_a_cancellation_counts(engine: Engine) {
        let terms = ServiceTerms { cancel_until_minutes: 120, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let (early, late) = (salon.book(10, NOW).await.expect("free"), salon.book(12, NOW).await.expect("free"));
        let until = early.starts_at.plus(-2 * HOUR);
        assert_eq!(salon.cancel(&salon.ada, &early, until).await.expect("in time").status, Status::CancelledByClient);
        let refused = salon.cancel(&salon.ada, &late, late.starts_at.plus(-2 * HOUR + 1)).await;
        assert!(matches!(refused, Err(BookingError::CancellationClosed { .. })), "{refused:?}");
        let by_noor = salon.cancel(&salon.noor, &late, late.starts_at.plus(-1)).await.expect("always");
        assert_eq!(by_noor.status, Status::CancelledByBusiness);
    }

    async fn the_last_second_of_the_lead_time_counts(engine: Engine) {
        let terms = ServiceTerms { lead_minutes: 60, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let refused = salon.book(10, NOW.plus(9 * HOUR + 1)).await;
        assert!(matches!(refused, Err(BookingError::NotBookable("lead_time"))), "{refused:?}");
        salon.book(10, NOW.plus(9 * HOUR)).await.expect("the very second");
        let past = salon.book(9, NOW.plus(9 * HOUR + 1)).await;
        assert!(matches!(past, Err(BookingError::NotBookable("past"))), "{past:?}");
    }

    async fn a_request_that_nobody_answers_ends_with_its_start(engine: Engine) {
        let terms = ServiceTerms { confirmation: Confirmation::Manual, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let asked = salon.book(10, NOW).await.expect("free");
        let expire = async |now| {
            flow::expire(&salon.db, now).await.expect("swept").ended
        };
        assert_eq!(expire(asked.starts_at.plus(-1)).await, 0);
        assert_eq!(expire(asked.starts_at).await, 1);
        assert_eq!(expire(asked.starts_at).await, 0);
        assert_eq!(salon.get(&asked).await.status, Status::Expired);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn nobody_is_in_two_places_at_once(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        // Whose service days begin ten hours earlier: the same rows are meant all the same.
        let far = open_location(&salon.db, salon.noor.clone(), "Asia/Vladivostok").await.expect("another place");
        salon.book(10, NOW).await.expect("free");
        let refused = salon.book_at(far, 10, NOW).await;
        assert!(matches!(refused, Err(BookingError::SlotTaken { .. })), "{refused:?}");
        salon.book_at(far, 11, NOW).await.expect("free");
        let refused = salon.book(11, NOW).await;
        assert!(matches!(refused, Err(BookingError::SlotTaken { .. })), "{refused:?}");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_booking_that_changed_since_it_was_seen_is_left_alone(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booking = salon.book(10, NOW).await.expect("free");
        let (caller, id) = (salon.ada.clone(), booking.public_id);
        let stale = salon.db.write(async move |tx: &mut Tx| flow::cancel(tx, &caller, id, Some(&[7]), NOW).await).await;
        assert!(matches!(stale, Err(BookingError::Stale)), "{stale:?}");
        assert_eq!(salon.get(&booking).await, booking);
    }
}
