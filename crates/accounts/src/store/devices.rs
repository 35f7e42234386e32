//! Devices that accounts know.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use crate::device::{KnownDevice, Visitor};
use crate::model::UserId;
use crate::token::Mark;

/// An account knows so many at most; those that were away longest are forgotten.
const MOST: i64 = 20;

/// All devices that `user` knows.
pub async fn of(tx: &mut Tx, user: UserId) -> Result<Vec<KnownDevice>, DbError> {
    let sql = "select mark, shown_at, agent, source, first_seen_at, last_seen_at from known_devices
               where user_id = $1 order by last_seen_at desc, mark";
    tx.all(sql, &[&user]).await
}

/// Remembers one more.
pub async fn insert(
    tx: &mut Tx,
    user: UserId,
    mark: Mark,
    visitor: &Visitor,
    shown_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.run(
        "insert into known_devices (user_id, mark, shown_at, agent, source, first_seen_at, last_seen_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
        &[&user, &mark.as_slice(), &shown_at, &visitor.agent, &visitor.source, &now],
    )
    .await?;
    tx.run(
        "delete from known_devices where user_id = $1 and mark not in
             (select mark from known_devices where user_id = $1 order by last_seen_at desc, first_seen_at desc limit $2)",
        &[&user, &MOST],
    )
    .await
    .map(|_| ())
}

/// Notes that a device has come again; `mark` becomes its mark.
pub async fn update(
    tx: &mut Tx,
    (user, old): (UserId, &[u8]),
    mark: Mark,
    visitor: &Visitor,
    shown_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), DbError> {
    tx.run(
        "update known_devices set mark = $1, shown_at = $2, agent = $3, source = $4, last_seen_at = $5
         where user_id = $6 and mark = $7",
        &[&mark.as_slice(), &shown_at, &visitor.agent, &visitor.source, &now, &user, &old],
    )
    .await
    .map(|_| ())
}

/// Forgets all of `user`.
pub async fn forget_all(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    tx.run("delete from known_devices where user_id = $1", &[&user]).await.map(|_| ())
}

/// Forgets those that have not come since `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from known_devices where last_seen_at < $1", &[&before]).await
}
