//! Somebody looks for services.

use std::collections::HashSet;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{Db, DbError, Tx};

use crate::cards::{Cards, Group};
use crate::index::Asked;
use crate::model::{Listed, ServiceId};
use crate::search::Search;
use crate::search_index::SearchIndex;
use crate::store;

/// What searches are answered from.
#[derive(Clone)]
pub struct Sources {
    pub index: Arc<SearchIndex>,
    pub cards: Arc<Cards>,
}

/// The services that `search` means, in its order, past its place; one more than its page holds when others follow.
///
/// The index names them and the database shows them, so that whoever was suspended, or withdrew something, a moment ago
/// is passed over.
pub async fn find_services(db: &Db, sources: &Sources, search: Search) -> Result<Vec<Listed>, DbError> {
    sources.index.refresh(db).await?;
    let sources = sources.clone();
    db.read(async move |tx| read(tx, &sources, &search).await).await
}

async fn read(tx: &mut Tx, sources: &Sources, search: &Search) -> Result<Vec<Listed>, DbError> {
    let specialist = match search.specialist {
        None => None,
        Some(profile) => match store::cards::user_of(tx, profile).await? {
            Some(user) => Some(user),
            None => return Ok(Vec::new()),
        },
    };
    let residents: Option<Arc<HashSet<UserId>>> = match &search.city {
        None => None,
        Some(city) => Some(sources.cards.group(tx, Group::LivingIn(city.clone())).await?),
    };
    let (mut found, mut after) = (Vec::new(), search.after.clone());
    loop {
        let wanted = search.limit + 1 - found.len();
        let asked = Asked { search, specialist, residents: residents.as_deref() };
        let places = sources.index.look().page(asked, after.as_ref(), wanted);
        let ids: Vec<ServiceId> = places.iter().map(|place| place.id).collect();
        found.extend(store::listed(tx, &sources.cards, &ids).await?);
        if places.len() < wanted || found.len() > search.limit {
            return Ok(found);
        }
        after = places.into_iter().next_back();
    }
}
