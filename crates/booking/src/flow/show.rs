//! Somebody looks at a booking.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::model::Booking;
use crate::rules;
use crate::store::bookings;

/// The booking called `id`, if it is theirs to see.
pub async fn get(tx: &mut Tx, caller: &Caller, id: PublicId) -> Result<Booking, BookingError> {
    bookings::find(tx, rules::seeing(caller), id).await?.ok_or(BookingError::NotFound)
}

/// The same, unless it has changed since `seen`: the versions that the caller has seen.
pub(super) async fn get_unchanged(
    tx: &mut Tx,
    caller: &Caller,
    id: PublicId,
    seen: Option<&[i64]>,
) -> Result<Booking, BookingError> {
    let booking = get(tx, caller, id).await?;
    if seen.is_some_and(|seen| !seen.contains(&booking.version)) { Err(BookingError::Stale) } else { Ok(booking) }
}
