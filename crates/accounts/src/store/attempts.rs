//! Counters of attempts.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use crate::limits::Limit;

/// Counts one more; tells when the window began and how many there are in it. One atomic statement.
pub async fn count(tx: &mut Tx, limit: Limit, subject: &str, now: Timestamp) -> Result<(Timestamp, i64), DbError> {
    tx.one(
        "insert into attempts (bucket, subject, window_start, count) values ($1, $2, $3, 1)
         on conflict (bucket, subject) do update set
            count = case when attempts.window_start + $4 <= $3 then 1 else attempts.count + 1 end,
            window_start = case when attempts.window_start + $4 <= $3 then $3 else attempts.window_start end
         returning window_start, count",
        &[&limit.bucket, &subject, &now, &limit.window_seconds],
    )
    .await
}

/// Takes one back.
pub async fn forgive(tx: &mut Tx, limit: Limit, subject: &str) -> Result<(), DbError> {
    let sql = "update attempts set count = count - 1 where bucket = $1 and subject = $2 and count > 0";
    tx.run(sql, &[&limit.bucket, &subject]).await.map(|_| ())
}

/// Removes counters that no window can need any more.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from attempts where window_start < $1", &[&before]).await
}
