//! How many services there are.

use std::collections::HashMap;

use frontdesk_kit::db::{Db, DbError};

use super::Sources;
use crate::cards::Group;

/// How many services everybody may see, by the keys of their categories; a category without any is left out.
pub async fn count_services(db: &Db, sources: &Sources) -> Result<HashMap<&'static str, i64>, DbError> {
    sources.index.refresh(db).await?;
    let cards = sources.cards.clone();
    let suspended = db.read(async move |tx| cards.group(tx, Group::Suspended).await).await?;
    Ok(sources.index.look().by_category(&suspended))
}
