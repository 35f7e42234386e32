//! What comes free is held for those who wait, one after another.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_testkit::both_engines;

use super::notices::Office;
use super::{HOUR, NOW, new_id, person};
use crate::error::BookingError;
use crate::flow;
use crate::model::{Booking, Sight};
use crate::rules::OFFER_SECONDS;
use crate::search::End;
use crate::store::waitlist;
use crate::waiting::{Entry, EntryId, Hope, Stand};

const NOTHING: [&str; 0] = [];

impl Office {
    /// Somebody who can book and be written to.
    pub(super) async fn client(&self, name: &'static str) -> Caller {
        let client = person(&self.salon.db, name, &[Permission::MakeBookings]).await;
        let reach = "update users set email = username || '@example.com', email_verified_at = 1";
        self.salon.run(reach).await.expect("reachable");
        client
    }

    /// Waits for the massage to begin between two hours after [`NOW`].
    pub(super) async fn wait(&self, who: &Caller, from: i64, to: i64, now: Timestamp) -> Result<Entry, BookingError> {
        let (model, caller, visit) = (self.salon.model.clone(), who.clone(), self.salon.wish(from).visit);
        let end = |hours: i64| End::Moment(NOW.plus(hours * HOUR));
        let hope = Hope { visit, from: Some(end(from)), to: end(to) };
        let join = async move |tx: &mut Tx| flow::waitlist::join(tx, &model, &caller, &hope, new_id(), now).await;
        self.salon.db.write(join).await
    }

    /// Does what the worker does until there is nothing left to do.
    pub(super) async fn serve(&self, now: Timestamp) {
        self.announce(now).await;
        for _ in 0..9 {
            if flow::serve_waitlist(&self.catalogue, now).await.expect("served") == 0 {
                return;
            }
        }
        panic!("it never comes to rest");
    }

    /// Who has been written to about what is held for them, since this was last asked.
    async fn offered_to(&self) -> Vec<String> {
        let letters = self.letters().await;
        letters.iter().filter_map(|letter| letter.strip_prefix("waitlist_offered to ").map(str::to_owned)).collect()
    }

    async fn entries(&self, who: &Caller) -> Vec<Entry> {
        let sight = Sight::Of(who.user_id);
        let read = async move |tx: &mut Tx| waitlist::page(tx, sight, EntryId(i64::MAX), 100).await;
        let read: Result<_, DbError> = self.salon.db.read(read).await;
        read.expect("read")
    }

    pub(super) async fn stand(&self, who: &Caller) -> Vec<Stand> {
        self.entries(who).await.iter().map(|entry| entry.status).collect()
    }

    async fn hold_of(&self, who: &Caller) -> PublicId {
        self.entries(who).await.first().and_then(|entry| entry.hold).expect("something is held for them")
    }

    async fn book_what_is_held(&self, who: &Caller, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, id) = (self.salon.model.clone(), who.clone(), self.hold_of(who).await);
        let book = async move |tx: &mut Tx| flow::book_hold(tx, &model, &caller, (id, ""), now).await;
        self.salon.db.write(book).await
    }

    async fn release(&self, who: &Caller, now: Timestamp) {
        let (caller, id) = (who.clone(), self.hold_of(who).await);
        let release = async move |tx: &mut Tx| flow::release(tx, &caller, id, now).await;
        self.salon.db.write(release).await.expect("theirs");
    }

    async fn leave(&self, who: &Caller, entry: &Entry, now: Timestamp) -> Result<(), BookingError> {
        let (caller, id) = (who.clone(), entry.public_id);
        let leave = async move |tx: &mut Tx| flow::waitlist::leave(tx, &caller, id, now).await;
        self.salon.db.write(leave).await
    }
}

