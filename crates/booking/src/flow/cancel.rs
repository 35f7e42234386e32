//! A booking is called off.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::model::{Booking, Side};
use crate::rules;

/// Cancels a booking: the client while the agreement lets them, the business until it is over.
pub async fn cancel(
    tx: &mut Tx,
    caller: &Caller,
    id: PublicId,
    seen: Option<&[i64]>,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let booking = super::show::get_unchanged(tx, caller, id, seen).await?;
    let side = booking.side_of(caller);
    cancel_by(tx, booking, (side, Some(caller.user_id)), now).await
}

/// The same for whoever stands on a side of the booking, with or without an account.
pub(super) async fn cancel_by(
    tx: &mut Tx,
    booking: Booking,
    (side, actor): (Side, Option<UserId>),
    now: Timestamp,
) -> Result<Booking, BookingError> {
    if !booking.status.is_open() {
        return Err(BookingError::State);
    }
    let status = rules::cancelled(&booking, &Agreement::stored(&booking)?, side, now)?;
    super::settle::bring(tx, booking, status, actor, now).await
}
