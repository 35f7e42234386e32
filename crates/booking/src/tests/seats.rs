//! Services that several come to at once.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_testkit::both_engines;

use super::{HOUR, NOW, Salon, new_id, person};
use crate::error::BookingError;
use crate::flow::{self, Settlement};
use crate::model::{Booking, Status, Wish};

/// Ten minutes, as holds last here.
const HELD: i64 = 600;

pub(super) fn seats(seats: i64) -> ServiceTerms {
    ServiceTerms { seats, ..ServiceTerms::default() }
}

impl Salon {
    /// One whose service several come to at once, and so many who would.
    pub(super) async fn for_groups<const CLIENTS: usize>(
        engine: frontdesk_testkit::Engine,
        terms: ServiceTerms,
    ) -> (Self, [Caller; CLIENTS]) {
        let salon = Self::open(engine, terms).await;
        let mut clients = Vec::new();
        for name in ["ben", "cleo", "dora", "eva"].into_iter().take(CLIENTS) {
            clients.push(person(&salon.db, name, &[Permission::MakeBookings]).await);
        }
        (salon, clients.try_into().expect("as many as there are names"))
    }

    pub(super) async fn join(&self, who: &Caller, hours: i64, now: Timestamp) -> Result<Booking, BookingError> {
        self.join_as(who, self.wish(hours), now).await
    }

    async fn join_as(&self, who: &Caller, wish: Wish, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller) = (self.model.clone(), who.clone());
        self.db.write(async move |tx: &mut Tx| flow::book(tx, &model, &caller, &wish, new_id(), now).await).await
    }

    pub(super) async fn move_to(
        &self,
        who: &Caller,
        booking: &Booking,
        to: Timestamp,
    ) -> Result<Booking, BookingError> {
        let (model, caller, id) = (self.model.clone(), who.clone(), booking.public_id);
        let shift = async move |tx: &mut Tx| flow::reschedule(tx, &model, &caller, (id, None), to, NOW).await;
        self.db.write(shift).await
    }

    /// The free starts that are `hours` after [`NOW`], or less than an hour later, each with the seats that it has left.
    async fn left(&self, hours: i64, now: Timestamp) -> Vec<(i64, Option<i64>)> {
        let (model, wish) = (self.model.clone(), self.wish(hours));
        let wanted = flow::Wanted { visit: wish.visit, from: None, to: None };
        let slots = self.db.read(async move |tx: &mut Tx| flow::slots(tx, &model, &wanted, now).await).await;
        let near = slots.expect("slots").slots.into_iter().map(|slot| (slot.starts_at.since(wish.starts_at), slot));
        near.filter(|(since, _)| (0..HOUR).contains(since)).map(|(since, slot)| (since / 60, slot.seats_left)).collect()
    }

    /// The seats that are taken of each session, in their order.
    pub(super) async fn taken(&self) -> Vec<i64> {
        let read =
            async |tx: &mut Tx| tx.all::<(i64,)>("select taken from group_sessions order by starts_at", &[]).await;
        let all: Result<Vec<(i64,)>, DbError> = self.db.read(read).await;
        all.expect("read").into_iter().map(|(taken,)| taken).collect()
    }
}

#[track_caller]
fn taken<T: std::fmt::Debug>(result: Result<T, BookingError>) {
    assert!(matches!(result, Err(BookingError::SlotTaken { .. })), "{result:?}");
}

#[track_caller]
fn joined_already<T: std::fmt::Debug>(result: Result<T, BookingError>) {
    assert!(matches!(result, Err(BookingError::AlreadyJoined)), "{result:?}");
}

