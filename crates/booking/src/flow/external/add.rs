//! A specialist names a calendar that they keep elsewhere.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::external::ExternalCalendar;
use crate::store::external;

/// Calendars that one specialist may name.
const MOST: usize = 5;

/// Adds the calendar at `url`; [`BookingError::TooMany`] when the caller has five.
pub async fn add(
    tx: &mut Tx,
    caller: &Caller,
    url: &str,
    public_id: PublicId,
    now: Timestamp,
) -> Result<ExternalCalendar, BookingError> {
    if external::of_owner(tx, caller.user_id).await?.len() >= MOST {
        return Err(BookingError::TooMany { field: "external_calendars", most: MOST as i64 });
    }
    external::insert(tx, caller.user_id, url, public_id, now).await?;
    let made = external::of_owner(tx, caller.user_id).await?.pop();
    made.ok_or_else(|| DbError::Bug("a calendar is not there that was just added".to_owned()).into())
}
