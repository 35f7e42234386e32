//! What can be done with reviews.

mod hide;
mod list;
mod reply;
mod show;
mod write;

pub use hide::{hide, unhide};
pub use list::{Reviews, reviews};
pub use reply::{reply, withdraw_reply};
pub use show::show_review;
pub use write::{change, review, withdraw};

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use crate::error::BookingError;
use crate::review::{Review, Reviewed};
use crate::store::reviews as stored;

/// The review that is meant, unless it has changed since `seen`: the versions that the caller has seen.
async fn get_unchanged(tx: &mut Tx, reviewed: Reviewed, seen: Option<&[i64]>) -> Result<Review, BookingError> {
    let review = stored::find(tx, reviewed).await?.ok_or(BookingError::NotFound)?;
    if seen.is_some_and(|seen| !seen.contains(&review.version)) { Err(BookingError::Stale) } else { Ok(review) }
}

/// Puts `changed` in the place of the review that it was made from.
async fn put(tx: &mut Tx, changed: Review, now: Timestamp) -> Result<Review, BookingError> {
    let changed = Review { updated_at: now, version: changed.version + 1, ..changed };
    if stored::update(tx, &changed).await? { Ok(changed) } else { Err(BookingError::Stale) }
}
