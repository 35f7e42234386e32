//! What became of bookings and nobody has been told of yet, and who is to be told.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::row;

use super::bookings::BOOKING;
use crate::model::{Booking, BookingId, Status};

row! {
    /// Something that became of a booking.
    #[derive(Clone, Debug)]
    pub struct Event {
        pub position: i64,
        pub booking_id: BookingId,
        /// The version that the booking had then.
        pub seq: i64,
        pub kind: String,
        pub actor_id: Option<UserId>,
        /// When the booking was to begin, then.
        pub starts_at: Timestamp,
        pub at: Timestamp,
        /// What had become of it before, and when it was to begin.
        pub before_kind: Option<String>,
        pub before_starts_at: Option<Timestamp>,
    }
}

impl Event {
    /// Whether it gave time back.
    pub fn frees(&self) -> bool {
        self.kind == "rescheduled" || Status::parse(&self.kind).is_some_and(Status::frees)
    }
}

row! {
    /// How somebody can be told, and what they want to hear.
    #[derive(Clone, Debug)]
    pub struct Contact {
        pub user_id: UserId,
        /// Only addresses and numbers that are known to be theirs.
        pub email: Option<String>,
        pub phone: Option<String>,
        pub bookings: bool,
        pub reminders: bool,
        pub sms: bool,
    }
}

/// Events of which nobody has been told, the oldest first, at most `limit`.
pub async fn pending(tx: &mut Tx, limit: i64) -> Result<Vec<Event>, DbError> {
    let sql = "select e.position, e.booking_id, e.seq, e.kind, e.actor_id, e.starts_at, e.at, b.kind, b.starts_at
               from booking_events e left join booking_events b on b.booking_id = e.booking_id and b.seq = e.seq - 1
               where e.noticed_at is null order by e.position limit $1";
    tx.all(sql, &[&limit]).await
}

/// Notes that `events` are seen to; tells the positions of those that nobody else was faster with.
pub async fn take(tx: &mut Tx, events: &[Event], now: Timestamp) -> Result<Vec<i64>, DbError> {
    let Some((first, rest)) = events.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new("update booking_events set");
    query.bind("noticed_at = ? where noticed_at is null", vec![Box::new(now)]);
    query.bind("and position in (?", vec![Box::new(first.position)]);
    for event in rest {
        query.bind(", ?", vec![Box::new(event.position)]);
    }
    query.push(") returning position");
    let taken: Vec<(i64,)> = tx.all(&query, &query.params()).await?;
    Ok(taken.into_iter().map(|(position,)| position).collect())
}

/// The bookings with these numbers, in no order.
pub async fn bookings(tx: &mut Tx, ids: &[BookingId]) -> Result<Vec<Booking>, DbError> {
    let Some((first, rest)) = ids.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(BOOKING);
    query.bind("where b.id in (?", vec![Box::new(*first)]);
    for id in rest {
        query.bind(", ?", vec![Box::new(*id)]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}

/// How `people` can be told, in no order; whoever is suspended cannot. Read only: the accounts are another room's.
pub async fn contacts(tx: &mut Tx, people: &[UserId]) -> Result<Vec<Contact>, DbError> {
    let Some((first, rest)) = people.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select u.id, case when u.email_verified_at is not null then u.email end,
             case when u.phone_verified_at is not null then u.phone_key end,
             coalesce(p.bookings, true), coalesce(p.reminders, true), coalesce(p.sms, true)
         from users u left join notice_preferences p on p.user_id = u.id",
    );
    query.bind("where u.suspended_at is null and u.id in (?", vec![Box::new(*first)]);
    for person in rest {
        query.bind(", ?", vec![Box::new(*person)]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}
