//! Which dates are holidays.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::db::Tx;

use crate::error::ScheduleError;
use crate::store::holidays::{self, Holiday};
use crate::stored::DayNumber;

/// Makes a date a holiday, or calls it differently; `true` when it was none. What is booked on it stays.
pub async fn name_holiday(tx: &mut Tx, caller: &Caller, holiday: &Holiday) -> Result<bool, ScheduleError> {
    naming(caller)?;
    Ok(holidays::put(tx, holiday).await?)
}

/// Makes a date a day like others.
pub async fn withdraw_holiday(tx: &mut Tx, caller: &Caller, date: DayNumber) -> Result<(), ScheduleError> {
    naming(caller)?;
    if holidays::delete(tx, date).await? { Ok(()) } else { Err(ScheduleError::NotFound) }
}

fn naming(caller: &Caller) -> Result<(), ScheduleError> {
    if caller.may(Permission::ManageAnySchedule) { Ok(()) } else { Err(ScheduleError::Forbidden) }
}
