//! Hours change, and somebody is still to come.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{Dates, Location, LocationId, Open, Tick, Zone};
use jiff::ToSpan;
use jiff::civil::Date;

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

/// Open bookings to come around `date` of which some part lies outside the hours of where they are to be, because it is
/// a holiday now; at most 500 of the first 2,000 by their locations, and none where the caller may not see everybody's.
pub async fn stranded_around(
    tx: &mut Tx,
    caller: &Caller,
    date: Date,
    now: Timestamp,
) -> Result<Vec<Booking>, BookingError> {
    if !caller.may(Permission::ManageAnyBooking) {
        return Ok(Vec::new());
    }
    let (first, last) = (date.saturating_sub(1.day()).max(Dates::EARLIEST), date.saturating_add(2.days()));
    let dates = Dates::new(first, last.min(Dates::LATEST)).map_err(|error| DbError::Bug(error.to_string()))?;
    let mut place: Option<(LocationId, Option<Open>)> = None;
    let mut found = Vec::new();
    for booking in bookings::to_come_around(tx, date, now, LOOKED_THROUGH).await? {
        let Some(location) = booking.location_id else { continue };
        if place.as_ref().is_none_or(|(id, _)| *id != location) {
            place = Some((location, laid_out_without_holidays(tx, location, dates).await?));
        }
        if place.as_ref().is_some_and(|(_, open)| open.as_ref().is_some_and(|open| !is_within(open, &booking))) {
            found.push(booking);
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// The hours of a location on `dates`; `None` for one that works on holidays too.
async fn laid_out_without_holidays(
    tx: &mut Tx,
    location: LocationId,
    dates: Dates,
) -> Result<Option<Open>, BookingError> {
    let found = frontdesk_schedule::store::locations::by_number(tx, location).await?;
    let Some(location) = found.filter(|location| !location.works_on_holidays) else { return Ok(None) };
    Ok(Some(Open::lay_out(&frontdesk_schedule::flow::load_schedule(tx, &location, dates).await?, dates)))
}

fn is_within(open: &Open, booking: &Booking) -> bool {
    let ticks = booking.ticks();
    (ticks.start.0..ticks.end.0).all(|tick| open.has(Tick(tick)))
}

/// Those at `location`, for whoever may know it.
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
        if !laid.as_ref().is_some_and(|open| is_within(open, &booking)) {
            found.push(booking);
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}
