//! Times that are held, to the very second.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::Tick;
use frontdesk_testkit::both_engines;

use super::{HOUR, NOW, Salon, new_id, person};
use crate::error::BookingError;
use crate::flow;
use crate::group::Owner;
use crate::model::{Booking, Status, Visit, Wish, tick};
use crate::store::{claims, resources};

/// Ten minutes.
const HELD: i64 = 600;

impl Salon {
    pub(super) fn wish(&self, hours: i64) -> Wish {
        let starts_at = NOW.plus(hours * HOUR);
        let visit = Visit { service: self.service, then: Vec::new(), specialist: None, location: Some(self.location) };
        Wish { visit, starts_at, note: String::new() }
    }

    /// Ada holds the time `hours` after [`NOW`] for ten minutes.
    pub(super) async fn hold(&self, hours: i64, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, wish) = (self.model.clone(), self.ada.clone(), self.wish(hours));
        let until = now.plus(HELD);
        let hold = async move |tx: &mut Tx| flow::hold(tx, &model, &caller, &wish, new_id(), (now, until)).await;
        self.db.write(hold).await
    }

    /// Ada books what she holds.
    pub(super) async fn book_hold(&self, hold: &Booking, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, id) = (self.model.clone(), self.ada.clone(), hold.public_id);
        let book = async move |tx: &mut Tx| flow::book_hold(tx, &model, &caller, (id, "Тихо"), now).await;
        self.db.write(book).await
    }

    /// Somebody else books the time `hours` after [`NOW`].
    pub(super) async fn book_as(&self, who: &Caller, hours: i64, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, wish) = (self.model.clone(), who.clone(), self.wish(hours));
        self.db.write(async move |tx: &mut Tx| flow::book(tx, &model, &caller, &wish, new_id(), now).await).await
    }

    /// Whether the time `hours` after [`NOW`] is shown as free.
    pub(super) async fn shows(&self, hours: i64, now: Timestamp) -> bool {
        let (model, wish) = (self.model.clone(), self.wish(hours));
        let wanted = flow::Wanted { visit: wish.visit, from: None, to: None };
        let slots = self.db.read(async move |tx: &mut Tx| flow::slots(tx, &model, &wanted, now).await).await;
        slots.expect("slots").slots.iter().any(|slot| slot.starts_at == wish.starts_at)
    }

    /// Noor's service needs one unit of a thing of which there is one.
    pub(super) async fn need(&self, name: &str) {
        let (noor, service, name) = (self.noor.clone(), self.service, name.to_owned());
        let need = async move |tx: &mut Tx| {
            let thing = flow::add_thing(tx, &noor, (name.clone(), 1), new_id(), NOW).await?;
            flow::need_things(tx, &noor, service, &[thing.public_id]).await
        };
        self.db.write(need).await.expect("hers");
    }

    /// How much a booking claims.
    async fn claimed(&self, booking: &Booking) -> usize {
        let id = booking.id;
        self.db.read(async move |tx: &mut Tx| claims::of(tx, id).await).await.expect("read").len()
    }

    pub(super) async fn ben(&self) -> Caller {
        person(&self.db, "ben", &[Permission::MakeBookings]).await
    }
}

#[track_caller]
fn taken<T: std::fmt::Debug>(result: Result<T, BookingError>) {
    assert!(matches!(result, Err(BookingError::SlotTaken { .. })), "{result:?}");
}

