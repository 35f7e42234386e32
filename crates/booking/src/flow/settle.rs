//! A booking comes to its next status.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::model::{Booking, Status};
use crate::rules;
use crate::store::{bookings, claims, events};

/// What a specialist says of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    Confirm,
    Decline,
    Arrive,
    Complete,
    NoShow,
}

impl Settlement {
    fn status(self) -> Status {
        match self {
            Settlement::Confirm => Status::Confirmed,
            Settlement::Decline => Status::Declined,
            Settlement::Arrive => Status::Arrived,
            Settlement::Complete => Status::Completed,
            Settlement::NoShow => Status::NoShow,
        }
    }
}

/// Settles a booking for which the caller is booked, or whose business they manage.
pub async fn settle(
    tx: &mut Tx,
    caller: &Caller,
    id: PublicId,
    settlement: Settlement,
    seen: Option<&[i64]>,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let booking = super::show::get_unchanged(tx, caller, id, seen).await?;
    rules::working(&booking, caller)?;
    bring(tx, booking, settlement.status(), Some(caller.user_id), now).await
}

/// Brings `booking` to `status`, if that may follow and it is time; its time is given back if nobody will come.
///
/// The update names the status and the version that were read: of two who settle at once, one finds another booking than
/// they saw.
pub(super) async fn bring(
    tx: &mut Tx,
    booking: Booking,
    status: Status,
    actor: Option<UserId>,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    if !rules::may_follow(booking.status, status) {
        return Err(BookingError::State);
    }
    rules::is_time(&booking, status, now)?;
    if !bookings::settle(tx, &booking, status, now).await? {
        return Err(BookingError::Stale);
    }
    if status.frees() {
        claims::give_back(tx, booking.id).await?;
    }
    let settled = Booking { status, updated_at: now, version: booking.version + 1, ..booking };
    events::note(tx, &settled, status.key(), actor.filter(|actor| *actor != UserId(0)), now).await?;
    Ok(settled)
}
