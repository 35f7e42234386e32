//! How many services there are.

use std::collections::HashMap;

use frontdesk_kit::db::{DbError, Tx};

/// How many services everybody may see, by category.
///
/// Counted as all active ones less those of suspended specialists: the former an index knows, the latter are few.
pub async fn by_category(tx: &mut Tx) -> Result<HashMap<String, i64>, DbError> {
    let all =
        "select s.category, count(*) from services s where s.active and s.category is not null group by s.category";
    // `cross join`: from the few suspended people to their services, never the other way round.
    let hidden = "select s.category, count(*) from users u cross join services s
                  where u.suspended_at is not null and s.specialist_id = u.id and s.active and s.category is not null
                  group by s.category";
    let mut counts: HashMap<String, i64> = tx.all::<(String, i64)>(all, &[]).await?.into_iter().collect();
    for (category, count) in tx.all::<(String, i64)>(hidden, &[]).await? {
        counts.entry(category).and_modify(|all| *all = (*all - count).max(0));
    }
    Ok(counts)
}
