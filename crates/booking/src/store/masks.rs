//! What makes time free or busy besides the words of its days.

use std::ops::Range;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_schedule::Tick;

use super::holds::LONGEST_CLAIM;
use crate::model::{BookingId, ResourceId};

/// What the words of a specialist's days do not say.
#[derive(Debug, Default)]
pub struct Masks {
    /// Claimed by holds that hold no more, or by sessions in which nobody else sits.
    pub free: Vec<Range<Tick>>,
    /// Booked without a claim, because somebody wanted it so.
    pub busy: Vec<Range<Tick>>,
}

/// The masks of `specialist` at `now` from one moment to another, without those of the booking that is to be moved.
pub async fn of(
    tx: &mut Tx,
    specialist: UserId,
    ((from, to), without): ((Timestamp, Timestamp), Option<BookingId>),
    now: Timestamp,
) -> Result<Masks, DbError> {
    // No booking lasts longer than a day.
    let sql = "select false, c.start_tick, c.end_tick from bookings b join claims c on c.booking_id = b.id
               join resources r on r.id = c.resource_id and r.specialist_id = b.specialist_id
               where b.status = 'held' and b.specialist_id = $1 and b.hold_expires_at <= $2
               union all
               select false, c.start_tick, c.end_tick from bookings b join claims c on c.session_id = b.session_id
               join resources r on r.id = c.resource_id and r.specialist_id = b.specialist_id
               where b.status = 'held' and b.specialist_id = $1 and b.hold_expires_at <= $2
                   and not exists (
                       select 1 from bookings o
                       where o.session_id = b.session_id and (o.status <> 'held' or o.hold_expires_at > $2)
                   )
               union all
               select true, b.starts_at / 300, b.ends_at / 300 from bookings b
               where b.forced and b.specialist_id = $1 and b.starts_at > $3 and b.starts_at < $4 and b.id <> $5
                   and b.status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show')";
    let without = without.unwrap_or(BookingId(0));
    let rows: Vec<(bool, i64, i64)> = tx.all(sql, &[&specialist, &now, &from.plus(-86_400), &to, &without]).await?;
    let mut masks = Masks::default();
    for (is_busy, start, end) in rows {
        let list = if is_busy { &mut masks.busy } else { &mut masks.free };
        list.push(Tick(start)..Tick(end));
    }
    Ok(masks)
}

/// What holds that hold no more still claim of `ticks` of `resources`.
pub async fn lapsed(
    tx: &mut Tx,
    resources: &[ResourceId],
    ticks: Range<Tick>,
    now: Timestamp,
) -> Result<Vec<(ResourceId, Range<Tick>)>, DbError> {
    let Some((first, rest)) = resources.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select c.resource_id, c.start_tick, c.end_tick from claims c left join bookings b on b.id = c.booking_id",
    );
    query.filter(
        "(b.status = 'held' and b.hold_expires_at <= ? or c.session_id is not null and not exists (
            select 1 from bookings o where o.session_id = c.session_id and (o.status <> 'held' or o.hold_expires_at > ?)
         ))",
        vec![Box::new(now), Box::new(now)],
    );
    // The index of claims knows where they begin, and how long they are at most.
    query.filter(
        "c.start_tick > ? and c.start_tick < ? and c.end_tick > ?",
        vec![Box::new(ticks.start.0.saturating_sub(LONGEST_CLAIM)), Box::new(ticks.end.0), Box::new(ticks.start.0)],
    );
    query.filter("c.resource_id in (?", vec![Box::new(*first)]);
    for resource in rest {
        query.bind(", ?", vec![Box::new(*resource)]);
    }
    query.push(")");
    let rows: Vec<(ResourceId, i64, i64)> = tx.all(&query, &query.params()).await?;
    Ok(rows.into_iter().map(|(resource, start, end)| (resource, Tick(start)..Tick(end))).collect())
}

/// How many open bookings that claim nothing are to come for `specialist`.
pub async fn forced_to_come_of(tx: &mut Tx, specialist: UserId, now: Timestamp) -> Result<i64, DbError> {
    let sql = "select count(*) from bookings
               where forced and specialist_id = $1 and starts_at > $2 and status in ('requested', 'confirmed', 'arrived')";
    Ok(tx.one::<(i64,)>(sql, &[&specialist, &now]).await?.0)
}
