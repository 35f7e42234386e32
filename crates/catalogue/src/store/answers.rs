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
    let sql = "select request_hash, resource from idempotent_answers where user_id = $1 and key = $2 and created_at > $3";
    tx.opt(sql, &[&user, &key, &now.plus(-KEPT_SECONDS)]).await
}

/// Remembers that `made` came of this request, and forgets what is older than 24 hours.
pub async fn keep(tx: &mut Tx, user: UserId, once: &Once, made: PublicId, now: Timestamp) -> Result<(), DbError> {
    tx.run("delete from idempotent_answers where created_at <= $1", &[&now.plus(-KEPT_SECONDS)]).await?;
    let sql = "insert into idempotent_answers (user_id, key, request_hash, resource, created_at) values ($1, $2, $3, $4, $5)";
    tx.run(sql, &[&user, &once.key, &&once.digest[..], &made, &now]).await.map(|_| ())
}
