//! Those who have something to offer, as far as an index asks about them. Read only: the tables are other rooms'.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};

/// The numbers of those who offer something, or perform what others offer: `limit` of them behind `after`.
pub async fn numbers(tx: &mut Tx, after: UserId, limit: i64) -> Result<Vec<UserId>, DbError> {
    let sql = "select own.id from (
                   select distinct s.specialist_id as id from services s where s.specialist_id > $1
                   order by s.specialist_id limit $2) own
               union
               select others.id from (
                   select distinct c.specialist_id as id from service_performers c where c.specialist_id > $1
                   order by c.specialist_id limit $2) others
               order by 1 limit $2";
    Ok(tx.all::<(UserId,)>(sql, &[&after, &limit]).await?.into_iter().map(|(id,)| id).collect())
}

/// Who of those with numbers in `range` offers or performs something and is not suspended, with their roles.
pub async fn roles(tx: &mut Tx, range: &RangeInclusive<UserId>) -> Result<Vec<(UserId, String)>, DbError> {
    let sql = "select u.id, u.role from users u where u.id between $1 and $2 and u.suspended_at is null
                   and (exists (select 1 from services s where s.specialist_id = u.id and s.active)
                       or exists (select 1 from service_performers c
                           where c.specialist_id = u.id and c.accepted_at is not null))";
    tx.all(sql, &[range.start(), range.end()]).await
}
