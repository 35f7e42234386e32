//! How far clients can go.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_testkit::both_engines;

use super::{HOUR, NOW, Salon};
use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::flow::{self, Settlement};
use crate::model::{Booking, Status};
use crate::rules;

impl Salon {
    async fn settle(&self, booking: &Booking, settlement: Settlement, now: Timestamp) -> Booking {
        let (caller, id) = (self.noor.clone(), booking.public_id);
        let settle = async move |tx: &mut Tx| flow::settle(tx, &caller, id, settlement, None, now).await;
        self.db.write(settle).await.expect("settled")
    }
}

both_engines! {
    async fn whoever_may_not_cancel_any_more_does_not_move_either(engine: Engine) {
        let terms = ServiceTerms { cancel_until_minutes: 120, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let booking = salon.book(10, NOW).await.expect("free");
        let (until, late) = (NOW.plus(8 * HOUR), NOW.plus(8 * HOUR + 1));
        assert_eq!(rules::reschedule_until(&booking, &Agreement::stored(&booking).expect("terms")), until);
        let refused = salon.shift(&booking, 400, late).await;
        let closed = |told: &Timestamp| *told == until;
        assert!(matches!(&refused, Err(BookingError::ReschedulingClosed { until }) if closed(until)), "{refused:?}");
        salon.shift(&booking, 400, until).await.expect("the very second");
    }

    async fn a_booking_that_was_firm_is_no_mere_request_after_a_move(engine: Engine) {
        let terms = ServiceTerms {
            cancel_until_minutes: 120,
            confirmation: Confirmation::Manual,
            ..ServiceTerms::default()
        };
        let salon = Salon::open(engine, terms).await;
        let asked = salon.book(10, NOW).await.expect("free");
        let firm = salon.settle(&asked, Settlement::Confirm, NOW).await;
        let moved = salon.shift(&firm, 11, NOW).await.expect("in time");
        assert_eq!(moved.status, Status::Requested);
        let late = NOW.plus(9 * HOUR + 1);
        let refused = salon.cancel(&salon.ada, &moved, late).await;
        assert!(matches!(refused, Err(BookingError::CancellationClosed { .. })), "{refused:?}");
        let refused = salon.shift(&moved, 400, late).await;
        assert!(matches!(refused, Err(BookingError::ReschedulingClosed { .. })), "{refused:?}");
        // What nobody has ever said yes to binds nobody.
        let other = salon.book(14, NOW).await.expect("free");
        let other_too = salon.book(16, NOW).await.expect("free");
        salon.cancel(&salon.ada, &other, other.starts_at).await.expect("until its start");
        salon.shift(&other_too, 20, other_too.starts_at).await.expect("until its start");
    }

    async fn nobody_takes_a_whole_calendar(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let mut last = None;
        for hours in 10..20 {
            last = Some(salon.book(hours, NOW).await.expect("free"));
        }
        let refused = salon.book(30, NOW).await;
        assert!(matches!(refused, Err(BookingError::TooManyBookings)), "{refused:?}");
        salon.cancel(&salon.ada, &last.expect("ten"), NOW).await.expect("cancelled");
        salon.book(30, NOW).await.expect("one more");
        // Four tens with others.
        for ten in 2..6 {
            salon.run("update bookings set specialist_id = null").await.expect("others");
            for hours in 0..10 {
                salon.book(ten * 24 + hours, NOW).await.expect("free");
            }
        }
        salon.run("update bookings set specialist_id = null").await.expect("others");
        let refused = salon.book(200, NOW).await;
        assert!(matches!(refused, Err(BookingError::TooManyBookings)), "{refused:?}");
    }

    async fn nobody_comes_to_a_specialist_who_works_no_more(engine: Engine) {
        for (harm, mend) in [
            ("update users set role = 'client' where id = 1", "update users set role = 'specialist' where id = 1"),
            ("update users set suspended_at = 1 where id = 1", "update users set suspended_at = null where id = 1"),
        ] {
            let salon = Salon::open(engine, ServiceTerms::default()).await;
            let booking = salon.book(10, NOW).await.expect("free");
            salon.run("insert into booking_settings (key, value) values ('on_suspension', 'keep')").await.expect("kept");
            salon.run(harm).await.expect("changed");
            let refused = salon.book(12, NOW).await;
            assert!(matches!(refused, Err(BookingError::NotFound)), "{refused:?}");
            let refused = salon.shift(&booking, 12, NOW).await;
            assert!(matches!(refused, Err(BookingError::NotBookable("no_location"))), "{refused:?}");
            salon.run(mend).await.expect("changed");
            salon.shift(&booking, 12, NOW).await.expect("free");
        }
    }

    async fn somebody_who_came_may_be_sent_away_or_leave(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let (one, other) = (salon.book(10, NOW).await.expect("free"), salon.book(12, NOW).await.expect("free"));
        let noon = NOW.plus(12 * HOUR);
        for booking in [&one, &other] {
            assert_eq!(salon.settle(booking, Settlement::Arrive, noon).await.status, Status::Arrived);
        }
        assert_eq!(salon.settle(&one, Settlement::NoShow, noon).await.status, Status::NoShow);
        let sent_away = salon.cancel(&salon.noor, &other, noon).await.expect("sent away");
        assert_eq!(sent_away.status, Status::CancelledByBusiness);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn what_lies_before_all_calendars_is_past(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        for (hours, reason) in [(-24 * 366 * 200, "past"), (24 * 366 * 1_000, "horizon")] {
            let refused = salon.book(hours, NOW).await;
            assert!(matches!(refused, Err(BookingError::NotBookable(told)) if told == reason), "{refused:?}");
        }
    }
}
