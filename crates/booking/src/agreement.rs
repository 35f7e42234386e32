//! What was agreed on when a booking was made: later changes of the service do not change it.

use frontdesk_catalogue::model::Service;
use frontdesk_catalogue::terms::{Confirmation, GridFrom};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_schedule::{Grid, GridMode, Offer, Terms};
use serde::{Deserialize, Serialize};

use crate::model::{Booking, Side};

const MINUTE: i64 = 60;

/// The terms of a service on the day on which it was booked. Times are in minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub duration_minutes: i64,
    pub buffer_before_minutes: i64,
    pub buffer_after_minutes: i64,
    pub lead_minutes: i64,
    pub horizon_days: i64,
    pub grid_minutes: i64,
    pub grid_from_opening: bool,
    pub daily_limit: Option<i64>,
    pub confirm: bool,
    pub cancel_until_minutes: i64,
    pub reschedule_until_minutes: i64,
    pub max_reschedules: i64,
}

impl Agreement {
    /// What `service` asks for now.
    pub fn of(service: &Service) -> Self {
        let terms = service.terms;
        Self {
            duration_minutes: service.duration_minutes,
            buffer_before_minutes: terms.buffer_before_minutes,
            buffer_after_minutes: terms.buffer_after_minutes,
            lead_minutes: terms.lead_minutes,
            horizon_days: terms.horizon_days,
            grid_minutes: terms.grid_minutes,
            grid_from_opening: terms.grid_from == GridFrom::Opening,
            daily_limit: terms.daily_limit,
            confirm: terms.confirmation == Confirmation::Manual,
            cancel_until_minutes: terms.cancel_until_minutes,
            reschedule_until_minutes: terms.reschedule_until_minutes,
            max_reschedules: terms.max_reschedules,
        }
    }

    /// What `booking` was made on.
    pub fn stored(booking: &Booking) -> Result<Self, DbError> {
        serde_json::from_str(&booking.terms)
            .map_err(|error| DbError::Bug(format!("the terms of booking {}: {error}", booking.id)))
    }

    /// As it is stored.
    pub fn to_text(&self) -> Result<String, DbError> {
        serde_json::to_string(self).map_err(|error| DbError::Bug(error.to_string()))
    }

    /// What is looked for on a calendar; `None` if the service takes no time that a calendar knows.
    ///
    /// Those who do the work are not held to how soon, how far ahead and how often clients may come.
    pub fn offer(&self, side: Side) -> Option<Offer> {
        let is_client = side == Side::Client;
        let terms = Terms {
            duration_min: self.duration_minutes,
            buffer_before_min: self.buffer_before_minutes,
            buffer_after_min: self.buffer_after_minutes,
            lead_seconds: if is_client { self.lead_minutes * MINUTE } else { 0 },
            horizon_days: if is_client { self.horizon_days } else { 366 },
            grid: Grid {
                minutes: self.grid_minutes,
                mode: if self.grid_from_opening { GridMode::FromOpening } else { GridMode::Clock },
            },
            day_limit: self.daily_limit.filter(|_| is_client).and_then(|limit| u32::try_from(limit).ok()),
        };
        Offer::new(terms).ok()
    }

    /// The last moment at which the client may cancel what begins at `starts_at`.
    pub fn cancel_until(&self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus(-self.cancel_until_minutes * MINUTE)
    }

    /// The last moment at which the client may move it.
    pub fn reschedule_until(&self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus(-self.reschedule_until_minutes * MINUTE)
    }
}
