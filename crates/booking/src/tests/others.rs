//! Bookings that somebody else makes, or makes an end of.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_testkit::both_engines;

use super::{HOUR, NOW, Salon, new_id, person};
use crate::error::BookingError;
use crate::flow;
use crate::model::{Behalf, Booking, Guest, Source, Status, Whom};
use crate::store::{guests, soundness};

impl Salon {
    /// `who` books the time `hours` after [`NOW`] for somebody who rang.
    async fn book_for(
        &self,
        who: &Caller,
        hours: i64,
        allow_overlap: bool,
        now: Timestamp,
    ) -> Result<Booking, BookingError> {
        let guest = Guest { name: "Вера".to_owned(), ..Guest::default() };
        let behalf = Behalf { whom: Whom::Guest(guest), allow_overlap };
        let (model, caller, wish) = (self.model.clone(), who.clone(), self.wish(hours));
        let book = async move |tx: &mut Tx| flow::book_for(tx, &model, &caller, (&wish, &behalf), new_id(), now).await;
        self.db.write(book).await
    }

    async fn forced(&self) -> usize {
        let list = async |tx: &mut Tx| soundness::forced(tx, NOW).await;
        self.db.read(list).await.expect("read").len()
    }
}

both_engines! {
    async fn the_business_books_for_others_and_is_not_held_to_what_clients_are(engine: Engine) {
        let terms =
            ServiceTerms { confirmation: Confirmation::Manual, lead_minutes: 1_440, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let staff = person(&salon.db, "stas", &[Permission::ManageAnyBooking]).await;
        let omar = person(&salon.db, "omar", &[Permission::ManageOwnSchedule, Permission::MakeBookings]).await;
        let booked = salon.book_for(&salon.noor, 10, false, NOW).await.expect("her own calendar");
        let told = (booked.status, booked.source, booked.client_id, booked.guest_name.as_str());
        assert_eq!(told, (Status::Confirmed, Source::Staff, None, "Вера"));
        salon.book_for(&staff, 12, false, NOW).await.expect("anybody's");
        for stranger in [&omar, &salon.ada] {
            let refused = salon.book_for(stranger, 14, false, NOW).await;
            assert!(matches!(refused, Err(BookingError::Forbidden)), "{refused:?}");
        }
        let refused = salon.book_for(&salon.noor, 10, false, NOW).await;
        assert!(matches!(refused, Err(BookingError::SlotTaken { .. })), "{refused:?}");
        let past = salon.book_for(&salon.noor, 9, true, NOW.plus(10 * HOUR)).await;
        assert!(matches!(past, Err(BookingError::NotBookable("past"))), "{past:?}");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn an_overlap_that_somebody_wants_is_busy_claims_nothing_and_is_listed(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let first = salon.book(10, NOW).await.expect("free");
        let free = salon.book_for(&salon.noor, 12, true, NOW).await.expect("free as it is");
        assert!(!free.forced, "nothing had to be forced");
        let over = salon.book_for(&salon.noor, 10, true, NOW).await.expect("she wants it so");
        assert!(over.forced);
        assert_eq!(salon.forced().await, 1);
        assert_eq!(salon.findings().await, [] as [&str; 0], "it is no fault");
        // It is busy even where the first is gone.
        salon.cancel(&salon.ada, &first, NOW).await.expect("cancelled");
        let refused = salon.book(10, NOW).await;
        assert!(matches!(refused, Err(BookingError::SlotTaken { .. })), "{refused:?}");
        assert!(!salon.shows(10, NOW).await);
        let (caller, id, to) = (salon.noor.clone(), over.public_id, NOW.plus(14 * HOUR));
        let model = salon.model.clone();
        let shift = async move |tx: &mut Tx| flow::reschedule(tx, &model, &caller, (id, None), to, NOW).await;
        let moved = salon.db.write(shift).await.expect("free there");
        assert!(!moved.forced && salon.forced().await == 0, "it has a time of its own now");
        salon.book(10, NOW).await.expect("free again");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_forced_booking_that_is_cancelled_frees_nobody_elses_time(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        let over = salon.book_for(&salon.noor, 10, true, NOW).await.expect("she wants it so");
        salon.cancel(&salon.noor, &over, NOW).await.expect("cancelled");
        let refused = salon.book(10, NOW).await;
        assert!(matches!(refused, Err(BookingError::SlotTaken { .. })), "{refused:?}");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn whoever_is_suspended_meets_nobody_in_the_time_to_come(engine: Engine) {
        for (who, becomes) in [("noor", Status::CancelledByBusiness), ("ada", Status::CancelledByClient)] {
            let terms = ServiceTerms { buffer_after_minutes: 30, ..ServiceTerms::default() };
            let salon = Salon::open(engine, terms).await;
            let (booked, begun) = (salon.book(10, NOW).await.expect("free"), salon.book(17, NOW).await.expect("free"));
            salon.hold(20, NOW).await.expect("free");
            salon.run("update bookings set starts_at = 1500000000, ends_at = 1500003600 where id = 2").await.expect("begun");
            let suspend = if who == "noor" {
                "update users set suspended_at = 1 where username = 'noor'"
            } else {
                "update users set suspended_at = 1 where username = 'ada'"
            };
            salon.run(suspend).await.expect("suspended");
            assert_eq!(salon.get(&booked).await.status, becomes);
            assert_eq!(salon.get(&begun).await.status, Status::Confirmed, "what has begun goes on");
            let noted = "update booking_events set at = at where kind like 'cancelled%' and seq = 2 and booking_id = 1";
            assert_eq!(salon.run(noted).await.expect("read"), 1);
            assert_eq!(salon.findings().await, [] as [&str; 0]);
            assert_eq!(salon.run("delete from claims").await.expect("read"), 1);
            salon.run("update users set suspended_at = 2 where suspended_at = 1").await.expect("as before");
        }
    }

    async fn the_operator_may_keep_what_was_booked_with_those_who_are_suspended(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booked = salon.book(10, NOW).await.expect("free");
        let keep = crate::BookingSettings { on_suspension: crate::OnSuspension::Keep, ..Default::default() };
        flow::adopt_settings(&salon.db, keep).await.expect("told");
        salon.run("update users set suspended_at = 1").await.expect("suspended");
        assert_eq!(salon.get(&booked).await, booked);
        flow::adopt_settings(&salon.db, Default::default()).await.expect("told");
        salon.run("update users set suspended_at = null").await.expect("let in");
        salon.run("update users set suspended_at = 1").await.expect("suspended");
        assert_ne!(salon.get(&booked).await.status, Status::Confirmed);
    }

    async fn what_is_moved_stays_off_what_was_forced_beside_it(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let first = salon.book(10, NOW).await.expect("free");
        salon.book_for(&salon.noor, 10, true, NOW).await.expect("she wants it so");
        let (model, caller, id) = (salon.model.clone(), salon.ada.clone(), first.public_id);
        let quarter = NOW.plus(10 * HOUR + 900);
        let shift = async move |tx: &mut Tx| flow::reschedule(tx, &model, &caller, (id, None), quarter, NOW).await;
        let refused = salon.db.write(shift).await;
        assert!(matches!(refused, Err(BookingError::SlotTaken { .. })), "{refused:?}");
        salon.shift(&first, 12, NOW).await.expect("free");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn what_the_business_books_is_not_held_against_anybody(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        for _ in 0..12 {
            salon.book_for(&salon.noor, 10, true, NOW).await.expect("she wants it so");
        }
        let hers = "update bookings set client_id = (select id from users where username = 'ada'), guest_name = ''";
        salon.run(hers).await.expect("all of them for Ada");
        salon.book(12, NOW).await.expect("she has made one herself");
    }

    async fn only_so_many_are_forced_upon_one_specialist(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        for _ in 0..100 {
            salon.book_for(&salon.noor, 10, true, NOW).await.expect("she wants it so");
        }
        let refused = salon.book_for(&salon.noor, 10, true, NOW).await;
        assert!(matches!(refused, Err(BookingError::TooManyBookings)), "{refused:?}");
        salon.book_for(&salon.noor, 12, true, NOW).await.expect("that is free");
    }

    async fn whoever_may_not_book_for_others_learns_nothing_of_anybody(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let behalf = Behalf { whom: Whom::Client(new_id()), allow_overlap: false };
        let (model, caller, wish) = (salon.model.clone(), salon.ada.clone(), salon.wish(10));
        let book = async move |tx: &mut Tx| flow::book_for(tx, &model, &caller, (&wish, &behalf), new_id(), NOW).await;
        let refused = salon.db.write(book).await;
        assert!(matches!(refused, Err(BookingError::Forbidden)), "{refused:?}");
    }

    async fn nothing_personal_of_guests_is_kept_for_ever(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booked = salon.book_for(&salon.noor, 10, false, NOW).await.expect("free");
        let swept = async |at: Timestamp| salon.db.write(async move |tx: &mut Tx| guests::sweep(tx, at).await).await;
        assert_eq!(swept(booked.ends_at.plus(-1)).await.expect("swept"), 0);
        assert_eq!(swept(booked.ends_at).await.expect("swept"), 1);
        let (caller, id) = (salon.noor.clone(), booked.public_id);
        let kept = salon.db.read(async move |tx: &mut Tx| flow::get(tx, &caller, id).await).await.expect("it stays");
        assert_eq!((kept.guest_name.as_str(), kept.status), ("", Status::Confirmed));
    }
}
