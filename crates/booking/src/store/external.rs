//! Calendars kept elsewhere, and when they keep somebody busy: nothing else of them is stored.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::Span;

use crate::external::{CalendarId, ExternalCalendar, Reading};

/// `select` with the columns of an [`ExternalCalendar`], in its order.
const CALENDAR: &str = "select c.id, c.public_id, c.owner_id, c.url, c.etag, c.read_at, c.tried_at, c.error, c.skipped,
        c.failures, c.created_at
    from external_calendars c";

/// The longest piece of busy time that is stored.
const LONGEST_SECONDS: i64 = 86_400;

/// The calendars of `owner`, in the order in which they were added.
pub async fn of_owner(tx: &mut Tx, owner: UserId) -> Result<Vec<ExternalCalendar>, DbError> {
    let mut query = Query::new(CALENDAR);
    query.filter("c.owner_id = ?", vec![Box::new(owner)]);
    query.push("order by c.id");
    tx.all(&query, &query.params()).await
}

/// Adds a calendar, to be asked at once.
pub async fn insert(tx: &mut Tx, owner: UserId, url: &str, public_id: PublicId, now: Timestamp) -> Result<(), DbError> {
    let sql =
        "insert into external_calendars (public_id, owner_id, url, etag, error, skipped, failures, due_at, created_at)
               values ($1, $2, $3, '', '', 0, 0, $4, $4)";
    tx.run(sql, &[&public_id, &owner, &url, &now]).await.map(|_| ())
}

/// Removes a calendar of `owner`'s with all that it kept busy; `false` if there is none.
pub async fn delete(tx: &mut Tx, owner: UserId, id: PublicId) -> Result<bool, DbError> {
    let sql = "delete from external_calendars where public_id = $1 and owner_id = $2";
    Ok(tx.run(sql, &[&id, &owner]).await? == 1)
}

/// Calendars whose turn has come, the longest due first, at most `limit`; not those of who is suspended.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<ExternalCalendar>, DbError> {
    let mut query = Query::new(CALENDAR);
    query.push("join users u on u.id = c.owner_id");
    query.filter("c.due_at <= ? and u.suspended_at is null", vec![Box::new(now)]);
    query.bind("order by c.due_at, c.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// Takes the turn of a calendar that is due, and sets its next; `false` when somebody was faster.
pub async fn take_turn(tx: &mut Tx, id: CalendarId, now: Timestamp, next: Timestamp) -> Result<bool, DbError> {
    let sql = "update external_calendars set due_at = $1 where id = $2 and due_at <= $3";
    Ok(tx.run(sql, &[&next, &id, &now]).await? == 1)
}

/// Notes that asking was in vain, and when it is tried again. What was busy stays so.
pub async fn note_failure(
    tx: &mut Tx,
    id: CalendarId,
    error: &str,
    now: Timestamp,
    next: Timestamp,
) -> Result<(), DbError> {
    let sql = "update external_calendars set error = $1, failures = failures + 1, tried_at = $2, due_at = $3
               where id = $4";
    tx.run(sql, &[&error, &now, &next, &id]).await.map(|_| ())
}

/// Notes that nothing has changed since it was read.
pub async fn note_same(tx: &mut Tx, id: CalendarId, now: Timestamp) -> Result<(), DbError> {
    let sql = "update external_calendars set error = '', failures = 0, tried_at = $1 where id = $2";
    tx.run(sql, &[&now, &id]).await.map(|_| ())
}

/// Puts what was read in the place of what was read before; nothing, if the calendar is gone.
pub async fn put(tx: &mut Tx, id: CalendarId, reading: &Reading, etag: &str, now: Timestamp) -> Result<(), DbError> {
    let skipped = i64::try_from(reading.skipped).unwrap_or(i64::MAX);
    let sql = "update external_calendars
               set etag = $1, read_at = $2, tried_at = $2, error = '', failures = 0, skipped = $3 where id = $4";
    if tx.run(sql, &[&etag, &now, &skipped, &id]).await? == 0 {
        return Ok(());
    }
    tx.run("delete from external_busy where calendar_id = $1", &[&id]).await?;
    let pieces: Vec<_> = reading.spans.iter().flat_map(|span| pieces(*span)).collect();
    for some in pieces.chunks(200) {
        let mut query = Query::new("insert into external_busy (calendar_id, starts_at, ends_at) values");
        for (place, (starts_at, ends_at)) in some.iter().enumerate() {
            let values: Vec<Box<dyn frontdesk_kit::db::Param + Send>> =
                vec![Box::new(id), Box::new(*starts_at), Box::new(*ends_at)];
            query.bind(if place == 0 { "(?, ?, ?)" } else { ", (?, ?, ?)" }, values);
        }
        tx.run(&query, &query.params()).await?;
    }
    Ok(())
}

/// The same time in pieces of a day at most, so that an index bounds what is read for some dates.
fn pieces((start, end): (Timestamp, Timestamp)) -> impl Iterator<Item = (Timestamp, Timestamp)> {
    let next = move |from: &Timestamp| Some(from.plus(LONGEST_SECONDS)).filter(|next| *next < end);
    std::iter::successors(Some(start), next).map(move |from| (from, end.min(from.plus(LONGEST_SECONDS))))
}

/// When each of `owners` is busy elsewhere between two moments.
pub async fn busy(
    tx: &mut Tx,
    owners: RangeInclusive<UserId>,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<(UserId, Span)>, DbError> {
    let sql = "select c.owner_id, b.starts_at, b.ends_at from external_calendars c
               join external_busy b on b.calendar_id = c.id and b.starts_at > $1 and b.starts_at < $2 and b.ends_at > $3
               where c.owner_id between $4 and $5";
    let earliest = from.plus(-LONGEST_SECONDS);
    let rows: Vec<(UserId, Timestamp, Timestamp)> =
        tx.all(sql, &[&earliest, &to, &from, owners.start(), owners.end()]).await?;
    let span = |(owner, starts_at, ends_at): (UserId, Timestamp, Timestamp)| {
        Some((owner, Span::new(starts_at.into(), ends_at.into()).ok()?))
    };
    Ok(rows.into_iter().filter_map(span).collect())
}
