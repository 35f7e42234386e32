//! Creates that were asked for with an `Idempotency-Key`.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::model::Once;

/// For how long a key is remembered, in seconds: 24 hours.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// What `user` asked for under this key in the last 24 hours: the digest of it, and what was made.
pub async fn find(
    tx: &mut Tx,
    user: UserId,
    key: &str,
    now: Timestamp,
) -> Result<Option<(Vec<u8>, PublicId)>, DbError> {
    let sql =
        "select request_hash, resource from idempotent_answers where user_id = $1 and key = $2 and created_at > $3";
    tx.opt(sql, &[&user, &key, &now.plus(-KEPT_SECONDS)]).await
}

/// Claims this key for the request that makes `made`; `false` when it was claimed in the last 24 hours.
///
/// The insert comes first: a look before it would make transactions of other callers collide on PostgreSQL.
pub async fn claim(tx: &mut Tx, user: UserId, once: &Once, made: PublicId, now: Timestamp) -> Result<bool, DbError> {
    let sql = "insert into idempotent_answers (user_id, key, request_hash, resource, created_at)
               values ($1, $2, $3, $4, $5)
               on conflict (user_id, key) do update set request_hash = excluded.request_hash,
                   resource = excluded.resource, created_at = excluded.created_at
               where idempotent_answers.created_at <= $6";
    let old = now.plus(-KEPT_SECONDS);
    Ok(tx.run(sql, &[&user, &once.key, &&once.digest[..], &made, &now, &old]).await? == 1)
}

/// Forgets keys that are older than 24 hours.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from idempotent_answers where created_at <= $1", &[&now.plus(-KEPT_SECONDS)]).await
}
