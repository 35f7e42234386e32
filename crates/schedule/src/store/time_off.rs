//! The table of time off.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::absence::{Absence, AbsenceId, NewAbsence};
use crate::location::LocationId;

/// What of a location's time off touches the time from `from` until `until`, which is not part of it.
pub async fn touching(
    tx: &mut Tx,
    location: LocationId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Absence>, DbError> {
    let sql = "select id, public_id, location_id, starts_at, ends_at, reason, created_at from time_off
               where location_id = $1 and ends_at > $2 and starts_at < $3 order by ends_at, id";
    tx.all(sql, &[&location, &from, &until]).await
}

/// A location's time off that ends after `after`, or then and has a number above `id`: what ends first, first.
pub async fn list(
    tx: &mut Tx,
    location: LocationId,
    (after, id): (Timestamp, AbsenceId),
    limit: i64,
) -> Result<Vec<Absence>, DbError> {
    let sql = "select id, public_id, location_id, starts_at, ends_at, reason, created_at from time_off
               where location_id = $1 and (ends_at > $2 or ends_at = $2 and id > $3) order by ends_at, id limit $4";
    tx.all(sql, &[&location, &after, &id, &limit]).await
}

/// How many times off of a location end after `now`.
pub async fn count(tx: &mut Tx, location: LocationId, now: Timestamp) -> Result<i64, DbError> {
    let sql = "select count(*) from time_off where location_id = $1 and ends_at > $2";
    let (count,) = tx.one(sql, &[&location, &now]).await?;
    Ok(count)
}

/// The time off called `id`.
pub async fn find(tx: &mut Tx, id: PublicId) -> Result<Option<Absence>, DbError> {
    let sql = "select id, public_id, location_id, starts_at, ends_at, reason, created_at from time_off
               where public_id = $1";
    tx.opt(sql, &[&id]).await
}

/// Adds time off.
pub async fn insert(
    tx: &mut Tx,
    location: LocationId,
    new: &NewAbsence,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Absence, DbError> {
    let sql = "insert into time_off (public_id, location_id, starts_at, ends_at, reason, created_at)
               values ($1, $2, $3, $4, $5, $6)
               returning id, public_id, location_id, starts_at, ends_at, reason, created_at";
    tx.one(sql, &[&public_id, &location, &new.starts_at, &new.ends_at, &new.reason, &now]).await
}

/// Removes time off; `false` when it is gone already.
pub async fn delete(tx: &mut Tx, id: AbsenceId) -> Result<bool, DbError> {
    Ok(tx.run("delete from time_off where id = $1", &[&id]).await? == 1)
}
