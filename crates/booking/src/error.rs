//! What a caller of this room's flows can bring about, plus one door for what they cannot.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use frontdesk_schedule::{Reason, ScheduleError};
use http::StatusCode;
use serde_json::json;

/// Why a flow refused.
#[derive(Debug, thiserror::Error)]
pub enum BookingError {
    #[error("some fields cannot be accepted")]
    Invalid(Invalid),
    /// The caller's role, or side, does not do this.
    #[error("not theirs to do")]
    Forbidden,
    /// There is none, or none that the caller may see.
    #[error("nothing there")]
    NotFound,
    #[error("changed since it was read")]
    Stale,
    #[error("the idempotency key belongs to another request")]
    KeyReused,
    /// Somebody else has the time, or the day is full; `next` are the next starts that are free.
    #[error("the time is taken")]
    SlotTaken { next: Vec<Timestamp> },
    /// The hold holds no more, and somebody else has its time; `next` are the next starts that are free.
    #[error("the hold has expired")]
    HoldExpired { next: Vec<Timestamp> },
    /// This cannot be booked at all, or not then.
    #[error("it cannot be booked: {0}")]
    NotBookable(&'static str),
    /// The booking has come too far for this, or not far enough.
    #[error("the booking's status does not allow this")]
    State,
    #[error("it is too early for that")]
    TooEarly,
    #[error("the client could cancel until {until}")]
    CancellationClosed { until: Timestamp },
    #[error("the client could move it until {until}")]
    ReschedulingClosed { until: Timestamp },
    #[error("the client has as many bookings to come as one may have")]
    TooManyBookings,
    #[error("there are as many webhooks as there can be")]
    TooManyWebhooks,
    #[error("nobody books here without an account")]
    GuestsNotTaken,
    #[error("the client holds as many times as one may")]
    TooManyHolds,
    #[error("it was moved as often as it may be")]
    TooManyReschedules,
    /// Their client has a seat in that session.
    #[error("the client comes then already")]
    AlreadyJoined,
    #[error("the booking has a review already")]
    AlreadyReviewed,
    #[error("the review is hidden")]
    ReviewHidden,
    /// There are as many already as one may have: what of, as answers call it, and how many.
    #[error("no more than {most} {field}")]
    TooMany { field: &'static str, most: i64 },
    #[error(transparent)]
    Hours(#[from] ScheduleError),
    #[error(transparent)]
    Store(#[from] DbError),
}

impl From<Invalid> for BookingError {
    fn from(invalid: Invalid) -> Self {
        BookingError::Invalid(invalid)
    }
}

impl From<Reason> for BookingError {
    fn from(reason: Reason) -> Self {
        BookingError::NotBookable(crate::reasons::told(reason))
    }
}

impl From<BookingError> for Problem {
    fn from(error: BookingError) -> Self {
        let until = |code, key, until: Timestamp| {
            let detail = Message::new(key).arg("until", until.to_string());
            Problem::refused(code).with_detail(detail)
        };
        match error {
            BookingError::Invalid(invalid) => Problem::invalid(invalid),
            BookingError::Forbidden => Problem::forbidden(),
            BookingError::NotFound => Problem::not_found(),
            BookingError::Stale => Problem::stale(),
            BookingError::KeyReused => Problem::refused("idempotency_key_reused"),
            BookingError::SlotTaken { next } => Problem::conflict("slot_taken").with("next", json!(next)),
            BookingError::HoldExpired { next } => Problem::conflict("hold_expired").with("next", json!(next)),
            BookingError::NotBookable(reason) => {
                let problem = Problem::refused("not_bookable").with("reason", json!(reason));
                match crate::reasons::message(reason) {
                    Some(sentence) => problem.with_detail(sentence),
                    None => problem,
                }
            }
            BookingError::State => Problem::conflict("booking_status"),
            BookingError::TooEarly => Problem::refused("too_early"),
            BookingError::CancellationClosed { until: at } => {
                until("cancellation_closed", "problem-cancellation-closed-at", at)
            }
            BookingError::ReschedulingClosed { until: at } => {
                until("rescheduling_closed", "problem-rescheduling-closed-at", at)
            }
            BookingError::TooManyBookings => Problem::refused("too_many_bookings"),
            BookingError::TooManyWebhooks => Problem::refused("too_many_webhooks"),
            BookingError::GuestsNotTaken => Problem::new(StatusCode::FORBIDDEN, "guests_not_taken"),
            BookingError::TooManyHolds => Problem::refused("too_many_holds"),
            BookingError::TooManyReschedules => Problem::refused("too_many_reschedules"),
            BookingError::AlreadyJoined => Problem::conflict("already_joined"),
            BookingError::AlreadyReviewed => Problem::conflict("already_reviewed"),
            BookingError::ReviewHidden => Problem::conflict("review_hidden"),
            BookingError::TooMany { field, most } => {
                Problem::invalid(Invalid::one(field, "too_many", Message::new("field-too-many").number("max", most)))
            }
            BookingError::Hours(error) => error.into(),
            BookingError::Store(error) => error.into(),
        }
    }
}
