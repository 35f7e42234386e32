//! A location is called differently, or has moved within its zone.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ScheduleError;
use crate::location::{Location, LocationChange};
use crate::rules;
use crate::store::locations;

/// Applies `change` to a location that the caller manages; with nothing to change it stays the version that it is.
///
/// `expected_versions` are the versions that the caller has seen; when it is another by now, nothing changes.
pub async fn edit_location(
    tx: &mut Tx,
    caller: &Caller,
    location: PublicId,
    change: &LocationChange,
    expected_versions: Option<&[i64]>,
    now: Timestamp,
) -> Result<Location, ScheduleError> {
    let reach = rules::managing(caller)?;
    let before = locations::find(tx, reach, location).await?.ok_or(ScheduleError::NotFound)?;
    if expected_versions.is_some_and(|seen| !seen.contains(&before.version)) {
        return Err(ScheduleError::Stale);
    }
    if change.time_zone.as_ref().is_some_and(|zone| !zone.eq_ignore_ascii_case(&before.time_zone)) {
        return Err(ScheduleError::ZoneStays);
    }
    let after = rules::changed(&before, change);
    rules::point(after.latitude, after.longitude)?;
    if after == before {
        return Ok(before);
    }
    if !locations::update(tx, &after, now).await? {
        return Err(ScheduleError::Stale);
    }
    Ok(Location { version: after.version + 1, updated_at: now, ..after })
}
