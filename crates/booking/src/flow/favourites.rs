//! Somebody remembers whom they like to go to.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_catalogue::ServiceError;
use frontdesk_catalogue::store::cards;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::store::favourites;

/// Favourites that one account may have.
const MOST: i64 = 200;

/// Marks the specialist with this profile; [`BookingError::TooMany`] when the caller has 200 others.
pub async fn mark(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    profile: PublicId,
    now: Timestamp,
) -> Result<(), BookingError> {
    let found = frontdesk_catalogue::flow::find_specialist(tx, model, profile).await;
    let specialist = match found {
        Ok(profile) => profile.user_id,
        Err(ServiceError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(BookingError::NotFound),
    };
    if favourites::count_others(tx, caller.user_id, specialist).await? >= MOST {
        return Err(BookingError::TooMany { field: "favourites", most: MOST });
    }
    Ok(favourites::mark(tx, caller.user_id, specialist, now).await?)
}

/// Takes the mark away, also from somebody who is no specialist any more.
pub async fn unmark(tx: &mut Tx, caller: &Caller, profile: PublicId) -> Result<(), BookingError> {
    let specialist = cards::user_of(tx, profile).await?.ok_or(BookingError::NotFound)?;
    Ok(favourites::unmark(tx, caller.user_id, specialist).await?)
}
