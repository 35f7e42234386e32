//! The doctor looks ahead: what is no fault, and still for people to know.

use std::fmt;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::Zone;
use frontdesk_schedule::store::locations;

use super::stranded::outside;
use crate::error::BookingError;
use crate::model::BookingId;
use crate::store::soundness::{self, WallTime};

/// Bookings of a kind that are named; of more only the number is told.
const NAMED: usize = 20;

/// What is to come and may not be what somebody expects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Bookings that begin at another wall time than on the day on which they were made: the law of their zone has changed
    /// since, or this program does not know the zone any more.
    pub moved: Vec<BookingId>,
    /// Bookings of which a part lies outside of working hours.
    pub stranded: Vec<BookingId>,
    /// Bookings that the business made although the time was taken.
    pub forced: Vec<BookingId>,
}

/// Looks through the bookings to come. Reads the hours of every location: for a report, not for a request.
pub async fn look_ahead(tx: &mut Tx, now: Timestamp) -> Result<Outlook, DbError> {
    let moved = soundness::to_come(tx, now).await?.into_iter().filter(has_moved).map(|wall| wall.booking).collect();
    let mut stranded = Vec::new();
    for id in soundness::locations_to_come(tx, now).await? {
        let Some(location) = locations::by_number(tx, id).await? else { continue };
        match outside(tx, &location, now).await {
            Ok(found) => stranded.extend(found.into_iter().map(|booking| booking.id)),
            Err(BookingError::Store(error)) => return Err(error),
            Err(error) => return Err(DbError::Bug(format!("the hours of location {id}: {error}"))),
        }
    }
    Ok(Outlook { moved, stranded, forced: soundness::forced(tx, now).await? })
}

fn has_moved(wall: &WallTime) -> bool {
    let Ok(zone) = Zone::named(&wall.time_zone) else { return true };
    let starts_at = wall.starts_at.into();
    zone.date(starts_at) != wall.local_date.date() || zone.minutes(starts_at) != wall.local_start_minutes
}

impl fmt::Display for Outlook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (bookings, what) in [
            (&self.moved, "begin at another local time than they were booked for"),
            (&self.stranded, "lie outside of working hours"),
            (&self.forced, "were made although the time was taken"),
        ] {
            if bookings.is_empty() {
                continue;
            }
            let named: Vec<String> = bookings.iter().take(NAMED).map(BookingId::to_string).collect();
            let more = if bookings.len() > NAMED { ", …" } else { "" };
            writeln!(f, "{} bookings to come {what}: {}{more}", bookings.len(), named.join(", "))?;
        }
        Ok(())
    }
}