both_engines! {
    async fn a_hold_ends_at_its_very_second(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let ben = salon.ben().await;
        let hold = salon.hold(10, NOW).await.expect("free");
        assert_eq!((hold.status, hold.hold_expires_at), (Status::Held, Some(NOW.plus(HELD))));
        taken(salon.book_as(&ben, 10, NOW.plus(HELD - 1)).await);
        assert!(!salon.shows(10, NOW.plus(HELD - 1)).await);
        assert!(salon.shows(10, NOW.plus(HELD)).await, "what is shown as free");
        salon.book_as(&ben, 10, NOW.plus(HELD)).await.expect("can be booked");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn whoever_books_too_late_gets_it_unless_somebody_has_taken_it(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let ben = salon.ben().await;
        let (lost, kept, swept) =
            (salon.hold(10, NOW).await.expect("a"), salon.hold(12, NOW).await.expect("b"), salon.hold(14, NOW).await.expect("c"));
        let late = NOW.plus(HELD);
        salon.book_as(&ben, 10, late).await.expect("free again");
        let refused = salon.book_hold(&lost, late).await;
        assert!(matches!(&refused, Err(BookingError::HoldExpired { next }) if !next.is_empty()), "{refused:?}");
        assert_eq!(salon.book_hold(&kept, late).await.expect("nobody took it").status, Status::Confirmed);
        assert_eq!(flow::expire_holds(&salon.db, late).await.expect("swept").ended, 1);
        let booked = salon.book_hold(&swept, late).await.expect("nobody took it");
        assert_eq!((booked.public_id, booked.note.as_str()), (swept.public_id, "Тихо"));
        taken(salon.book_as(&ben, 14, late).await);
        let again = salon.book_hold(&swept, late).await;
        assert!(matches!(again, Err(BookingError::State)), "{again:?}");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_hold_that_is_booked_follows_the_terms_under_which_it_was_held(engine: Engine) {
        let terms = ServiceTerms { confirmation: Confirmation::Manual, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let hold = salon.hold(10, NOW).await.expect("free");
        salon.run("update services set price_minor = 1").await.expect("cheaper");
        let booked = salon.book_hold(&hold, NOW.plus(HELD - 1)).await.expect("in time");
        assert_eq!((booked.status, booked.price, booked.hold_expires_at), (Status::Requested, hold.price, None));
        assert_eq!(salon.get(&booked).await, booked);
        let told = "update booking_events set at = at where kind = 'requested'";
        assert_eq!(salon.run(told).await.expect("read"), 1, "holding is no event, booking is");
        let begun = salon.hold(12, NOW.plus(12 * HOUR - 1)).await.expect("free");
        let late = salon.book_hold(&begun, NOW.plus(12 * HOUR)).await;
        assert!(matches!(late, Err(BookingError::NotBookable("past"))), "{late:?}");
    }

    async fn nobody_holds_more_than_three_times(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let mut last = None;
        for hours in [10, 12, 14] {
            last = Some(salon.hold(hours, NOW).await.expect("free"));
        }
        let refused = salon.hold(16, NOW.plus(HELD - 1)).await;
        assert!(matches!(refused, Err(BookingError::TooManyHolds)), "{refused:?}");
        let (caller, id) = (salon.ada.clone(), last.expect("three").public_id);
        let release = async move |tx: &mut Tx| flow::release(tx, &caller, id, NOW).await;
        salon.db.write(release).await.expect("hers");
        salon.hold(14, NOW).await.expect("it is free again, and there is room");
        salon.hold(16, NOW.plus(HELD)).await.expect("the others hold no more");
    }

    async fn a_full_day_counts_what_is_held_and_not_what_was(engine: Engine) {
        let terms = ServiceTerms { daily_limit: Some(1), ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let ben = salon.ben().await;
        salon.hold(10, NOW).await.expect("free");
        taken(salon.book_as(&ben, 12, NOW.plus(HELD - 1)).await);
        salon.book_as(&ben, 12, NOW.plus(HELD)).await.expect("room again");
    }

    async fn holds_that_nobody_booked_are_forgotten_after_an_hour(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let hold = salon.hold(40, NOW).await.expect("free");
        flow::expire_holds(&salon.db, NOW.plus(HELD)).await.expect("swept");
        assert_eq!(salon.run("delete from claims").await.expect("read"), 0);
        let hour = NOW.plus(HELD + HOUR);
        flow::expire_holds(&salon.db, hour.plus(-1)).await.expect("swept");
        assert_eq!(salon.get(&hold).await.status, Status::Held);
        let late = salon.book_hold(&hold, hour).await;
        assert!(matches!(late, Err(BookingError::NotFound)), "swept or not: {late:?}");
        flow::expire_holds(&salon.db, hour).await.expect("swept");
        assert_eq!(salon.run("delete from bookings").await.expect("read"), 0);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_client_who_goes_holds_nothing(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.hold(10, NOW).await.expect("free");
        salon.run("delete from users where username = 'ada'").await.expect("gone");
        assert_eq!(salon.run("delete from bookings").await.expect("read"), 0);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_specialist_who_goes_leaves_nothing_held(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.hold(10, NOW).await.expect("free");
        salon.run("delete from users where username = 'noor'").await.expect("gone, and her location with her");
        assert_eq!(salon.run("delete from bookings").await.expect("read"), 0);
    }

    async fn a_claim_of_which_the_second_day_is_taken_takes_nothing_of_the_first(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        // 23:30 to 0:30 by the clocks of the service day; the place never closes.
        let booking = salon.book(10, NOW).await.expect("free");
        let try_across = async move |tx: &mut Tx| {
            let resource = resources::find(tx, booking.specialist_id.expect("noor")).await?.expect("booked before");
            let midnight = Tick(resource.anchor.first(resource.anchor.day(tick(NOW)) + 2).0);
            let other = booking.id;
            assert!(claims::take(tx, Owner::Booking(other), resource, midnight..midnight.plus(6)).await?);
            assert!(!claims::take(tx, Owner::Booking(other), resource, midnight.plus(-6)..midnight.plus(6)).await?);
            assert!(claims::take(tx, Owner::Booking(other), resource, midnight.plus(-6)..midnight).await?, "nobody has it");
            Ok::<_, DbError>(())
        };
        salon.db.write(try_across).await.expect("tried");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn what_is_no_longer_offered_is_not_had_by_a_hold_that_holds_no_more(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let (lapsed, holding) = (salon.hold(10, NOW).await.expect("free"), salon.hold(12, NOW).await.expect("free"));
        salon.run("update services set active = false").await.expect("withdrawn");
        salon.book_hold(&holding, NOW.plus(HELD - 1)).await.expect("held on the terms of then");
        let late = salon.book_hold(&lapsed, NOW.plus(HELD)).await;
        assert!(matches!(late, Err(BookingError::HoldExpired { .. })), "{late:?}");
        salon.run("update services set active = true").await.expect("back again");
        salon.book_hold(&lapsed, NOW.plus(HELD)).await.expect("nobody took it");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_unit_that_is_held_is_free_again_at_its_very_second(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let ben = salon.ben().await;
        salon.need("Кресло").await;
        let (lost, kept) = (salon.hold(10, NOW).await.expect("free"), salon.hold(12, NOW).await.expect("free"));
        taken(salon.book_as(&ben, 10, NOW.plus(HELD - 1)).await);
        assert!(salon.shows(10, NOW.plus(HELD)).await);
        salon.book_as(&ben, 10, NOW.plus(HELD)).await.expect("chair and all");
        let late = salon.book_hold(&lost, NOW.plus(HELD)).await;
        assert!(matches!(late, Err(BookingError::HoldExpired { .. })), "{late:?}");
        flow::expire_holds(&salon.db, NOW.plus(HELD)).await.expect("swept");
        salon.book_hold(&kept, NOW.plus(HELD)).await.expect("nobody took it");
        assert_eq!(salon.claimed(&kept).await, 2, "her time and a chair, as before");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_hold_whose_time_a_faster_clock_gave_away_becomes_no_second_booking(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let ben = salon.ben().await;
        let hold = salon.hold(10, NOW).await.expect("free");
        salon.book_as(&ben, 10, NOW.plus(HELD)).await.expect("it holds no more");
        let late = salon.book_hold(&hold, NOW.plus(HELD - 1)).await;
        assert!(matches!(late, Err(BookingError::HoldExpired { .. })), "{late:?}");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_hold_that_cannot_be_ended_holds_up_no_other(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let broken = salon.hold(10, NOW).await.expect("free");
        // Nothing of that day is taken any more, whatever is claimed.
        salon.run("update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await.expect("broken");
        salon.hold(34, NOW).await.expect("free");
        let expired = flow::expire_holds(&salon.db, NOW.plus(HELD)).await.expect("swept");
        assert_eq!(expired.ended, 1);
        assert!(matches!(&expired.faulty[..], [(id, BookingError::Store(_))] if *id == broken.public_id), "{expired:?}");
    }

    async fn a_location_stays_where_a_time_is_held(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.hold(10, NOW).await.expect("free");
        assert!(salon.run("delete from locations").await.is_err(), "somebody is about to book there");
        salon.run("update bookings set hold_expires_at = 1").await.expect("over");
        salon.run("delete from locations").await.expect("nobody is to come");
    }
}
