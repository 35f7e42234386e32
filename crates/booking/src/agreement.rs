//! What was agreed on when a booking was made: later changes of the service do not change it.

use frontdesk_catalogue::model::{Service, ServiceId};
use frontdesk_catalogue::terms::{Confirmation, GridFrom};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_schedule::visit::in_a_row;
use frontdesk_schedule::{Grid, GridMode, Offer, Terms};
use serde::{Deserialize, Serialize};

use crate::group::Group;
use crate::model::{Booking, Side};

const MINUTE: i64 = 60;

/// The terms of a visit on the day on which it was booked. Times are in minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub duration_minutes: i64,
    pub buffer_before_minutes: i64,
    pub buffer_after_minutes: i64,
    pub lead_minutes: i64,
    pub horizon_days: i64,
    pub grid_minutes: i64,
    pub grid_from_opening: bool,
    /// Of each service of the visit, in their order.
    pub daily_limits: Vec<Option<i64>>,
    pub confirm: bool,
    pub cancel_until_minutes: i64,
    pub reschedule_until_minutes: i64,
    pub max_reschedules: i64,
    /// How many come at once.
    pub seats: i64,
}

impl Agreement {
    /// What `service` asks for now, if it lasts so many minutes.
    pub fn of(service: &Service, duration_minutes: i64) -> Self {
        let terms = service.terms;
        Self {
            duration_minutes,
            buffer_before_minutes: terms.buffer_before_minutes,
            buffer_after_minutes: terms.buffer_after_minutes,
            lead_minutes: terms.lead_minutes,
            horizon_days: terms.horizon_days,
            grid_minutes: terms.grid_minutes,
            grid_from_opening: terms.grid_from == GridFrom::Opening,
            daily_limits: vec![terms.daily_limit],
            confirm: terms.confirmation == Confirmation::Manual,
            cancel_until_minutes: terms.cancel_until_minutes,
            reschedule_until_minutes: terms.reschedule_until_minutes,
            max_reschedules: terms.max_reschedules,
            seats: terms.seats,
        }
    }

    /// What a visit asks for that has services on these terms, one after another: the strictest of all. `None` if it takes
    /// no time that a calendar knows.
    pub fn of_visit(services: Vec<Agreement>) -> Option<Self> {
        let offers: Option<Vec<Offer>> = services.iter().map(|terms| terms.offer(Side::Client)).collect();
        let whole = in_a_row(&offers?).ok()?.terms();
        let most = |minutes: fn(&Agreement) -> i64| services.iter().map(minutes).fold(0, i64::max);
        let first = services.first()?;
        Some(Self {
            duration_minutes: whole.duration_min,
            buffer_before_minutes: whole.buffer_before_min,
            buffer_after_minutes: whole.buffer_after_min,
            lead_minutes: whole.lead_seconds / MINUTE,
            horizon_days: whole.horizon_days,
            grid_minutes: first.grid_minutes,
            grid_from_opening: first.grid_from_opening,
            daily_limits: services.iter().flat_map(|terms| terms.daily_limits.iter().copied()).collect(),
            confirm: services.iter().any(|terms| terms.confirm),
            cancel_until_minutes: most(|terms| terms.cancel_until_minutes),
            reschedule_until_minutes: most(|terms| terms.reschedule_until_minutes),
            max_reschedules: services.iter().map(|terms| terms.max_reschedules).fold(first.max_reschedules, i64::min),
            // A group service is visited alone.
            seats: first.seats,
        })
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
            day_limit: self.limits(side).flatten().min(),
        };
        Offer::new(terms).ok()
    }

    /// How many bookings of each service one date takes for somebody on `side`.
    pub fn limits(&self, side: Side) -> impl Iterator<Item = Option<u32>> {
        let held = move |limit: &Option<i64>| limit.filter(|_| side == Side::Client);
        self.daily_limits.iter().map(move |limit| held(limit).and_then(|limit| u32::try_from(limit).ok()))
    }

    /// What makes others come too, where `service` is what the client comes for.
    pub fn group(&self, service: Option<ServiceId>) -> Option<Group> {
        (self.seats > 1).then_some(Group { service, seats: self.seats })
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
