//! Where other programs hear what becomes of bookings.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::webhook::{Webhook, WebhookId};

/// All of them, the oldest first. There are few.
pub async fn all(tx: &mut Tx) -> Result<Vec<Webhook>, DbError> {
    let sql =
        "select id, public_id, url, kinds, secret_version, failing_since, disabled_at, created_at, updated_at, version
               from webhooks order by id";
    tx.all(sql, &[]).await
}

/// The one with this number.
pub async fn numbered(tx: &mut Tx, id: WebhookId) -> Result<Option<Webhook>, DbError> {
    let sql =
        "select id, public_id, url, kinds, secret_version, failing_since, disabled_at, created_at, updated_at, version
               from webhooks where id = $1";
    tx.opt(sql, &[&id]).await
}

/// The one that is named so.
pub async fn find(tx: &mut Tx, id: PublicId) -> Result<Option<Webhook>, DbError> {
    let sql =
        "select id, public_id, url, kinds, secret_version, failing_since, disabled_at, created_at, updated_at, version
               from webhooks where public_id = $1";
    tx.opt(sql, &[&id]).await
}

/// Adds one, unless there are `most` already: then `false`.
pub async fn insert(tx: &mut Tx, webhook: &Webhook, most: i64) -> Result<bool, DbError> {
    let sql = "insert into webhooks (public_id, url, kinds, secret_version, created_at, updated_at, version)
               select $1, $2, $3, cast($4 as bigint), cast($5 as bigint), cast($5 as bigint), cast($6 as bigint)
               where (select count(*) from webhooks) < $7";
    let (id, made, version) = (&webhook.public_id, &webhook.created_at, &webhook.version);
    let inserted =
        tx.run(sql, &[id, &webhook.url, &webhook.kinds, &webhook.secret_version, made, version, &most]).await?;
    Ok(inserted == 1)
}

/// Puts `webhook` in the place of the version before it; `false` when somebody was faster.
pub async fn update(tx: &mut Tx, webhook: &Webhook) -> Result<bool, DbError> {
    let sql = "update webhooks set url = $1, kinds = $2, secret_version = $3, failing_since = $4, disabled_at = $5,
                   updated_at = $6, version = version + 1
               where id = $7 and version = $8";
    let hit = tx
        .run(
            sql,
            &[
                &webhook.url,
                &webhook.kinds,
                &webhook.secret_version,
                &webhook.failing_since,
                &webhook.disabled_at,
                &webhook.updated_at,
                &webhook.id,
                &webhook.version,
            ],
        )
        .await?;
    Ok(hit == 1)
}

/// Removes one with what it was still to hear.
pub async fn delete(tx: &mut Tx, id: PublicId) -> Result<bool, DbError> {
    Ok(tx.run("delete from webhooks where public_id = $1", &[&id]).await? == 1)
}

/// Notes that something has arrived there.
pub async fn arrived(tx: &mut Tx, id: WebhookId) -> Result<(), DbError> {
    let sql = "update webhooks set failing_since = null where id = $1 and failing_since is not null";
    tx.run(sql, &[&id]).await.map(|_| ())
}

/// Notes that something has not arrived there; tells since when nothing has.
pub async fn failed(tx: &mut Tx, id: WebhookId, now: Timestamp) -> Result<Option<Timestamp>, DbError> {
    let sql = "update webhooks set failing_since = coalesce(failing_since, $1) where id = $2 returning failing_since";
    Ok(tx.opt::<(Timestamp,)>(sql, &[&now, &id]).await?.map(|(since,)| since))
}

/// Switches one off.
pub async fn disable(tx: &mut Tx, id: WebhookId, now: Timestamp) -> Result<(), DbError> {
    let sql = "update webhooks set disabled_at = $1, version = version + 1 where id = $2 and disabled_at is null";
    tx.run(sql, &[&now, &id]).await.map(|_| ())
}
