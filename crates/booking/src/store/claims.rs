//! What each booking, or each session of a group, has taken.

use std::ops::Range;

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{Anchor, Tick};

use super::{days, sessions};
use crate::group::Owner;
use crate::model::{BookingId, Resource, ResourceId};

/// Takes `ticks` of `resource` for `owner`; `false`, and nothing is taken, when somebody has one of them.
pub async fn take(tx: &mut Tx, owner: Owner, resource: Resource, ticks: Range<Tick>) -> Result<bool, DbError> {
    // In ascending order, so that two who want the same days do not wait for each other.
    for (day, bits) in resource.anchor.split(ticks.clone()) {
        if !days::take(tx, resource.id, day, bits).await? {
            for (before, bits) in resource.anchor.split(ticks).filter(|(before, _)| *before < day) {
                days::give_back(tx, resource.id, before, bits).await?;
            }
            return Ok(false);
        }
    }
    let (booking, session) = owner.columns();
    let sql =
        "insert into claims (booking_id, session_id, resource_id, start_tick, end_tick) values ($1, $2, $3, $4, $5)";
    tx.run(sql, &[&booking, &session, &resource.id, &ticks.start.0, &ticks.end.0]).await.map(|_| true)
}

/// What `booking` has taken; nothing, if it has a seat in a session that did.
pub async fn of(tx: &mut Tx, booking: BookingId) -> Result<Vec<(Resource, Range<Tick>)>, DbError> {
    let sql = "select c.resource_id, r.anchor_ticks, c.start_tick, c.end_tick from claims c
               join resources r on r.id = c.resource_id where c.booking_id = $1 order by c.resource_id, c.start_tick";
    let rows: Vec<(ResourceId, i64, i64, i64)> = tx.all(sql, &[&booking]).await?;
    let claim = |(id, anchor, start, end)| (Resource { id, anchor: Anchor(anchor) }, Tick(start)..Tick(end));
    Ok(rows.into_iter().map(claim).collect())
}

/// Gives back everything that `booking` has taken, and nothing else: bits bear no name, its claims do. Who has a seat in a
/// session leaves it.
///
/// To be called only in a transaction in which a guarded update of the booking has hit its row.
pub async fn give_back(tx: &mut Tx, booking: BookingId) -> Result<(), DbError> {
    let claims = of(tx, booking).await?;
    if claims.is_empty() {
        return sessions::leave(tx, booking).await;
    }
    tx.run("delete from claims where booking_id = $1", &[&booking]).await?;
    for (resource, ticks) in claims {
        for (day, bits) in resource.anchor.split(ticks) {
            if !days::give_back(tx, resource.id, day, bits).await? {
                let bug = format!("booking {booking} claims what is not taken of day {day}, resource {}", resource.id);
                return Err(DbError::Bug(bug));
            }
        }
    }
    Ok(())
}
