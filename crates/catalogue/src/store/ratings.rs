//! What clients think of specialists, added up. Read only: the totals are kept by the database.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};

use crate::model::Rating;

/// What clients think of `specialist`.
pub async fn of(tx: &mut Tx, specialist: UserId) -> Result<Rating, DbError> {
    let sql = "select rating_sum, rating_count from specialist_ratings where specialist_id = $1";
    let found: Option<(i64, i64)> = tx.opt(sql, &[&specialist]).await?;
    Ok(found.map(|(sum, count)| Rating { sum, count }).unwrap_or_default())
}

/// The same of all with numbers in `specialists` of whom anybody has said something.
pub async fn of_each(tx: &mut Tx, specialists: &RangeInclusive<UserId>) -> Result<HashMap<UserId, Rating>, DbError> {
    let sql =
        "select specialist_id, rating_sum, rating_count from specialist_ratings where specialist_id between $1 and $2";
    let rows: Vec<(UserId, i64, i64)> = tx.all(sql, &[specialists.start(), specialists.end()]).await?;
    Ok(rows.into_iter().map(|(id, sum, count)| (id, Rating { sum, count })).collect())
}
