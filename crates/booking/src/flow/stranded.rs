//! Hours change, and somebody is still to come.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{Dates, Location, Open, Zone};
use jiff::ToSpan;

use crate::error::BookingError;
use crate::model::Booking;
use crate::store::bookings;

/// Dates that are laid out at once.
const DATES: i64 = 31;
/// Bookings to come that are looked through: a change of hours is answered while others wait to write.
const LOOKED_THROUGH: i64 = 2_000;
/// Bookings that are told at most: whoever strands more knows by then.
const MOST: usize = 500;

/// Open bookings to come at `location` of which some part lies outside its hours, as they are now, the earliest first;
/// at most 500 of the next 2,000. None, if bookings there are not the `caller`'s to see: who manages hours may be somebody
/// who manages no bookings.
///
/// They stay booked: whom to ask to come at another time is for people to decide.
pub async fn stranded(
    tx: &mut Tx,
    caller: &Caller,
    location: &Location,
    now: Timestamp,
) -> Result<Vec<Booking>, BookingError> {
    if caller.user_id != location.owner_id && !caller.may(Permission::ManageAnyBooking) {
        return Ok(Vec::new());
    }
    outside(tx, location, now).await
}

/// The same for whoever may know it.
pub(super) async fn outside(tx: &mut Tx, location: &Location, now: Timestamp) -> Result<Vec<Booking>, BookingError> {
    let zone = Zone::named(&location.time_zone).map_err(|error| DbError::Bug(error.to_string()))?;
    let mut laid: Option<Open> = None;
    let mut found = Vec::new();
    for booking in bookings::to_come_at(tx, location.id, now, LOOKED_THROUGH).await? {
        let date = zone.date(booking.starts_at.into());
        if laid.as_ref().is_none_or(|open| open.dates().last() < date) {
            let last = date.saturating_add((DATES - 1).days()).min(Dates::LATEST);
            let dates = Dates::new(date, last).map_err(|error| DbError::Bug(error.to_string()))?;
            laid = Some(Open::lay_out(&frontdesk_schedule::flow::load_schedule(tx, location, dates).await?, dates));
        }
        let ticks = booking.ticks();
        let is_open = |open: &Open| (ticks.start.0..ticks.end.0).all(|tick| open.has(frontdesk_schedule::Tick(tick)));
        if !laid.as_ref().is_some_and(is_open) {
            found.push(booking);
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}
