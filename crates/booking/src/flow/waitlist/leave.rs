//! Somebody waits no more, and how many still do.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::flow::hold::let_go;
use crate::flow::things::managed;
use crate::rules;
use crate::store::{holds, waitlist};
use crate::waiting::Stand;

/// Forgets an entry of the caller's, or anybody's if they manage bookings; what is held by it is let go.
pub async fn leave(tx: &mut Tx, caller: &Caller, id: PublicId, now: Timestamp) -> Result<(), BookingError> {
    let entry = waitlist::find(tx, rules::seeing(caller), id).await?.ok_or(BookingError::NotFound)?;
    // First, so that nothing is offered by it any more.
    waitlist::delete(tx, entry.id).await?;
    let held = entry.hold.filter(|_| entry.status == Stand::Offered);
    let held = match held {
        Some(hold) => holds::find(tx, entry.client_id, hold).await?,
        None => None,
    };
    if let Some(hold) = held {
        let_go(tx, &hold, now).await?;
    }
    Ok(())
}

/// How many wait for a service that the caller manages: no more of them than that.
pub async fn count_waiting(tx: &mut Tx, caller: &Caller, service: PublicId) -> Result<i64, BookingError> {
    let service = managed(tx, caller, service).await?;
    Ok(waitlist::count_for(tx, service.id).await?)
}
