//! Sessions of groups: who has a seat, and how many are left.
//!
//! A session ends by itself when the last one leaves it: triggers give back what it has claimed.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::row;
use frontdesk_schedule::{Anchor, LocationId, Tick};

use super::bookings::BOOKING;
use crate::group::{Seating, Session, SessionId};
use crate::model::{Booking, BookingId, Resource, ResourceId};

/// Nobody sits in a session twice: the constraints that say so.
const ONCE: [&str; 3] =
    ["bookings_session_id_client_id_key", "bookings_session_id_guest_email_key", "bookings_session_id_guest_phone_key"];

/// A session that is to be opened.
#[derive(Clone, Copy, Debug)]
pub struct NewSession {
    pub service: Option<ServiceId>,
    pub specialist: UserId,
    pub location: LocationId,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub seats: i64,
}

/// Opens a session with one seat taken; `None` if `specialist` has one then.
pub async fn open(tx: &mut Tx, new: NewSession) -> Result<Option<SessionId>, DbError> {
    let sql = "insert into group_sessions (service_id, specialist_id, location_id, starts_at, ends_at, seats, taken)
               values ($1, $2, $3, $4, $5, $6, 1) on conflict (specialist_id, starts_at) do nothing returning id";
    let NewSession { service, specialist, location, starts_at, ends_at, seats } = &new;
    let made: Option<(SessionId,)> = tx.opt(sql, &[service, specialist, location, starts_at, ends_at, seats]).await?;
    Ok(made.map(|(id,)| id))
}

/// Takes one more seat; `false` when there is none left.
pub async fn join(tx: &mut Tx, session: SessionId) -> Result<bool, DbError> {
    let sql = "update group_sessions set taken = taken + 1 where id = $1 and taken < seats";
    Ok(tx.run(sql, &[&session]).await? == 1)
}

/// Gives a seat that was taken to `booking`; `false` when its client has one there already, and then nothing more can be
/// done in this transaction.
pub async fn sit(tx: &mut Tx, booking: BookingId, session: SessionId) -> Result<bool, DbError> {
    match tx.run("update bookings set session_id = $1 where id = $2", &[&session, &booking]).await {
        Err(error) if ONCE.iter().any(|name| error.is_constraint(name)) => Ok(false),
        sat => sat.map(|_| true),
    }
}

/// Lets `booking` leave its session, if it has a seat in one.
pub async fn leave(tx: &mut Tx, booking: BookingId) -> Result<(), DbError> {
    let sql = "update bookings set session_id = null where id = $1 and session_id is not null";
    tx.run(sql, &[&booking]).await.map(|_| ())
}

/// The sessions of `service` by `specialist` at `location` from one moment to another in which somebody sits and a seat is
/// left, without that of the booking that is to be moved, the earliest first.
pub async fn joinable(
    tx: &mut Tx,
    (service, specialist, location): (ServiceId, UserId, LocationId),
    ((from, to), without): ((Timestamp, Timestamp), Option<BookingId>),
    now: Timestamp,
) -> Result<Vec<Session>, DbError> {
    let sql = "select s.id, s.starts_at, s.ends_at, s.seats - s.kept from (
                   select g.id, g.starts_at, g.ends_at, g.seats, g.taken - (
                           select count(*) from bookings b
                           where b.session_id = g.id and b.status = 'held' and b.hold_expires_at <= $1
                       ) as kept
                   from group_sessions g
                   where g.specialist_id = $2 and g.starts_at >= $3 and g.starts_at < $4
                       and g.service_id = $5 and g.location_id = $6
                       and not exists (select 1 from bookings b where b.session_id = g.id and b.id = $7)
               ) s where s.kept > 0 and s.kept < s.seats order by s.starts_at";
    let without = without.unwrap_or(BookingId(0));
    tx.all(sql, &[&now, &specialist, &from, &to, &service, &location, &without]).await
}

/// To whom others come for `service` at `starts_at`, as far as there are seats.
pub async fn hosts(tx: &mut Tx, service: ServiceId, starts_at: Timestamp) -> Result<Vec<UserId>, DbError> {
    let sql = "select specialist_id from group_sessions where service_id = $1 and starts_at = $2 and taken < seats";
    Ok(tx.all::<(UserId,)>(sql, &[&service, &starts_at]).await?.into_iter().map(|(id,)| id).collect())
}

row! {
    struct SeatingRow {
        specialist: UserId, service: ServiceId, location: LocationId, id: SessionId, starts_at: Timestamp,
        ends_at: Timestamp, seats: i64, taken: i64, until: Option<Timestamp>,
    }
}

/// Every session from one moment to another of all with numbers in `specialists`, by specialist.
pub async fn of_each(
    tx: &mut Tx,
    specialists: RangeInclusive<UserId>,
    (from, to): (Timestamp, Timestamp),
) -> Result<BTreeMap<UserId, Vec<Seating>>, DbError> {
    let sql = "select g.specialist_id, g.service_id, g.location_id, g.id, g.starts_at, g.ends_at, g.seats, g.taken,
                   b.hold_expires_at
               from group_sessions g left join bookings b on b.session_id = g.id and b.status = 'held'
               where g.specialist_id between $1 and $2 and g.starts_at >= $3 and g.starts_at < $4
                   and g.service_id is not null and g.location_id is not null order by g.specialist_id, g.id";
    let rows: Vec<SeatingRow> = tx.all(sql, &[specialists.start(), specialists.end(), &from, &to]).await?;
    let mut all: BTreeMap<UserId, Vec<Seating>> = BTreeMap::new();
    for one in rows.chunk_by(|one, other| one.id == other.id) {
        let Some(row) = one.first() else { continue };
        let &SeatingRow { specialist, service, location, id, starts_at, ends_at, seats, taken, .. } = row;
        let session = Session { id, starts_at, ends_at, left: seats - taken };
        let lapses = one.iter().filter_map(|row| row.until).collect();
        all.entry(specialist).or_default().push(Seating { service, location, session, seats, lapses });
    }
    Ok(all)
}

/// Holds that hold no more and still have a seat in a session of `specialist` that begins at `starts_at`.
pub async fn lapsed_at(
    tx: &mut Tx,
    specialist: UserId,
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Vec<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.specialist_id = ? and b.starts_at = ?", vec![Box::new(specialist), Box::new(starts_at)]);
    query.filter("b.session_id is not null and b.status = 'held' and b.hold_expires_at <= ?", vec![Box::new(now)]);
    query.push("order by b.id");
    tx.all(&query, &query.params()).await
}

/// What is claimed by the session in which `booking` has the only seat that counts: it ends when that is moved.
pub async fn alone(tx: &mut Tx, booking: BookingId, now: Timestamp) -> Result<Vec<(Resource, Range<Tick>)>, DbError> {
    let sql = "select c.resource_id, r.anchor_ticks, c.start_tick, c.end_tick from bookings b
               join claims c on c.session_id = b.session_id join resources r on r.id = c.resource_id
               where b.id = $1 and not exists (
                   select 1 from bookings o where o.session_id = b.session_id and o.id <> $1
                       and (o.status <> 'held' or o.hold_expires_at > $2)
               ) order by c.resource_id, c.start_tick";
    let rows: Vec<(ResourceId, i64, i64, i64)> = tx.all(sql, &[&booking, &now]).await?;
    let claim = |(id, anchor, start, end)| (Resource { id, anchor: Anchor(anchor) }, Tick(start)..Tick(end));
    Ok(rows.into_iter().map(claim).collect())
}
