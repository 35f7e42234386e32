//! What the doctor reads.

use std::ops::Range;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::row;
use frontdesk_schedule::{Anchor, DayNumber, LocationId, Tick};

use crate::model::{BookingId, Resource, ResourceId};

row! {
    /// When the clocks were to stand at the start of a booking on the day on which it was made.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WallTime {
        pub booking: BookingId,
        pub starts_at: Timestamp,
        pub time_zone: String,
        pub local_date: DayNumber,
        pub local_start_minutes: i64,
    }
}

/// When everybody who is still to come was told to come.
pub async fn to_come(tx: &mut Tx, now: Timestamp) -> Result<Vec<WallTime>, DbError> {
    let sql = "select id, starts_at, time_zone, local_date, local_start_minutes from bookings
               where starts_at > $1 and status in ('held', 'requested', 'confirmed', 'arrived') order by starts_at, id";
    tx.all(sql, &[&now]).await
}

/// The locations to which somebody is still to come.
pub async fn locations_to_come(tx: &mut Tx, now: Timestamp) -> Result<Vec<LocationId>, DbError> {
    let sql = "select distinct location_id from bookings
               where starts_at > $1 and status in ('requested', 'confirmed', 'arrived') and location_id is not null
               order by location_id";
    Ok(tx.all::<(LocationId,)>(sql, &[&now]).await?.into_iter().map(|(id,)| id).collect())
}

/// Bookings to come that the business forced: they claim nothing.
pub async fn forced(tx: &mut Tx, now: Timestamp) -> Result<Vec<BookingId>, DbError> {
    let sql = "select id from bookings where forced and starts_at > $1
                   and status in ('requested', 'confirmed', 'arrived') order by id";
    Ok(tx.all::<(BookingId,)>(sql, &[&now]).await?.into_iter().map(|(id,)| id).collect())
}

/// Bookings that need time and have claimed none. Those of a specialist who is gone need none.
pub async fn unclaimed(tx: &mut Tx) -> Result<Vec<BookingId>, DbError> {
    let sql = "select b.id from bookings b
               where b.status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show') and b.specialist_id is not null
                   and not b.forced
                   and not exists (select 1 from claims c where c.booking_id = b.id) order by b.id";
    Ok(tx.all::<(BookingId,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect())
}

/// Bookings that need no time any more and still claim some.
pub async fn kept(tx: &mut Tx) -> Result<Vec<BookingId>, DbError> {
    let sql = "select distinct b.id from bookings b join claims c on c.booking_id = b.id
               where b.status in ('declined', 'expired', 'cancelled_by_client', 'cancelled_by_business') order by b.id";
    Ok(tx.all::<(BookingId,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect())
}

/// Everybody whose time can be booked.
pub async fn resources(tx: &mut Tx) -> Result<Vec<Resource>, DbError> {
    let rows: Vec<(ResourceId, i64)> = tx.all("select id, anchor_ticks from resources order by id", &[]).await?;
    Ok(rows.into_iter().map(|(id, anchor)| Resource { id, anchor: Anchor(anchor) }).collect())
}

/// What is claimed of a resource, in the order of its beginning.
pub async fn claims(tx: &mut Tx, resource: ResourceId) -> Result<Vec<(BookingId, Range<Tick>)>, DbError> {
    let sql =
        "select booking_id, start_tick, end_tick from claims where resource_id = $1 order by start_tick, end_tick";
    let rows: Vec<(BookingId, i64, i64)> = tx.all(sql, &[&resource]).await?;
    Ok(rows.into_iter().map(|(booking, start, end)| (booking, Tick(start)..Tick(end))).collect())
}
