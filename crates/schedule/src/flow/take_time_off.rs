//! Somebody is away for a while, or comes back.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use super::manage_hours::{count_change, find_managed};
use crate::absence::{Absence, NewAbsence};
use crate::error::ScheduleError;
use crate::location::Location;
use crate::model::{Draft, Schedule};
use crate::rules;
use crate::store::{locations, time_off};

/// Times off that a location may have ahead: every look at its hours reads them.
const MOST: i64 = 500;

/// Takes time off from a location that the caller manages; [`ScheduleError::TooMany`] when 500 are not over yet.
pub async fn take_time_off(
    tx: &mut Tx,
    caller: &Caller,
    location: PublicId,
    new: &NewAbsence,
    public_id: PublicId,
    now: Timestamp,
) -> Result<(Location, Absence), ScheduleError> {
    let location = find_managed(tx, caller, location, None).await?;
    Schedule::new(Draft { zone: location.time_zone.clone(), time_off: vec![new.into()], ..Draft::default() })?;
    rules::room("time_off", time_off::count(tx, location.id, now).await?, MOST)?;
    let absence = time_off::insert(tx, location.id, new, public_id, now).await?;
    let works_on_holidays = location.works_on_holidays;
    Ok((count_change(tx, location, works_on_holidays).await?, absence))
}

/// Takes back the time off called `id`, at a location that the caller manages.
pub async fn end_time_off(tx: &mut Tx, caller: &Caller, id: PublicId) -> Result<Location, ScheduleError> {
    let reach = rules::managing(caller)?;
    let absence = time_off::find(tx, id).await?.ok_or(ScheduleError::NotFound)?;
    let location = locations::within(tx, reach, absence.location_id).await?.ok_or(ScheduleError::NotFound)?;
    if !time_off::delete(tx, absence.id).await? {
        return Err(ScheduleError::NotFound);
    }
    let works_on_holidays = location.works_on_holidays;
    count_change(tx, location, works_on_holidays).await
}
