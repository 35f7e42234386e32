//! The hours that come again become others.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use super::manage_hours::{count_change, find_managed};
use crate::error::ScheduleError;
use crate::location::Location;
use crate::model::{Draft, Rule, Schedule};
use crate::store::hours;

/// The hours that come again, as they are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRules {
    /// At most 100.
    pub rules: Vec<Rule>,
    pub works_on_holidays: bool,
}

/// Puts `new` in the place of the rules of a location that the caller manages, or says all that is wrong with it.
///
/// Overrides and time off stay. With nothing to change the hours stay the version that they are.
pub async fn replace_rules(
    tx: &mut Tx,
    caller: &Caller,
    location: PublicId,
    new: &NewRules,
    expected_versions: Option<&[i64]>,
) -> Result<Location, ScheduleError> {
    let location = find_managed(tx, caller, location, expected_versions).await?;
    let (zone, rules) = (location.time_zone.clone(), new.rules.clone());
    Schedule::new(Draft { zone, rules, ..Draft::default() })?;
    if location.works_on_holidays == new.works_on_holidays && hours::rules(tx, location.id).await? == new.rules {
        return Ok(location);
    }
    hours::replace_rules(tx, location.id, &new.rules).await?;
    count_change(tx, location, new.works_on_holidays).await
}
