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

/// Services to come that one client may have booked with one specialist, and in all: nobody takes a whole calendar.
const MOST_TO_COME: (i64, i64) = (10, 50);

/// Whether a client who has `with_one` services to come with a specialist, and `in_all` with anybody, may have so many
/// `more` with that specialist, in one visit.
pub fn one_more((with_one, in_all): (i64, i64), more: usize) -> Result<(), BookingError> {
    let (most_with_one, most_in_all) = MOST_TO_COME;
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    let fits = |booked: i64, most: i64| booked.saturating_add(more) <= most;
    let may = fits(with_one, most_with_one) && fits(in_all, most_in_all);
    if may { Ok(()) } else { Err(BookingError::TooManyBookings) }
}

/// Open bookings to come that somebody without an account may have.
const MOST_FOR_GUESTS: i64 = 5;

/// Whether somebody without an account who has `to_come` may have one more booking.
pub fn one_more_guest(to_come: i64) -> Result<(), BookingError> {
    if to_come < MOST_FOR_GUESTS { Ok(()) } else { Err(BookingError::TooManyBookings) }
}

/// Whether `caller` may book for others at all: into their own calendar, or into anybody's.
pub fn booking_for_anybody(caller: &Caller) -> Result<(), BookingError> {
    let may = caller.may(Permission::ManageOwnSchedule) || caller.may(Permission::ManageAnyBooking);
    if may { Ok(()) } else { Err(BookingError::Forbidden) }
}

/// Whether `caller` may book for others into the calendar of `specialist`.
pub fn booking_for_others(caller: &Caller, specialist: UserId) -> Result<(), BookingError> {
    let is_own = caller.user_id == specialist && caller.may(Permission::ManageOwnSchedule);
    if is_own || caller.may(Permission::ManageAnyBooking) { Ok(()) } else { Err(BookingError::Forbidden) }
}

/// Open bookings to come that may be forced upon one specialist: each of them is read whenever their time is.
const MOST_FORCED: i64 = 100;

/// Whether one more booking may be forced upon a specialist who has `to_come` of them to come.
pub fn one_more_forced(to_come: i64) -> Result<(), BookingError> {
    if to_come < MOST_FORCED { Ok(()) } else { Err(BookingError::TooManyBookings) }
}

/// For how long a hold that holds no more can still be booked on its terms, if nobody took its time: an hour.
pub const HOLD_KEPT_SECONDS: i64 = 3_600;

/// Times that are held for one client at once.
const MOST_HOLDS: i64 = 3;

/// Whether one more time may be held for a client for whom `held` are.
pub fn one_more_hold(held: i64) -> Result<(), BookingError> {
    if held < MOST_HOLDS { Ok(()) } else { Err(BookingError::TooManyHolds) }
}

/// For how long what has come free is held for whoever waited for it: half an hour, since they have to read of it first.
pub const OFFER_SECONDS: i64 = 1_800;

/// Offers that are made by one entry of the waitlist: who lets them all lapse keeps the time from others.
pub const MOST_OFFERS: i64 = 3;

/// Times for which one client may wait.
const MOST_WAITS: i64 = 20;

/// Whether a client who waits for `open` times may wait for one more.
pub fn one_more_wait(open: i64) -> Result<(), BookingError> {
    if open < MOST_WAITS { Ok(()) } else { Err(BookingError::TooMany { field: "waitlist", most: MOST_WAITS }) }
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
        Arrived, CancelledByBusiness, CancelledByClient, Completed, Confirmed, Declined, Expired, Held, NoShow,
        Requested,
    };
    match from {
        Requested => matches!(to, Confirmed | Declined | Expired | CancelledByClient | CancelledByBusiness),
        Confirmed => matches!(to, Arrived | Completed | NoShow | CancelledByClient | CancelledByBusiness),
        Arrived => matches!(to, Completed | NoShow | CancelledByBusiness),
        // What becomes of a hold is for its client alone.
        Held | Completed | NoShow | Declined | Expired | CancelledByClient | CancelledByBusiness => false,
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

/// Whether the agreement holds the client of `booking`. Nobody has said yes yet to a request; one that was moved may have
/// been firm before, and is taken for it: else a move by a quarter of an hour would be a way out.
fn is_binding(booking: &Booking) -> bool {
    booking.status != Status::Requested || booking.reschedules > 0
}

/// The last moment at which the client may cancel `booking`: as agreed, or its start while nobody is bound.
pub fn cancel_until(booking: &Booking, agreement: &Agreement) -> Timestamp {
    if is_binding(booking) { agreement.cancel_until(booking.starts_at) } else { booking.starts_at }
}

/// The last moment at which the client may move `booking`. Whoever may not cancel any more does not move either: moved
/// far ahead, it could be cancelled after all.
pub fn reschedule_until(booking: &Booking, agreement: &Agreement) -> Timestamp {
    let agreed = agreement.reschedule_until(booking.starts_at);
    if is_binding(booking) { agreed.min(cancel_until(booking, agreement)) } else { booking.starts_at }
}

/// To what a cancellation brings `booking`. The client is held to [`cancel_until`], to the very second; the business may
/// cancel always.
pub fn cancelled(booking: &Booking, agreement: &Agreement, side: Side, now: Timestamp) -> Result<Status, BookingError> {
    if side == Side::Business {
        return Ok(Status::CancelledByBusiness);
    }
    let until = cancel_until(booking, agreement);
    if now <= until { Ok(Status::CancelledByClient) } else { Err(BookingError::CancellationClosed { until }) }
}

/// Whether `booking` may be moved now by somebody on `side`.
pub fn reschedulable(booking: &Booking, agreement: &Agreement, side: Side, now: Timestamp) -> Result<(), BookingError> {
    if !matches!(booking.status, Status::Requested | Status::Confirmed) {
        return Err(BookingError::State);
    }
    let until = reschedule_until(booking, agreement);
    match side {
        Side::Business => Ok(()),
        Side::Client if until < now => Err(BookingError::ReschedulingClosed { until }),
        Side::Client if agreement.max_reschedules <= booking.reschedules => Err(BookingError::TooManyReschedules),
        Side::Client => Ok(()),
    }
}

/// Between whom a review of `booking` by `caller` stands, client and specialist: only its client says what a visit was
/// like, and only once it is completed.
pub fn reviewing(booking: &Booking, caller: &Caller) -> Result<(UserId, UserId), BookingError> {
    if booking.client_id != Some(caller.user_id) || booking.side_of(caller) != Side::Client {
        return Err(BookingError::Forbidden);
    }
    if booking.status != Status::Completed {
        return Err(BookingError::State);
    }
    // Of who has left nobody says anything any more.
    booking.specialist_id.map(|specialist| (caller.user_id, specialist)).ok_or(BookingError::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Status; 10] = [
        Status::Held,
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
