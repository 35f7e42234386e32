//! What a caller of this room's flows can bring about, plus one door for what they cannot.

use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;

use crate::fault::Faults;

/// Why a flow refused.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// The caller's role has no schedule, and manages none.
    #[error("the role manages no schedules")]
    Forbidden,
    /// There is none, or none that the caller may touch.
    #[error("nothing there")]
    NotFound,
    /// A location keeps its time zone for ever.
    #[error("the time zone stays")]
    ZoneStays,
    /// Of a place on the map this number is missing.
    #[error("there is no {0}")]
    HalfAPoint(&'static str),
    #[error("changed since it was read")]
    Stale,
    #[error("the idempotency key belongs to another request")]
    KeyReused,
    /// Somebody is to come to the location.
    #[error("there are bookings ahead")]
    Booked,
    /// There are as many already as one may have: what of, as answers call it, and how many.
    #[error("no more than {most} {field}")]
    TooMany { field: &'static str, most: i64 },
    #[error(transparent)]
    Faulty(#[from] Faults),
    #[error(transparent)]
    Store(#[from] DbError),
}

impl From<ScheduleError> for Problem {
    fn from(error: ScheduleError) -> Self {
        match error {
            ScheduleError::Forbidden => Problem::forbidden(),
            ScheduleError::NotFound => Problem::not_found(),
            ScheduleError::ZoneStays => {
                Problem::invalid(Invalid::one("time_zone", "fixed", Message::new("field-time-zone-fixed")))
            }
            ScheduleError::HalfAPoint(field) => {
                Problem::invalid(Invalid::one(field, "required", Message::new("field-required")))
            }
            ScheduleError::Stale => Problem::stale(),
            ScheduleError::KeyReused => Problem::refused("idempotency_key_reused"),
            ScheduleError::Booked => Problem::conflict("still_booked"),
            ScheduleError::TooMany { field, most } => {
                Problem::invalid(Invalid::one(field, "too_many", Message::new("field-too-many").number("max", most)))
            }
            ScheduleError::Faulty(faults) => Problem::invalid(faults.into()),
            ScheduleError::Store(error) => error.into(),
        }
    }
}
