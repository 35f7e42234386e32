//! Which services have changed, for the search indexes of all nodes.

use std::collections::BTreeSet;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Differs, Param, Tx};

use super::listed::{AT_ONCE, padded};
use crate::index::{Index, IndexRow};
use crate::model::ServiceId;

/// For how long changes are kept, in seconds.
const KEPT_SECONDS: i64 = 60 * 60;
/// When more has changed than this, everything is read again.
const MANY: i64 = 5_000;

/// Changes that are not yet visible stand at this place or behind it. On SQLite one transaction follows the other; on
/// PostgreSQL a place is the number of the transaction, and the oldest that has not ended yet is what counts.
const REACHED: Differs = Differs {
    sqlite: "select coalesce(max(position), 0) + 1 from service_changes",
    postgres: "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)",
};

/// Up to where changes have been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position(i64);

/// What has changed.
#[derive(Debug)]
pub struct News {
    /// From where to read on; some changes may come again.
    pub position: Position,
    /// The services that changed, as they are now; those without a row are not to be found any more.
    pub services: Vec<(ServiceId, Option<IndexRow>)>,
}

/// Notes that `service` has changed, in the transaction that changes it.
pub async fn note(tx: &mut Tx, service: ServiceId, now: Timestamp) -> Result<(), DbError> {
    tx.run("insert into service_changes (service_id, at) values ($1, $2)", &[&service, &now]).await.map(|_| ())
}

/// What has changed since `from`; `None` when it is too much to tell one by one.
pub async fn since(tx: &mut Tx, from: Position) -> Result<Option<News>, DbError> {
    let position = reached(tx).await?;
    let sql = "select service_id from service_changes where position >= $1 order by position limit $2";
    let changed: Vec<(ServiceId,)> = tx.all(sql, &[&from.0, &(MANY + 1)]).await?;
    if changed.len() as i64 > MANY {
        return Ok(None);
    }
    let changed: BTreeSet<ServiceId> = changed.into_iter().map(|(id,)| id).collect();
    let changed: Vec<ServiceId> = changed.into_iter().collect();
    let mut services = Vec::with_capacity(changed.len());
    for some in changed.chunks(AT_ONCE) {
        let rows = rows(tx, some).await?;
        services.extend(some.iter().map(|id| (*id, rows.iter().find(|row| row.id == *id).cloned())));
    }
    Ok(Some(News { position, services }))
}

/// An index of all active services, and from where to read on.
pub async fn everything(tx: &mut Tx) -> Result<(Position, Index), DbError> {
    let position = reached(tx).await?;
    let sql = "select s.id, s.price_minor, s.duration_minutes, s.specialist_id, s.category, s.name_fold
               from services s where s.active order by s.id";
    Ok((position, Index::of(tx.all(sql, &[]).await?)))
}

/// Forgets what every index has read long ago.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from service_changes where at < $1", &[&now.plus(-KEPT_SECONDS)]).await
}

async fn reached(tx: &mut Tx) -> Result<Position, DbError> {
    let sql = REACHED.on(tx.engine());
    tx.one::<(i64,)>(sql, &[]).await.map(|(position,)| Position(position))
}

async fn rows(tx: &mut Tx, ids: &[ServiceId]) -> Result<Vec<IndexRow>, DbError> {
    let sql = "select s.id, s.price_minor, s.duration_minutes, s.specialist_id, s.category, s.name_fold
               from services s where s.active
                   and s.id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
                                $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)";
    tx.all(sql, &padded(ids).each_ref().map(|id| id as &dyn Param)).await
}
