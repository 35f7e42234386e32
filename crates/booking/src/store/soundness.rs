//! What the doctor reads.

use std::ops::Range;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::row;
use frontdesk_schedule::{Anchor, DayNumber, LocationId, Tick};

use crate::group::{Owner, SessionId};
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
                   and not b.forced and b.session_id is null
                   and not exists (select 1 from claims c where c.booking_id = b.id) order by b.id";
    Ok(tx.all::<(BookingId,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect())
}

/// Bookings that need no time any more and still claim some, or have a seat.
pub async fn kept(tx: &mut Tx) -> Result<Vec<BookingId>, DbError> {
    let sql = "select b.id from bookings b
               where b.status in ('declined', 'expired', 'cancelled_by_client', 'cancelled_by_business')
                   and (b.session_id is not null or exists (select 1 from claims c where c.booking_id = b.id))
               order by b.id";
    Ok(tx.all::<(BookingId,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect())
}

/// Everybody whose time can be booked.
pub async fn resources(tx: &mut Tx) -> Result<Vec<Resource>, DbError> {
    let rows: Vec<(ResourceId, i64)> = tx.all("select id, anchor_ticks from resources order by id", &[]).await?;
    Ok(rows.into_iter().map(|(id, anchor)| Resource { id, anchor: Anchor(anchor) }).collect())
}

/// What is claimed of a resource, in the order of its beginning.
pub async fn claims(tx: &mut Tx, resource: ResourceId) -> Result<Vec<(Owner, Range<Tick>)>, DbError> {
    let sql = "select booking_id, session_id, start_tick, end_tick from claims where resource_id = $1
               order by start_tick, end_tick";
    let rows: Vec<(Option<BookingId>, Option<SessionId>, i64, i64)> = tx.all(sql, &[&resource]).await?;
    let claim = |(booking, session, start, end)| Some((Owner::of((booking, session))?, Tick(start)..Tick(end)));
    Ok(rows.into_iter().filter_map(claim).collect())
}

/// What is claimed by bookings or sessions that are not there: of which resources.
pub async fn ownerless(tx: &mut Tx) -> Result<Vec<ResourceId>, DbError> {
    let sql = "select distinct c.resource_id from claims c left join bookings b on b.id = c.booking_id
               left join group_sessions s on s.id = c.session_id
               where b.id is null and s.id is null order by c.resource_id";
    Ok(tx.all::<(ResourceId,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect())
}

/// Sessions in which other than so many seats are taken, or none is, with how many they say and how many sit there.
pub async fn miscounted(tx: &mut Tx) -> Result<Vec<(SessionId, i64, i64)>, DbError> {
    let sql = "select s.id, s.taken, count(b.id) from group_sessions s left join bookings b on b.session_id = s.id
               group by s.id, s.taken having count(b.id) <> s.taken or s.taken = 0 order by s.id";
    tx.all(sql, &[]).await
}

/// Sessions that have claimed no time.
pub async fn timeless(tx: &mut Tx) -> Result<Vec<SessionId>, DbError> {
    let sql = "select s.id from group_sessions s
               where not exists (select 1 from claims c where c.session_id = s.id) order by s.id";
    Ok(tx.all::<(SessionId,)>(sql, &[]).await?.into_iter().map(|(id,)| id).collect())
}
