//! A time is held while its client makes up their mind.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::once::{Made, Once};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use super::book::make;
use super::party::Party;
use crate::error::BookingError;
use crate::model::{Booking, Wish};
use crate::rules;
use crate::store::{claims, holds, waitlist};

/// Holds what `wish` asks for in the caller's name up to `until`: nobody else gets it, and it is no booking yet.
pub async fn hold(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    wish: &Wish,
    public_id: PublicId,
    (now, until): (Timestamp, Timestamp),
) -> Result<Booking, BookingError> {
    let client = rules::booking(caller)?;
    rules::one_more_hold(holds::count(tx, client, now).await?)?;
    let party = Party { hold_expires_at: Some(until), ..Party::client(client) };
    make(tx, model, wish, party, public_id, now).await
}

/// The same for a request that may be sent twice: the second time the hold is there already, or what became of it.
pub async fn hold_once(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    (wish, once): (&Wish, &Once),
    public_id: PublicId,
    (now, until): (Timestamp, Timestamp),
) -> Result<Booking, BookingError> {
    let client = rules::booking(caller)?;
    match once.claim(tx, client, public_id, now).await? {
        Made::Now => hold(tx, model, caller, wish, public_id, (now, until)).await,
        Made::Before(made) => super::get(tx, caller, made).await,
        Made::OtherRequest => Err(BookingError::KeyReused),
    }
}

/// Lets a time go that is held for the caller; nothing is left of the hold.
pub async fn release(tx: &mut Tx, caller: &Caller, id: PublicId, now: Timestamp) -> Result<(), BookingError> {
    let hold = holds::find(tx, rules::booking(caller)?, id).await?.ok_or(BookingError::NotFound)?;
    let_go(tx, &hold, now).await
}

/// The same for whoever may let `hold` go.
pub(super) async fn let_go(tx: &mut Tx, hold: &Booking, now: Timestamp) -> Result<(), BookingError> {
    if !holds::end(tx, hold, now).await? {
        return Err(BookingError::Stale);
    }
    claims::give_back(tx, hold.id).await?;
    waitlist::let_go(tx, hold.id, now).await?;
    waitlist::freed(tx, &[hold.id], now).await?;
    Ok(holds::forget(tx, hold.id).await?)
}
