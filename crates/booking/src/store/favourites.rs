//! Whom somebody likes to go to.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;

/// Marks `specialist` as a favourite of `user`'s; one that is stays as it is.
pub async fn mark(tx: &mut Tx, user: UserId, specialist: UserId, now: Timestamp) -> Result<(), DbError> {
    let sql = "insert into favourites (user_id, specialist_id, created_at) values ($1, $2, $3)
               on conflict (user_id, specialist_id) do nothing";
    tx.run(sql, &[&user, &specialist, &now]).await.map(|_| ())
}

/// Takes the mark away, if it is there.
pub async fn unmark(tx: &mut Tx, user: UserId, specialist: UserId) -> Result<(), DbError> {
    let sql = "delete from favourites where user_id = $1 and specialist_id = $2";
    tx.run(sql, &[&user, &specialist]).await.map(|_| ())
}

/// How many other favourites than `specialist` `user` has.
pub async fn count_others(tx: &mut Tx, user: UserId, specialist: UserId) -> Result<i64, DbError> {
    let sql = "select count(*) from favourites where user_id = $1 and specialist_id <> $2";
    let (count,): (i64,) = tx.one(sql, &[&user, &specialist]).await?;
    Ok(count)
}

/// The favourites of `user`'s who are in good standing, the latest first: those before a place, at most `limit`.
pub async fn page(
    tx: &mut Tx,
    user: UserId,
    (created_at, specialist): (Timestamp, UserId),
    limit: i64,
) -> Result<Vec<(UserId, Timestamp)>, DbError> {
    let mut query =
        Query::new("select f.specialist_id, f.created_at from favourites f join users u on u.id = f.specialist_id");
    query.filter("f.user_id = ? and u.suspended_at is null", vec![Box::new(user)]);
    query.filter("(f.created_at, f.specialist_id) < (?, ?)", vec![Box::new(created_at), Box::new(specialist)]);
    query.bind("order by f.created_at desc, f.specialist_id desc limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// All favourites of `user`'s by their profiles, for whoever takes their data along.
pub async fn every(tx: &mut Tx, user: UserId) -> Result<Vec<(PublicId, Timestamp)>, DbError> {
    let sql = "select p.public_id, f.created_at from favourites f join profiles p on p.user_id = f.specialist_id
               where f.user_id = $1 order by f.created_at, f.specialist_id";
    tx.all(sql, &[&user]).await
}
