//! Who waits for a time to come free.

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;

use crate::model::{BookingId, Sight};
use crate::rules::MOST_OFFERS;
use crate::waiting::{Entry, EntryId, NewEntry};

const ENTRY: &str =
    "select w.id, w.public_id, w.client_id, s.public_id, s.name, w.specialist_id, p.public_id, l.public_id,
        w.from_at, w.to_at, w.status, b.public_id, b.time_zone, w.offered_start, w.offered_until, w.created_at
    from waitlist w join services s on s.id = w.service_id
    left join profiles p on p.user_id = w.specialist_id
    left join locations l on l.id = w.location_id
    left join bookings b on b.id = w.hold_id and b.status = 'held'";

/// Entries that are settled and that one client keeps.
const KEPT_SETTLED: i64 = 20;

fn narrow(query: &mut Query, sight: Sight) {
    if let Sight::Of(user) = sight {
        query.filter("w.client_id = ?", vec![Box::new(user)]);
    }
}

/// Puts somebody at the end of the line; it is looked for a time at once.
pub async fn insert(tx: &mut Tx, new: &NewEntry, now: Timestamp) -> Result<(), DbError> {
    let sql =
        "insert into waitlist (public_id, client_id, service_id, specialist_id, location_id, from_at, to_at, status,
                                     queued_at, look_at, created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $8, $8, $8)";
    let NewEntry { public_id, client, service, specialist, location, from_at, to_at } = new;
    tx.run(sql, &[public_id, client, service, specialist, location, from_at, to_at, &now]).await.map(|_| ())
}

/// For how many times `client` waits.
pub async fn count_open(tx: &mut Tx, client: UserId) -> Result<i64, DbError> {
    let sql = "select count(*) from waitlist where client_id = $1 and status in ('waiting', 'offered')";
    Ok(tx.one::<(i64,)>(sql, &[&client]).await?.0)
}

/// Forgets what has long been settled for `client`: only the last twenty stay.
pub async fn forget_settled(tx: &mut Tx, client: UserId) -> Result<(), DbError> {
    let sql = "delete from waitlist where client_id = $1 and status in ('booked', 'ended') and id not in (
                   select w.id from waitlist w where w.client_id = $1 and w.status in ('booked', 'ended')
                   order by w.id desc limit $2)";
    tx.run(sql, &[&client, &KEPT_SETTLED]).await.map(|_| ())
}

