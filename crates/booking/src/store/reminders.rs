//! Letters that are to come some time before a booking begins.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::row;

use crate::model::BookingId;

/// How long it is known that somebody was reminded, in seconds after the start: two days.
const KEPT_SECONDS: i64 = 2 * 86_400;

row! {
    /// A reminder whose time has come.
    #[derive(Clone, Copy, Debug)]
    pub struct Reminder {
        pub booking_id: BookingId,
        pub hours: i64,
        pub starts_at: Timestamp,
    }
}

/// Plans the reminders of `bookings` as they are now, each of `hours` before the start; what was planned for another start
/// and not sent yet is forgotten. To what has been planned or sent already for the same start nothing is added.
///
/// Whether a reminder would come too late was settled when the booking became what it is, whenever that is seen to.
pub async fn plan(tx: &mut Tx, bookings: &[BookingId], hours: &[i64]) -> Result<(), DbError> {
    let Some((first, rest)) = bookings.split_first() else { return Ok(()) };
    let among = |query: &mut Query, text: &'static str| {
        query.bind(text, vec![Box::new(*first)]);
        for booking in rest {
            query.bind(", ?", vec![Box::new(*booking)]);
        }
        query.push(")");
    };
    let mut forget = Query::new(
        "delete from reminders where sent_at is null and not exists (
             select 1 from bookings b
             where b.id = reminders.booking_id and b.status = 'confirmed' and b.starts_at = reminders.starts_at)",
    );
    among(&mut forget, "and booking_id in (?");
    tx.run(&forget, &forget.params()).await?;
    for hours in hours {
        let ahead = hours * 3_600;
        let mut query = Query::new("insert into reminders (booking_id, hours, starts_at, due_at)");
        query.bind(
            "select b.id, cast(? as bigint), b.starts_at, b.starts_at - cast(? as bigint) from bookings b",
            vec![Box::new(*hours), Box::new(ahead)],
        );
        query.bind(
            "where b.status = 'confirmed' and b.starts_at - cast(? as bigint) > (
                 select max(e.at) from booking_events e where e.booking_id = b.id)",
            vec![Box::new(ahead)],
        );
        among(&mut query, "and b.id in (?");
        query.push(
            "on conflict (booking_id, hours) do update
                set starts_at = excluded.starts_at, due_at = excluded.due_at, sent_at = null
                where reminders.starts_at <> excluded.starts_at",
        );
        tx.run(&query, &query.params()).await?;
    }
    Ok(())
}

/// Reminders whose time has come, of bookings that have not begun; the longest due first, at most `limit`.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Reminder>, DbError> {
    let sql = "select booking_id, hours, starts_at from reminders
               where sent_at is null and due_at <= $1 and starts_at > $1 order by due_at, booking_id limit $2";
    tx.all(sql, &[&now, &limit]).await
}

/// Notes that a reminder is sent; `false` when somebody was faster, or nobody is to come then any more.
pub async fn take(tx: &mut Tx, reminder: Reminder, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update reminders set sent_at = $1
               where booking_id = $2 and hours = $3 and starts_at = $4 and sent_at is null and exists (
                   select 1 from bookings b
                   where b.id = reminders.booking_id and b.status = 'confirmed' and b.starts_at = reminders.starts_at)";
    Ok(tx.run(sql, &[&now, &reminder.booking_id, &reminder.hours, &reminder.starts_at]).await? == 1)
}

/// Forgets the reminders of what began long ago.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from reminders where starts_at < $1", &[&now.plus(-KEPT_SECONDS)]).await
}
