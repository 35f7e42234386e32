//! Times that are held while somebody makes up their mind.

use std::ops::Range;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::Tick;

use super::bookings::BOOKING;
use crate::model::{Booking, BookingId, ResourceId};

/// A claim lasts so many ticks at most, as the database has it.
pub(super) const LONGEST_CLAIM: i64 = 384;

/// The hold of `client` that is named so, whether it still holds or not.
pub async fn find(tx: &mut Tx, client: UserId, id: PublicId) -> Result<Option<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.public_id = ? and b.client_id = ?", vec![Box::new(id), Box::new(client)]);
    query.push("and b.status = 'held'");
    tx.opt(&query, &query.params()).await
}

/// How many times are held for `client`.
pub async fn count(tx: &mut Tx, client: UserId, now: Timestamp) -> Result<i64, DbError> {
    let sql = "select count(*) from bookings
               where client_id = $1 and starts_at > $2 and status = 'held' and hold_expires_at > $2";
    Ok(tx.one::<(i64,)>(sql, &[&client, &now]).await?.0)
}

/// Makes `booked`, which is its next version, of a hold; `false` when something else became of it.
pub async fn book(tx: &mut Tx, hold: &Booking, booked: &Booking) -> Result<bool, DbError> {
    let sql = "update bookings set status = $1, hold_expires_at = null, note = $2, updated_at = $3, version = $4
               where id = $5 and status = 'held' and version = $6";
    let (status, note, at, version) = (&booked.status, &booked.note, &booked.updated_at, &booked.version);
    Ok(tx.run(sql, &[status, note, at, version, &hold.id, &hold.version]).await? == 1)
}

/// Ends a hold as far as it still stands as it was read, so that its claims may be given back; `false` when something else
/// became of it.
pub async fn end(tx: &mut Tx, hold: &Booking, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update bookings set hold_expires_at = case when hold_expires_at < $1 then hold_expires_at else $1 end,
                   updated_at = $1, version = version + 1
               where id = $2 and status = 'held' and version = $3";
    Ok(tx.run(sql, &[&now, &hold.id, &hold.version]).await? == 1)
}

/// Whether a hold, or the booking that it has become, has time of its own or a seat.
pub async fn has_time(tx: &mut Tx, id: BookingId) -> Result<bool, DbError> {
    let sql = "select exists (select 1 from claims c where c.booking_id = $1)
                   or exists (select 1 from bookings b where b.id = $1 and b.session_id is not null)";
    Ok(tx.one::<(bool,)>(sql, &[&id]).await?.0)
}

/// Forgets a hold that claims nothing.
pub async fn forget(tx: &mut Tx, id: BookingId) -> Result<(), DbError> {
    tx.run("delete from bookings where id = $1 and status = 'held'", &[&id]).await.map(|_| ())
}

/// Forgets holds that ended before `before` and claim nothing.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    let sql = "delete from bookings where status = 'held' and hold_expires_at <= $1
                   and session_id is null
                   and not exists (select 1 from claims c where c.booking_id = bookings.id)";
    tx.run(sql, &[&before]).await
}

/// Holds that hold no more and still claim some of `ticks` of `resource`, or sit in a session that does.
pub async fn lapsed_within(
    tx: &mut Tx,
    resource: ResourceId,
    ticks: Range<Tick>,
    now: Timestamp,
) -> Result<Vec<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.bind("where b.status = 'held' and b.hold_expires_at <= ? and b.id in (", vec![Box::new(now)]);
    let earliest = ticks.start.0.saturating_sub(LONGEST_CLAIM);
    for whose in [
        "select c.booking_id from claims c where c.booking_id is not null",
        "union all select s.id from claims c join bookings s on s.session_id = c.session_id where c.session_id is not null",
    ] {
        query.push(whose).bind(
            "and c.resource_id = ? and c.start_tick > ? and c.start_tick < ? and c.end_tick > ?",
            vec![Box::new(resource), Box::new(earliest), Box::new(ticks.end.0), Box::new(ticks.start.0)],
        );
    }
    query.push(") order by b.id");
    tx.all(&query, &query.params()).await
}

/// Holds that hold no more and still claim something, or have a seat: those after number `after`, at most `limit`.
pub async fn lapsed(tx: &mut Tx, after: BookingId, now: Timestamp, limit: i64) -> Result<Vec<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    query.filter("b.status = 'held' and b.hold_expires_at <= ? and b.id > ?", vec![Box::new(now), Box::new(after)]);
    query.push("and (b.session_id is not null or exists (select 1 from claims c where c.booking_id = b.id))");
    query.bind("order by b.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}