/// The entries that the reader may see, the latest first: those before number `before`, at most `limit`.
pub async fn page(tx: &mut Tx, sight: Sight, before: EntryId, limit: i64) -> Result<Vec<Entry>, DbError> {
    let mut query = Query::new(ENTRY);
    query.filter("w.id < ?", vec![Box::new(before)]);
    narrow(&mut query, sight);
    query.bind("order by w.id desc limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// The entry that is named so, if the reader may see it.
pub async fn find(tx: &mut Tx, sight: Sight, id: PublicId) -> Result<Option<Entry>, DbError> {
    let mut query = Query::new(ENTRY);
    query.filter("w.public_id = ?", vec![Box::new(id)]);
    narrow(&mut query, sight);
    tx.opt(&query, &query.params()).await
}

/// Forgets an entry.
pub async fn delete(tx: &mut Tx, id: EntryId) -> Result<(), DbError> {
    tx.run("delete from waitlist where id = $1", &[&id]).await.map(|_| ())
}

/// How many wait for `service`.
pub async fn count_for(tx: &mut Tx, service: ServiceId) -> Result<i64, DbError> {
    let sql = "select count(*) from waitlist where service_id = $1 and status = 'waiting'";
    Ok(tx.one::<(i64,)>(sql, &[&service]).await?.0)
}

/// Whether anybody waits or is offered anything, and whether that has come to its end for somebody.
pub async fn is_there(tx: &mut Tx, now: Timestamp) -> Result<(bool, bool), DbError> {
    let sql = "select exists (select 1 from waitlist where status in ('waiting', 'offered')),
                   exists (select 1 from waitlist where status = 'waiting' and to_at < $1)
                   or exists (select 1 from waitlist where status = 'offered' and offered_until <= $1)";
    tx.one(sql, &[&now]).await
}

/// Ends entries whose time is over. Whoever let an offer lapse waits again, behind the others, unless there were enough.
pub async fn turn(tx: &mut Tx, now: Timestamp) -> Result<(), DbError> {
    let lapsed = "update waitlist set status = case when offers < $1 then 'waiting' else 'ended' end, queued_at = $2,
                      look_at = $2, updated_at = $2
                  where status = 'offered' and offered_until <= $2";
    tx.run(lapsed, &[&MOST_OFFERS, &now]).await?;
    let over = "update waitlist set status = 'ended', updated_at = $1 where status = 'waiting' and to_at < $1";
    tx.run(over, &[&now]).await.map(|_| ())
}

/// For those who wait for what the time of `bookings` may have stood in the way of, it is looked anew: for services of the
/// same specialists, and for those that need the same rooms and equipment.
pub async fn freed(tx: &mut Tx, bookings: &[BookingId], now: Timestamp) -> Result<(), DbError> {
    let Some((first, rest)) = bookings.split_first() else { return Ok(()) };
    let mut query = Query::new("with freed as (select b.specialist_id, b.service_id from bookings b");
    query.bind("where b.id in (?", vec![Box::new(*first)]);
    for booking in rest {
        query.bind(", ?", vec![Box::new(*booking)]);
    }
    query.push(")) update waitlist");
    query.bind("set look_at = ? where status = 'waiting' and look_at > ?", vec![Box::new(now), Box::new(now)]);
    query.push(
        "and service_id in (
             select s.id from services s join freed f on f.specialist_id = s.specialist_id
             union
             select c.service_id from service_performers c join freed f on f.specialist_id = c.specialist_id
             union
             select n.service_id from freed f join services s on s.id = f.service_id
             join things t on t.owner_id = s.specialist_id join service_things n on n.thing_id = t.id)",
    );
    tx.run(&query, &query.params()).await.map(|_| ())
}

/// Those for whom it is to be looked for a time now: who has waited longest first, at most `limit`.
pub async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Entry>, DbError> {
    let mut query = Query::new(ENTRY);
    query.filter("w.status = 'waiting' and w.look_at <= ?", vec![Box::new(now)]);
    query.bind("order by w.queued_at, w.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// Notes what is held for whoever waits; `false` when they do not wait any more.
pub async fn offer(
    tx: &mut Tx,
    entry: EntryId,
    (hold, start, until): (BookingId, Timestamp, Timestamp),
    now: Timestamp,
) -> Result<bool, DbError> {
    let sql = "update waitlist set status = 'offered', hold_id = $1, offered_start = $2, offered_until = $3,
                   offers = offers + 1, updated_at = $4
               where id = $5 and status = 'waiting'";
    Ok(tx.run(sql, &[&hold, &start, &until, &now, &entry]).await? == 1)
}

/// Notes when it is looked next for those who wait.
pub async fn postpone(tx: &mut Tx, entries: &[EntryId], look_at: Timestamp) -> Result<(), DbError> {
    let sql = "update waitlist set look_at = $1 where id = $2 and status = 'waiting'";
    for entry in entries {
        tx.run(sql, &[&look_at, entry]).await?;
    }
    Ok(())
}

/// Ends entries of which nothing can come any more.
pub async fn end(tx: &mut Tx, entries: &[EntryId], now: Timestamp) -> Result<(), DbError> {
    let sql = "update waitlist set status = 'ended', updated_at = $1 where id = $2 and status = 'waiting'";
    for entry in entries {
        tx.run(sql, &[&now, entry]).await?;
    }
    Ok(())
}

/// The client has booked what is held, in time or late.
pub async fn booked(tx: &mut Tx, hold: BookingId, now: Timestamp) -> Result<(), DbError> {
    let sql = "update waitlist set status = 'booked', updated_at = $1 where hold_id = $2 and status <> 'booked'";
    tx.run(sql, &[&now, &hold]).await.map(|_| ())
}

/// The client has let go what is held: they wait again, behind the others, unless there were enough offers.
pub async fn let_go(tx: &mut Tx, hold: BookingId, now: Timestamp) -> Result<(), DbError> {
    let sql = "update waitlist set status = case when offers < $1 then 'waiting' else 'ended' end, queued_at = $2,
                   look_at = $2, updated_at = $2
               where hold_id = $3 and status = 'offered'";
    tx.run(sql, &[&MOST_OFFERS, &now, &hold]).await.map(|_| ())
}

/// Forgets what was settled before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from waitlist where status in ('booked', 'ended') and updated_at < $1", &[&before]).await
}
