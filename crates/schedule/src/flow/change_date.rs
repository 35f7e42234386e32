//! One date is different from what the rules say, or is not any more.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use jiff::civil::Date;

use super::manage_hours::{count_change, find_managed};
use crate::error::ScheduleError;
use crate::location::Location;
use crate::model::{Change, Draft, Override, Schedule};
use crate::rules;
use crate::store::hours;
use crate::stored::DayNumber;

/// Dates ahead that may be different from what the rules say: a year, and some.
const MOST: i64 = 400;

/// Puts `changes` in the place of those that `date` has at a location that the caller manages; with none, the rules hold
/// again. What is wrong is told by its place in `changes`.
///
/// With nothing to change the hours stay the version that they are. [`ScheduleError::TooMany`] when 400 other dates to come
/// are different already.
pub async fn change_date(
    tx: &mut Tx,
    caller: &Caller,
    location: PublicId,
    (date, changes): (Date, &[Change]),
    expected_versions: Option<&[i64]>,
    now: Timestamp,
) -> Result<Location, ScheduleError> {
    let location = find_managed(tx, caller, location, expected_versions).await?;
    let overrides: Vec<Override> = changes.iter().map(|change| Override { date, change: *change }).collect();
    let zone = location.time_zone.clone();
    Schedule::new(Draft { zone, overrides: overrides.clone(), ..Draft::default() })?;
    let day = DayNumber::from(date);
    if hours::overrides(tx, location.id, day, day).await? == overrides {
        return Ok(location);
    }
    if !changes.is_empty() {
        let there = hours::count_dates(tx, location.id, DayNumber::ahead(now), day).await?;
        rules::room("dates", there, MOST)?;
    }
    hours::replace_overrides(tx, location.id, date, changes).await?;
    let works_on_holidays = location.works_on_holidays;
    count_change(tx, location, works_on_holidays).await
}