both_engines! {
    async fn what_is_cancelled_is_held_for_whoever_has_waited_longest_then_for_the_next(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let (ben, cleo) = (office.client("ben").await, office.client("cleo").await);
        let booking = office.salon.book(30, NOW).await.expect("free");
        office.wait(&ben, 30, 30, NOW).await.expect("he waits");
        office.wait(&cleo, 30, 30, NOW.plus(1)).await.expect("she waits");
        office.serve(NOW.plus(1)).await;
        assert_eq!(office.offered_to().await, NOTHING, "nothing is free");

        office.salon.cancel(&office.salon.ada, &booking, NOW.plus(2)).await.expect("cancelled");
        office.serve(NOW.plus(2)).await;
        assert_eq!(office.offered_to().await, ["ben@example.com"]);
        assert_eq!((office.stand(&ben).await, office.stand(&cleo).await), (vec![Stand::Offered], vec![Stand::Waiting]));
        assert!(!office.salon.shows(30, NOW.plus(2)).await, "nobody else gets it");

        let late = NOW.plus(2 + OFFER_SECONDS);
        office.serve(late.plus(-1)).await;
        assert_eq!(office.offered_to().await, NOTHING, "it is his to the last second");
        office.serve(late).await;
        assert_eq!(office.offered_to().await, ["cleo@example.com"]);
        assert_eq!((office.stand(&ben).await, office.stand(&cleo).await), (vec![Stand::Waiting], vec![Stand::Offered]));
        office.book_what_is_held(&cleo, late).await.expect("hers");
        assert_eq!(office.stand(&cleo).await, [Stand::Booked]);
        office.serve(late.plus(HOUR)).await;
        assert_eq!(office.stand(&ben).await, [Stand::Waiting]);
        assert_eq!(office.salon.findings().await, NOTHING);
    }

    async fn a_hold_that_lapses_or_is_let_go_is_offered(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        office.salon.hold(30, NOW).await.expect("free");
        office.wait(&ben, 30, 30, NOW).await.expect("he waits");
        office.serve(NOW.plus(599)).await;
        assert_eq!(office.stand(&ben).await, [Stand::Waiting]);
        office.serve(NOW.plus(600)).await;
        assert_eq!(office.stand(&ben).await, [Stand::Offered]);
        let cleo = office.client("cleo").await;
        office.wait(&cleo, 30, 30, NOW.plus(600)).await.expect("she waits");
        office.serve(NOW.plus(600)).await;
        office.release(&ben, NOW.plus(700)).await;
        office.serve(NOW.plus(700)).await;
        assert_eq!((office.stand(&ben).await, office.stand(&cleo).await), (vec![Stand::Waiting], vec![Stand::Offered]));
        assert_eq!(office.salon.findings().await, NOTHING);
    }

    async fn nobody_is_offered_the_same_twice_running_nor_more_than_three_times(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        office.wait(&ben, 30, 40, NOW).await.expect("he waits");
        let (mut starts, mut now) = (Vec::new(), NOW);
        for _ in 0..3 {
            office.serve(now).await;
            assert_eq!(office.stand(&ben).await, [Stand::Offered]);
            starts.extend(office.entries(&ben).await.first().and_then(|entry| entry.offered_start));
            now = now.plus(OFFER_SECONDS);
        }
        assert!(starts[0] == NOW.plus(30 * HOUR) && starts[1] != starts[0] && starts[2] != starts[1], "{starts:?}");
        office.serve(now).await;
        assert_eq!(office.stand(&ben).await, [Stand::Ended]);
        assert_eq!(office.offered_to().await.len(), 3);
    }

    async fn a_seat_goes_to_the_first_who_does_not_sit_there_already(engine: Engine) {
        let office = Office::open(engine, ServiceTerms { seats: 2, ..ServiceTerms::default() }).await;
        let (ada, ben, cleo) = (office.salon.ada.clone(), office.client("ben").await, office.client("cleo").await);
        office.salon.book(30, NOW).await.expect("a seat");
        let other = office.salon.book_as(&cleo, 30, NOW).await.expect("the last one");
        office.wait(&ada, 30, 30, NOW).await.expect("she waits for what she has");
        office.wait(&ben, 30, 30, NOW.plus(1)).await.expect("he waits");
        office.salon.cancel(&cleo, &other, NOW.plus(2)).await.expect("cancelled");
        office.serve(NOW.plus(2)).await;
        assert_eq!((office.stand(&ada).await, office.stand(&ben).await), (vec![Stand::Waiting], vec![Stand::Offered]));
        office.book_what_is_held(&ben, NOW.plus(3)).await.expect("his");
        assert_eq!(office.salon.findings().await, NOTHING);
    }

    async fn an_entry_ends_with_its_time(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        let past = office.wait(&ben, -2, -1, NOW).await;
        assert!(matches!(past, Err(BookingError::Invalid(_))), "{past:?}");
        office.salon.book(2, NOW).await.expect("free");
        office.wait(&ben, 2, 2, NOW).await.expect("he waits");
        office.serve(NOW.plus(2 * HOUR)).await;
        assert_eq!(office.stand(&ben).await, [Stand::Waiting]);
        office.serve(NOW.plus(2 * HOUR + 1)).await;
        assert_eq!(office.stand(&ben).await, [Stand::Ended]);
    }

    async fn a_client_waits_for_twenty_times_and_holds_three(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        for hours in 30..50 {
            office.wait(&ben, hours, hours, NOW).await.expect("he waits");
        }
        let more = office.wait(&ben, 50, 50, NOW).await;
        assert!(matches!(more, Err(BookingError::TooMany { most: 20, .. })), "{more:?}");
        office.serve(NOW).await;
        let offered = office.stand(&ben).await.iter().filter(|stand| **stand == Stand::Offered).count();
        assert_eq!(offered, 3, "whoever waits for much does not hold it all");
    }

    async fn whoever_waits_no_more_lets_go_what_is_held_for_them(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let (ben, cleo) = (office.client("ben").await, office.client("cleo").await);
        let entry = office.wait(&ben, 30, 30, NOW).await.expect("he waits");
        office.serve(NOW).await;
        assert!(!office.salon.shows(30, NOW).await);
        let others = office.leave(&cleo, &entry, NOW).await;
        assert!(matches!(others, Err(BookingError::NotFound)), "{others:?}");
        office.leave(&ben, &entry, NOW).await.expect("his");
        assert!(office.salon.shows(30, NOW).await);
        assert_eq!(office.stand(&ben).await, []);
        assert_eq!(office.salon.findings().await, NOTHING);
    }

    async fn time_off_that_is_taken_back_is_offered(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        let (noor, place) = (office.salon.noor.clone(), office.salon.location);
        let (starts_at, ends_at) = (NOW.plus(20 * HOUR), NOW.plus(40 * HOUR));
        let absence = frontdesk_schedule::NewAbsence { starts_at, ends_at, reason: String::new() };
        let away = async move |tx: &mut Tx| {
            frontdesk_schedule::flow::take_time_off(tx, &noor, place, &absence, new_id(), NOW).await
        };
        let (_, absence) = office.salon.db.write(away).await.expect("hers");
        office.wait(&ben, 30, 30, NOW).await.expect("he waits");
        office.serve(NOW).await;
        assert_eq!(office.stand(&ben).await, [Stand::Waiting]);
        let (noor, id) = (office.salon.noor.clone(), absence.public_id);
        let back = async move |tx: &mut Tx| frontdesk_schedule::flow::end_time_off(tx, &noor, id).await;
        office.salon.db.write(back).await.expect("hers");
        office.serve(NOW.plus(1)).await;
        assert_eq!(office.stand(&ben).await, [Stand::Offered]);
    }
}
