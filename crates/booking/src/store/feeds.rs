//! Secret links to one's bookings.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};

use super::bookings::BOOKING;
use super::lists::Whose;
use crate::model::Booking;

/// Makes the link with this hash the only one of `user`'s.
pub async fn put(tx: &mut Tx, user: UserId, hash: &[u8], now: Timestamp) -> Result<(), DbError> {
    let sql = "insert into calendar_feeds (user_id, secret_hash, created_at) values ($1, $2, $3)
               on conflict (user_id) do update set secret_hash = excluded.secret_hash, created_at = excluded.created_at";
    tx.run(sql, &[&user, &hash, &now]).await.map(|_| ())
}

/// Makes the link of `user`'s lead nowhere, if there is one.
pub async fn delete(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    tx.run("delete from calendar_feeds where user_id = $1", &[&user]).await.map(|_| ())
}

/// Whose link has this hash, if they are in good standing.
pub async fn owner(tx: &mut Tx, hash: &[u8]) -> Result<Option<UserId>, DbError> {
    let sql = "select f.user_id from calendar_feeds f join users u on u.id = f.user_id
               where f.secret_hash = $1 and u.suspended_at is null";
    Ok(tx.opt::<(UserId,)>(sql, &[&hash]).await?.map(|(user,)| user))
}

/// Bookings that begin after `since`, at most `limit`: first those from `today` on, the next first, then those before, the
/// latest first. Those that take place no more are left out unless that came about after `since`.
pub async fn bookings(
    tx: &mut Tx,
    whose: Whose,
    (since, today): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Booking>, DbError> {
    let mut coming = of(whose, since);
    coming.filter("b.starts_at >= ?", vec![Box::new(today)]);
    coming.bind("order by b.starts_at, b.id limit ?", vec![Box::new(limit)]);
    let mut all: Vec<Booking> = tx.all(&coming, &coming.params()).await?;
    let left = limit.saturating_sub(i64::try_from(all.len()).unwrap_or(limit));
    let mut over = of(whose, since);
    over.filter("b.starts_at > ?", vec![Box::new(since)]);
    over.filter("b.starts_at < ?", vec![Box::new(today)]);
    over.bind("order by b.starts_at desc, b.id desc limit ?", vec![Box::new(left)]);
    all.extend(tx.all::<Booking>(&over, &over.params()).await?);
    Ok(all)
}

fn of(whose: Whose, since: Timestamp) -> Query {
    let mut query = Query::new(BOOKING);
    match whose {
        Whose::MadeBy(user) => query.filter("b.client_id = ?", vec![Box::new(user)]),
        Whose::For(user) => query.filter("b.specialist_id = ?", vec![Box::new(user)]),
        Whose::Everybodys => &mut query,
    };
    query.filter(
        "(b.status in ('requested', 'confirmed', 'arrived', 'completed', 'no_show') or b.updated_at > ?)",
        vec![Box::new(since)],
    );
    query.push("and b.status <> 'held'");
    query
}
