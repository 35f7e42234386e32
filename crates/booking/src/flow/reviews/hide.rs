//! Whoever manages bookings takes a review out of sight, or puts it back.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use super::{get_unchanged, put};
use crate::error::BookingError;
use crate::review::{Review, Reviewed};

/// Hides a review: it is not shown and does not count any more. One that is hidden stays so.
pub async fn hide(tx: &mut Tx, caller: &Caller, id: PublicId, now: Timestamp) -> Result<(), BookingError> {
    let review = managed(tx, caller, id).await?;
    if review.hidden_at.is_none() {
        put(tx, Review { hidden_at: Some(now), ..review }, now).await?;
    }
    Ok(())
}

/// Shows a hidden review again; [`BookingError::NotFound`] if it is not hidden.
pub async fn unhide(tx: &mut Tx, caller: &Caller, id: PublicId, now: Timestamp) -> Result<(), BookingError> {
    let review = managed(tx, caller, id).await?;
    if review.hidden_at.is_none() {
        return Err(BookingError::NotFound);
    }
    put(tx, Review { hidden_at: None, ..review }, now).await.map(|_| ())
}

async fn managed(tx: &mut Tx, caller: &Caller, id: PublicId) -> Result<Review, BookingError> {
    if !caller.may(Permission::ManageAnyBooking) {
        return Err(BookingError::Forbidden);
    }
    get_unchanged(tx, Reviewed::Any(id), None).await
}
