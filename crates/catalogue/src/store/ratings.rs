//! What clients think of specialists, added up. Read only: the totals are kept by the database.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};

use crate::model::Rating;

/// What clients think of `specialist`.
pub async fn of(tx: &mut Tx, specialist: UserId) -> Result<Rating, DbError> {
    let sql = "select rating_sum, rating_count from specialist_ratings where specialist_id = $1";
    let found: Option<(i64, i64)> = tx.opt(sql, &[&specialist]).await?;
    Ok(found.map(|(sum, count)| Rating { sum, count }).unwrap_or_default())
}
