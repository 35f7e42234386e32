//! What every change of hours begins with, and what bookings are held against.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::dates::Dates;
use crate::error::ScheduleError;
use crate::location::Location;
use crate::model::{Draft, Schedule, TimeOff};
use crate::rules;
use crate::store::{holidays, hours, locations, time_off};
use crate::stored::DayNumber;

/// Days around the dates asked for that may reach into them: hours of the day before, services that end the day after
/// next, and no zone is further from UTC than a day.
pub(super) const AROUND: i64 = 3;
pub(super) const DAY_SECONDS: i64 = 86_400;

/// The location whose hours `caller` manages.
///
/// `expected_versions` are the versions of the hours that the caller has seen: [`ScheduleError::Stale`] when it is
/// another by now.
pub async fn find_managed(
    tx: &mut Tx,
    caller: &Caller,
    location: PublicId,
    expected_versions: Option<&[i64]>,
) -> Result<Location, ScheduleError> {
    let reach = rules::managing(caller)?;
    let location = locations::find(tx, reach, location).await?.ok_or(ScheduleError::NotFound)?;
    match expected_versions {
        Some(seen) if !seen.contains(&location.hours_version) => Err(ScheduleError::Stale),
        _ => Ok(location),
    }
}

/// When `location` is open on `dates`, as it stands in the database: all that [`Open::lay_out`](crate::Open::lay_out)
/// asks of a schedule for these dates, and nothing of other years.
pub async fn load_schedule(tx: &mut Tx, location: &Location, dates: Dates) -> Result<Schedule, ScheduleError> {
    let (first, last) = (DayNumber::from(dates.first()).plus(-AROUND), DayNumber::from(dates.last()).plus(AROUND));
    let (from, until) = (Timestamp(first.0 * DAY_SECONDS), Timestamp((last.0 + 1) * DAY_SECONDS));
    let draft = Draft {
        zone: location.time_zone.clone(),
        rules: hours::rules(tx, location.id).await?,
        overrides: hours::overrides(tx, location.id, first, last).await?,
        time_off: time_off::touching(tx, location.id, from, until).await?.iter().map(TimeOff::from).collect(),
        holidays: match location.works_on_holidays {
            true => Vec::new(),
            false => holidays::list(tx, first, last).await?.iter().map(|holiday| holiday.local_date.date()).collect(),
        },
        works_on_holidays: location.works_on_holidays,
    };
    // It was checked when it was written: what is wrong now, nobody who calls can mend.
    let broken = |faults| DbError::Bug(format!("the schedule of location {}: {faults}", location.public_id));
    Ok(Schedule::new(draft).map_err(broken)?)
}

/// Counts a change of the hours of `location`, which nobody may have changed since it was read.
pub(super) async fn count_change(
    tx: &mut Tx,
    location: Location,
    works_on_holidays: bool,
) -> Result<Location, ScheduleError> {
    if !locations::update_hours(tx, &location, works_on_holidays).await? {
        return Err(ScheduleError::Stale);
    }
    Ok(Location { works_on_holidays, hours_version: location.hours_version + 1, ..location })
}
