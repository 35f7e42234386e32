//! A booking takes its time.

use std::ops::Range;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::Tick;

use crate::model::{Booking, BookingId, Resource};
use crate::store::{claims, holds};

/// Takes `ticks` of `resource` for `booking`; `false`, and nothing is taken, when somebody has one of them. Holds that
/// hold no more stand in nobody's way.
pub(super) async fn claim(
    tx: &mut Tx,
    booking: BookingId,
    resource: Resource,
    ticks: Range<Tick>,
    now: Timestamp,
) -> Result<bool, DbError> {
    if claims::take(tx, booking, resource, ticks.clone()).await? {
        return Ok(true);
    }
    let lapsed = holds::lapsed_within(tx, resource.id, ticks.clone(), now).await?;
    if lapsed.is_empty() {
        return Ok(false);
    }
    for hold in &lapsed {
        clear(tx, hold, now).await?;
    }
    claims::take(tx, booking, resource, ticks).await
}

/// Gives back what a hold claims that holds no more; `false` when something else became of it.
pub(super) async fn clear(tx: &mut Tx, hold: &Booking, now: Timestamp) -> Result<bool, DbError> {
    let stands = holds::end(tx, hold, now).await?;
    if stands {
        claims::give_back(tx, hold.id).await?;
    }
    Ok(stands)
}
