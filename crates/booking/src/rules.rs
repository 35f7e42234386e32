//! Decisions without a database: who may see and do what, and what may follow on what.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_schedule::Zone;

use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::model::{Booking, Side, Sight, Status};

/// In whose name `caller` may book: the caller's own.
pub fn booking(caller: &Caller) -> Result<UserId, BookingError> {
    if caller.may(Permission::MakeBookings) { Ok(caller.user_id) } else { Err(BookingError::Forbidden) }
}

/// Which bookings `caller` may look at, and settle according to their side.
pub fn seeing(caller: &Caller) -> Sight {
    if caller.may(Permission::ManageAnyBooking) { Sight::All } else { Sight::Of(caller.user_id) }
}

/// Whether `caller` may settle `booking` as its business does.
pub fn working(booking: &Booking, caller: &Caller) -> Result<(), BookingError> {
    match booking.side_of(caller) {
        Side::Business => Ok(()),
        Side::Client => Err(BookingError::Forbidden),
    }
}

/// Whether a booking that has come to `from` may come to `to`.
pub fn may_follow(from: Status, to: Status) -> bool {
    use Status::{
        Arrived, CancelledByBusiness, CancelledByClient, Completed, Confirmed, Declined, Expired, NoShow, Requested,
    };
    match from {
        Requested => matches!(to, Confirmed | Declined | Expired | CancelledByClient | CancelledByBusiness),
        Confirmed => matches!(to, Arrived | Completed | NoShow | CancelledByClient | CancelledByBusiness),
        Arrived => matches!(to, Completed),
        Completed | NoShow | Declined | Expired | CancelledByClient | CancelledByBusiness => false,
    }
}

/// Whether it is time for `booking` to come to `to`: nobody arrives before its date, nothing is over before it began, and
/// a request is answered before its start or never.
pub fn is_time(booking: &Booking, to: Status, now: Timestamp) -> Result<(), BookingError> {
    match to {
        Status::Arrived if !is_its_date(booking, now) => Err(BookingError::TooEarly),
        Status::Completed | Status::NoShow if now < booking.starts_at => Err(BookingError::TooEarly),
        Status::Confirmed if booking.starts_at <= now => Err(BookingError::State),
        _ => Ok(()),
    }
}

/// Whether it is the date of `booking` at its location, or later.
fn is_its_date(booking: &Booking, now: Timestamp) -> bool {
    // A zone that the data has lost since: the moment itself decides.
    Zone::named(&booking.time_zone)
        .map_or(booking.starts_at <= now, |zone| zone.date(booking.starts_at.into()) <= zone.date(now.into()))
}

/// To what a cancellation brings `booking`. The client is held to the agreement, to the very second; a request that
/// nobody has answered may be taken back until its start, and the business may cancel always.
pub fn cancelled(booking: &Booking, agreement: &Agreement, side: Side, now: Timestamp) -> Result<Status, BookingError> {
    if side == Side::Business {
        return Ok(Status::CancelledByBusiness);
    }
    let until = match booking.status {
        Status::Requested => booking.starts_at,
        _ => agreement.cancel_until(booking.starts_at),
    };
    if now <= until { Ok(Status::CancelledByClient) } else { Err(BookingError::CancellationClosed { until }) }
}

/// Whether `booking` may be moved now by somebody on `side`.
pub fn reschedulable(booking: &Booking, agreement: &Agreement, side: Side, now: Timestamp) -> Result<(), BookingError> {
    if !matches!(booking.status, Status::Requested | Status::Confirmed) {
        return Err(BookingError::State);
    }
    let until = agreement.reschedule_until(booking.starts_at);
    match side {
        Side::Business => Ok(()),
        Side::Client if until < now => Err(BookingError::ReschedulingClosed { until }),
        Side::Client if agreement.max_reschedules <= booking.reschedules => Err(BookingError::TooManyReschedules),
        Side::Client => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Status; 9] = [
        Status::Requested,
        Status::Confirmed,
        Status::Arrived,
        Status::Completed,
        Status::NoShow,
        Status::Declined,
        Status::Expired,
        Status::CancelledByClient,
        Status::CancelledByBusiness,
    ];

    #[test]
    fn what_is_settled_stays_settled() {
        for from in ALL.into_iter().filter(|status| !status.is_open()) {
            assert!(ALL.into_iter().all(|to| !may_follow(from, to)), "{from:?}");
        }
    }

    #[test]
    fn nothing_follows_on_itself_and_nothing_becomes_a_request() {
        for status in ALL {
            assert!(!may_follow(status, status) && !may_follow(status, Status::Requested), "{status:?}");
        }
    }

    #[test]
    fn only_what_is_settled_gives_its_time_back() {
        assert!(ALL.into_iter().all(|status| !(status.frees() && status.is_open())));
        assert!(!Status::Completed.frees() && !Status::NoShow.frees());
    }
}