both_engines! {
    async fn a_start_is_offered_while_it_has_a_seat_left(engine: Engine) {
        let (salon, [ben, cleo]) = Salon::for_groups(engine, seats(2)).await;
        assert_eq!(salon.left(10, NOW).await[0], (0, Some(2)));
        salon.book(10, NOW).await.expect("free");
        assert_eq!(salon.left(10, NOW).await, [(0, Some(1))], "others begin when it is over");
        taken(salon.join_as(&ben, Wish { starts_at: NOW.plus(10 * HOUR + 900), ..salon.wish(10) }, NOW).await);
        salon.join(&ben, 10, NOW).await.expect("the last seat");
        assert_eq!(salon.left(10, NOW).await, []);
        taken(salon.join(&cleo, 10, NOW).await);
        assert_eq!((salon.taken().await, salon.findings().await), (vec![2], vec![]));
    }

    async fn the_last_one_out_gives_the_time_back(engine: Engine) {
        let terms = ServiceTerms { buffer_before_minutes: 30, buffer_after_minutes: 45, ..seats(3) };
        let (salon, [ben]) = Salon::for_groups(engine, terms).await;
        // It lies across the midnight of a service day.
        let (first, second) = (salon.book(17, NOW).await.expect("free"), salon.join(&ben, 17, NOW).await.expect("a seat"));
        assert_eq!(salon.run("update claims set booking_id = booking_id where session_id is null").await.expect("read"), 0);
        salon.cancel(&salon.ada, &first, NOW).await.expect("in time");
        assert_eq!((salon.taken().await, salon.left(17, NOW).await), (vec![1], vec![(0, Some(2))]));
        let again = salon.cancel(&salon.ada, &first, NOW).await;
        assert!(matches!(again, Err(BookingError::State)), "{again:?}");
        salon.cancel(&ben, &second, NOW).await.expect("in time");
        assert_eq!(salon.taken().await, [] as [i64; 0]);
        assert_eq!(salon.left(17, NOW).await.len(), 4, "every quarter of an hour");
        assert_eq!(salon.run("delete from claims").await.expect("read"), 0);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn a_session_keeps_the_seats_and_the_length_with_which_it_was_opened(engine: Engine) {
        let (salon, [ben, cleo, dora]) = Salon::for_groups(engine, seats(3)).await;
        let first = salon.book(10, NOW).await.expect("free");
        salon.run("update services set seats = 2, duration_minutes = 90, price_minor = 1").await.expect("otherwise");
        assert_eq!(salon.left(12, NOW).await[0], (0, Some(2)), "what nobody has booked is as it is now");
        let joined = salon.join(&ben, 10, NOW).await.expect("a seat");
        assert_eq!((joined.ends_at, joined.price.0), (first.ends_at, 1));
        salon.join(&cleo, 10, NOW).await.expect("there were three");
        taken(salon.join(&dora, 10, NOW).await);
        salon.run("update services set seats = 1").await.expect("alone from now on");
        salon.cancel(&cleo, &salon.get_as(&cleo).await, NOW).await.expect("in time");
        taken(salon.join(&dora, 10, NOW).await);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn nobody_has_two_seats(engine: Engine) {
        let (salon, [ben]) = Salon::for_groups(engine, seats(3)).await;
        let first = salon.book(10, NOW).await.expect("free");
        joined_already(salon.book(10, NOW).await);
        joined_already(salon.hold(10, NOW).await);
        let other = salon.book(12, NOW).await.expect("another session");
        joined_already(salon.shift(&other, 10, NOW).await);
        assert_eq!((salon.get(&other).await, salon.taken().await), (other.clone(), vec![1, 1]));
        salon.join(&ben, 10, NOW).await.expect("somebody else");
        salon.cancel(&salon.ada, &first, NOW).await.expect("in time");
        salon.shift(&other, 10, NOW).await.expect("she has left");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![2], vec![]));
    }

    async fn a_seat_that_is_held_is_free_again_at_its_very_second(engine: Engine) {
        let (salon, [ben, cleo, dora]) = Salon::for_groups(engine, seats(2)).await;
        let hold = salon.hold(10, NOW).await.expect("free");
        salon.join(&ben, 10, NOW).await.expect("a seat");
        taken(salon.join(&cleo, 10, NOW.plus(HELD - 1)).await);
        assert_eq!(salon.left(10, NOW.plus(HELD)).await, [(0, Some(1))]);
        salon.join(&cleo, 10, NOW.plus(HELD)).await.expect("hers now");
        let late = salon.book_late(&hold, NOW.plus(HELD)).await;
        assert!(matches!(late, Err(BookingError::HoldExpired { .. })), "{late:?}");
        let kept = salon.hold(12, NOW).await.expect("free");
        salon.book_late(&kept, NOW.plus(HELD - 1)).await.expect("in time");
        // Held and held no more, she books at once: the seat that she had stands in nobody's way, not even hers.
        salon.hold(14, NOW).await.expect("free");
        salon.join(&dora, 14, NOW).await.expect("a seat");
        salon.book(14, NOW.plus(HELD)).await.expect("a seat");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![2, 1, 2], vec![]));
    }

    async fn a_session_of_holds_that_hold_no_more_is_none(engine: Engine) {
        let (salon, [ben, cleo]) = Salon::for_groups(engine, seats(3)).await;
        let (held, swept) = (salon.hold(10, NOW).await.expect("free"), salon.hold(20, NOW).await.expect("free"));
        salon.hold(14, NOW).await.expect("free");
        let late = NOW.plus(HELD);
        assert_eq!(salon.left(10, late).await.len(), 4, "every quarter of an hour");
        assert_eq!(salon.left(10, late).await[0], (0, Some(3)));
        let half = Wish { starts_at: NOW.plus(10 * HOUR + HOUR / 2), ..salon.wish(10) };
        salon.join_as(&ben, half, late).await.expect("nobody is there");
        salon.join(&cleo, 14, late).await.expect("the very same time");
        let expired = salon.book_late(&held, late).await;
        assert!(matches!(expired, Err(BookingError::HoldExpired { .. })), "{expired:?}");
        assert_eq!(flow::expire_holds(&salon.db, late).await.expect("swept").ended, 1);
        assert_eq!(salon.taken().await, [1, 1]);
        salon.book_late(&swept, late).await.expect("nobody took it");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![1, 1, 1], vec![]));
    }

    async fn a_seat_moves_to_another_session_or_into_a_new_one(engine: Engine) {
        let (salon, [ben, cleo]) = Salon::for_groups(engine, seats(2)).await;
        let (first, other) = (salon.book(10, NOW).await.expect("free"), salon.join(&ben, 10, NOW).await.expect("a seat"));
        let there = salon.join(&cleo, 12, NOW).await.expect("free");
        let half = NOW.plus(10 * HOUR + HOUR / 2);
        taken(salon.move_to(&ben, &other, half).await);
        let other = salon.move_to(&ben, &other, there.starts_at).await.expect("a seat");
        assert_eq!((other.ends_at, salon.taken().await), (there.ends_at, vec![1, 2]));
        taken(salon.move_to(&salon.ada, &first, there.starts_at).await);
        assert_eq!(salon.get(&first).await, first, "the old one is kept");
        let first = salon.move_to(&salon.ada, &first, half).await.expect("she was alone: her own time is free");
        assert_eq!(first.starts_at, half);
        assert_eq!((salon.taken().await, salon.findings().await), (vec![1, 2], vec![]));
    }

    async fn a_request_takes_a_seat_until_it_is_declined(engine: Engine) {
        let terms = ServiceTerms { confirmation: Confirmation::Manual, ..seats(2) };
        let (salon, [ben, cleo]) = Salon::for_groups(engine, terms).await;
        let asked = salon.book(10, NOW).await.expect("free");
        salon.join(&ben, 10, NOW).await.expect("a seat");
        taken(salon.join(&cleo, 10, NOW).await);
        let (caller, id) = (salon.noor.clone(), asked.public_id);
        let decline =
            async move |tx: &mut Tx| flow::settle(tx, &caller, id, Settlement::Decline, None, NOW).await;
        assert_eq!(salon.db.write(decline).await.expect("hers to say").status, Status::Declined);
        salon.join(&cleo, 10, NOW).await.expect("a seat");
        assert_eq!(flow::expire(&salon.db, NOW.plus(10 * HOUR)).await.expect("ended").ended, 2);
        assert_eq!((salon.taken().await, salon.findings().await), (vec![], vec![]));
    }
}

impl Salon {
    /// The one booking of `who`.
    async fn get_as(&self, who: &Caller) -> Booking {
        let (caller, user) = (who.clone(), who.user_id);
        let find = async move |tx: &mut Tx| {
            let sql = "select public_id from bookings where client_id = $1";
            let (id,): (frontdesk_kit::ids::PublicId,) = tx.one(sql, &[&user]).await?;
            flow::get(tx, &caller, id).await
        };
        self.db.read(find).await.expect("it is there")
    }

    /// Ada books what she holds, or held.
    async fn book_late(&self, hold: &Booking, now: Timestamp) -> Result<Booking, BookingError> {
        let (model, caller, id) = (self.model.clone(), self.ada.clone(), hold.public_id);
        self.db.write(async move |tx: &mut Tx| flow::book_hold(tx, &model, &caller, (id, ""), now).await).await
    }
}
