//! Somebody reads what is said of a specialist.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::cards::{Card, Cards};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use crate::review::{Review, ReviewId};
use crate::store::reviews as stored;

/// A page of reviews, with those who wrote them.
#[derive(Clone, Debug)]
pub struct Reviews {
    pub reviews: Vec<Review>,
    pub authors: HashMap<UserId, Arc<Card>>,
}

impl Reviews {
    /// The full name of who wrote `review`, if anybody may read it.
    pub fn author_of(&self, review: &Review) -> Option<&str> {
        self.authors.get(&review.client_id?)?.full_name.as_deref()
    }
}

/// What is said of `specialist`, the latest first, behind the place `after`.
pub async fn reviews(
    tx: &mut Tx,
    cards: &Cards,
    (specialist, with_hidden): (UserId, bool),
    after: (Timestamp, ReviewId),
    limit: i64,
) -> Result<Reviews, DbError> {
    let reviews = stored::page(tx, specialist, with_hidden, after, limit).await?;
    let mut authors: Vec<UserId> = reviews.iter().filter_map(|review| review.client_id).collect();
    authors.sort_unstable();
    authors.dedup();
    let authors = cards.of(tx, &authors).await?;
    Ok(Reviews { reviews, authors })
}
