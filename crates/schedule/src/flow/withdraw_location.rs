//! A specialist works somewhere no more.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ScheduleError;
use crate::rules;
use crate::store::locations;

/// The constraint by which the room above keeps a location to which somebody is to come.
const BOOKED: &str = "locations_booked";

/// Removes a location that the caller manages, with its hours.
///
/// `expected_versions` are the versions that the caller has seen; when it is another by now, it stays. It also stays
/// while somebody is to come: [`ScheduleError::Booked`].
pub async fn withdraw_location(
    tx: &mut Tx,
    caller: &Caller,
    location: PublicId,
    expected_versions: Option<&[i64]>,
) -> Result<(), ScheduleError> {
    let reach = rules::managing(caller)?;
    let location = locations::find(tx, reach, location).await?.ok_or(ScheduleError::NotFound)?;
    if expected_versions.is_some_and(|seen| !seen.contains(&location.version)) {
        return Err(ScheduleError::Stale);
    }
    match locations::delete(tx, location.id).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(ScheduleError::NotFound),
        Err(error) if error.is_constraint(BOOKED) => Err(ScheduleError::Booked),
        Err(error) => Err(error.into()),
    }
}
