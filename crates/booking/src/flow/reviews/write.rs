//! A client says what a visit was like, thinks better of it, or takes it back.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use super::{get_unchanged, put};
use crate::error::BookingError;
use crate::flow;
use crate::review::{Opinion, Review, Reviewed};
use crate::rules;
use crate::store::reviews;

/// Reviews a completed booking of the caller's, once.
pub async fn review(
    tx: &mut Tx,
    caller: &Caller,
    booking: PublicId,
    opinion: &Opinion,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Review, BookingError> {
    let booking = flow::get(tx, caller, booking).await?;
    let sides = rules::reviewing(&booking, caller)?;
    if !reviews::insert(tx, booking.id, sides, opinion, public_id, now).await? {
        return Err(BookingError::AlreadyReviewed);
    }
    let made = reviews::of_booking(tx, booking.id).await?;
    made.ok_or_else(|| DbError::Bug("a review is not there that was just made".to_owned()).into())
}

/// Changes what the caller has said of a booking.
pub async fn change(
    tx: &mut Tx,
    caller: &Caller,
    booking: PublicId,
    opinion: &Opinion,
    seen: Option<&[i64]>,
    now: Timestamp,
) -> Result<Review, BookingError> {
    let review = own(tx, caller, booking, seen).await?;
    put(tx, Review { rating: opinion.rating, text: opinion.text.clone(), ..review }, now).await
}

/// Takes back what the caller has said of a booking. What is hidden stays: else it could be said anew.
pub async fn withdraw(
    tx: &mut Tx,
    caller: &Caller,
    booking: PublicId,
    seen: Option<&[i64]>,
) -> Result<(), BookingError> {
    let review = own(tx, caller, booking, seen).await?;
    if review.hidden_at.is_some() {
        return Err(BookingError::ReviewHidden);
    }
    if reviews::delete(tx, &review).await? { Ok(()) } else { Err(BookingError::Stale) }
}

async fn own(tx: &mut Tx, caller: &Caller, booking: PublicId, seen: Option<&[i64]>) -> Result<Review, BookingError> {
    let booking = flow::get(tx, caller, booking).await?;
    get_unchanged(tx, Reviewed::By(caller.user_id, booking.id), seen).await
}
