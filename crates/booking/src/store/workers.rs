//! Those who have something to offer, as far as an index asks about them. Read only: the tables are other rooms'.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};

/// The numbers of those who offer something, `limit` of them behind `after`.
pub async fn numbers(tx: &mut Tx, after: UserId, limit: i64) -> Result<Vec<UserId>, DbError> {
    let sql = "select distinct s.specialist_id from services s where s.specialist_id > $1
               order by s.specialist_id limit $2";
    Ok(tx.all::<(UserId,)>(sql, &[&after, &limit]).await?.into_iter().map(|(id,)| id).collect())
}

/// Who of those with numbers in `range` offers something and is not suspended, with their roles.
pub async fn roles(tx: &mut Tx, range: &RangeInclusive<UserId>) -> Result<Vec<(UserId, String)>, DbError> {
    let sql = "select u.id, u.role from users u where u.id between $1 and $2 and u.suspended_at is null
                   and exists (select 1 from services s where s.specialist_id = u.id and s.active)";
    tx.all(sql, &[range.start(), range.end()]).await
}
