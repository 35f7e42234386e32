//! Those whose time can be booked.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::Anchor;

use crate::model::{Resource, ResourceId};

/// The resource of `specialist`; `None` as long as nobody has booked them.
pub async fn find(tx: &mut Tx, specialist: UserId) -> Result<Option<Resource>, DbError> {
    let sql = "select id, anchor_ticks from resources where specialist_id = $1";
    let found: Option<(ResourceId, i64)> = tx.opt(sql, &[&specialist]).await?;
    Ok(found.map(|(id, anchor)| Resource { id, anchor: Anchor(anchor) }))
}

/// The same, made if need be: then its service days begin as `anchor` says, for ever.
pub async fn obtain(tx: &mut Tx, specialist: UserId, anchor: Anchor) -> Result<Resource, DbError> {
    if let Some(resource) = find(tx, specialist).await? {
        return Ok(resource);
    }
    let sql =
        "insert into resources (specialist_id, anchor_ticks) values ($1, $2) on conflict (specialist_id) do nothing";
    tx.run(sql, &[&specialist, &anchor.0]).await?;
    find(tx, specialist).await?.ok_or_else(|| DbError::Bug(format!("the resource of user {specialist} is not there")))
}
