//! A specialist answers what was said of their work.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use super::{get_unchanged, put};
use crate::error::BookingError;
use crate::review::{Review, Reviewed};

/// Answers a review of the caller's work, instead of what was answered before.
pub async fn reply(
    tx: &mut Tx,
    caller: &Caller,
    (id, seen): (PublicId, Option<&[i64]>),
    text: &str,
    now: Timestamp,
) -> Result<Review, BookingError> {
    let review = get_unchanged(tx, Reviewed::Of(caller.user_id, id), seen).await?;
    put(tx, Review { reply: text.to_owned(), replied_at: Some(now), ..review }, now).await
}

/// Takes the answer to a review of the caller's work back; [`BookingError::NotFound`] if there is none.
pub async fn withdraw_reply(
    tx: &mut Tx,
    caller: &Caller,
    (id, seen): (PublicId, Option<&[i64]>),
    now: Timestamp,
) -> Result<Review, BookingError> {
    let review = get_unchanged(tx, Reviewed::Of(caller.user_id, id), seen).await?;
    if review.replied_at.is_none() {
        return Err(BookingError::NotFound);
    }
    put(tx, Review { reply: String::new(), replied_at: None, ..review }, now).await
}
