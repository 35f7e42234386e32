//! Somebody looks at what was said of a booking.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::flow;
use crate::review::Review;
use crate::store::reviews;

/// The review of a booking that the caller may see; a hidden one is there for its author and for who manages bookings.
pub async fn show_review(tx: &mut Tx, caller: &Caller, booking: PublicId) -> Result<Review, BookingError> {
    let booking = flow::get(tx, caller, booking).await?;
    let review = reviews::of_booking(tx, booking.id).await?.ok_or(BookingError::NotFound)?;
    let knows = review.client_id == Some(caller.user_id) || caller.may(Permission::ManageAnyBooking);
    if review.hidden_at.is_none() || knows { Ok(review) } else { Err(BookingError::NotFound) }
}
