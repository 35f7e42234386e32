//! A specialist has another place to work.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::once::{Made, Once};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ScheduleError;
use crate::location::{Location, NewLocation, Reach};
use crate::rules;
use crate::store::locations;

/// Locations that one specialist may have.
const MOST: i64 = 50;

/// Adds `new` in the caller's name, with no hours yet; [`ScheduleError::TooMany`] when they have 50.
pub async fn add_location(
    tx: &mut Tx,
    caller: &Caller,
    new: &NewLocation,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Location, ScheduleError> {
    let owner = rules::working(caller)?;
    rules::room("locations", locations::count(tx, owner).await?, MOST)?;
    Ok(locations::insert(tx, owner, new, public_id, now).await?)
}

/// The same for a request that may be sent twice: the second time the location is there already.
///
/// It is shown as it is by then; [`ScheduleError::NotFound`] when it has been withdrawn meanwhile.
pub async fn add_location_once(
    tx: &mut Tx,
    caller: &Caller,
    new: &NewLocation,
    once: &Once,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Location, ScheduleError> {
    let owner = rules::working(caller)?;
    match once.claim(tx, owner, public_id, now).await? {
        Made::Now => add_location(tx, caller, new, public_id, now).await,
        Made::Before(made) => locations::find(tx, Reach::Only(owner), made).await?.ok_or(ScheduleError::NotFound),
        Made::OtherRequest => Err(ScheduleError::KeyReused),
    }
}
