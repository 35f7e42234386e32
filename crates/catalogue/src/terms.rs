//! On which terms a service can be booked.

use frontdesk_kit::keyed;
use serde::Serialize;

/// Minutes between two times at which a service may begin, one of these.
pub const GRIDS: [i64; 6] = [5, 10, 15, 20, 30, 60];
/// The longest buffer, in minutes; buffers are multiples of [`STEP`].
pub const LONGEST_BUFFER: i64 = 240;
/// The longest notice that a term may ask for, in minutes: 30 days.
pub const LONGEST_NOTICE: i64 = 30 * 24 * 60;
/// The farthest horizon, in days.
pub const FARTHEST_HORIZON: i64 = 366;
/// The greatest daily limit.
pub const MOST_A_DAY: i64 = 100;
/// The most seats of a group service.
pub const MOST_SEATS: i64 = 200;
/// The greatest number of moves that a term may allow.
pub const MOST_RESCHEDULES: i64 = 100;
/// What takes time on a calendar takes it in steps of so many minutes.
pub const STEP: i64 = 5;
/// The longest service that can be booked, in minutes: a day.
pub const LONGEST_SERVICE: i64 = 1_440;

keyed! {
    /// From where the times of a grid are counted.
    pub enum GridFrom {
        /// From midnight, as the wall clock shows them.
        Clock = "clock",
        /// From where working hours begin.
        Opening = "opening",
    }
}

keyed! {
    /// Who makes a booking firm.
    pub enum Confirmation {
        /// It is firm at once.
        Auto = "auto",
        /// The specialist confirms or declines; until then the time is taken.
        Manual = "manual",
    }
}

/// The terms of one service, each within its limits. A booking is made on the terms of its moment and keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ServiceTerms {
    /// Minutes that stay free before the start: 0 to 240, a multiple of 5.
    pub buffer_before_minutes: i64,
    /// The same after the end.
    pub buffer_after_minutes: i64,
    /// Bookings close so many minutes before the start: 0 to 43,200.
    pub lead_minutes: i64,
    /// On how many local dates it can be had, today included: 1 to 366.
    pub horizon_days: i64,
    /// Minutes between two possible starts: one of [`GRIDS`].
    pub grid_minutes: i64,
    pub grid_from: GridFrom,
    /// Bookings of this service that one local date takes: 1 to 100; there is no limit without.
    pub daily_limit: Option<i64>,
    pub confirmation: Confirmation,
    /// The client may cancel until so many minutes before the start: 0 to 43,200.
    pub cancel_until_minutes: i64,
    /// The client may move the booking until so many minutes before the start: 0 to 43,200.
    pub reschedule_until_minutes: i64,
    /// How often the client may move one booking: 0 to 100.
    pub max_reschedules: i64,
    /// How many clients come to it at once: 1 to 200.
    pub seats: i64,
}

impl Default for ServiceTerms {
    /// The usual terms, of whoever has said nothing: nothing around a visit, no notice, nobody to ask.
    fn default() -> Self {
        Self {
            buffer_before_minutes: 0,
            buffer_after_minutes: 0,
            lead_minutes: 0,
            horizon_days: 60,
            grid_minutes: 15,
            grid_from: GridFrom::Clock,
            daily_limit: None,
            confirmation: Confirmation::Auto,
            cancel_until_minutes: 0,
            reschedule_until_minutes: 0,
            max_reschedules: 3,
            seats: 1,
        }
    }
}

/// Which terms are to become different; what is `None` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TermsChange {
    pub buffer_before_minutes: Option<i64>,
    pub buffer_after_minutes: Option<i64>,
    pub lead_minutes: Option<i64>,
    pub horizon_days: Option<i64>,
    pub grid_minutes: Option<i64>,
    pub grid_from: Option<GridFrom>,
    /// `Some(None)` lifts the limit.
    pub daily_limit: Option<Option<i64>>,
    pub confirmation: Option<Confirmation>,
    pub cancel_until_minutes: Option<i64>,
    pub reschedule_until_minutes: Option<i64>,
    pub max_reschedules: Option<i64>,
    pub seats: Option<i64>,
}

impl TermsChange {
    /// The terms as they are after this change.
    pub fn of(self, kept: ServiceTerms) -> ServiceTerms {
        ServiceTerms {
            buffer_before_minutes: self.buffer_before_minutes.unwrap_or(kept.buffer_before_minutes),
            buffer_after_minutes: self.buffer_after_minutes.unwrap_or(kept.buffer_after_minutes),
            lead_minutes: self.lead_minutes.unwrap_or(kept.lead_minutes),
            horizon_days: self.horizon_days.unwrap_or(kept.horizon_days),
            grid_minutes: self.grid_minutes.unwrap_or(kept.grid_minutes),
            grid_from: self.grid_from.unwrap_or(kept.grid_from),
            daily_limit: self.daily_limit.unwrap_or(kept.daily_limit),
            confirmation: self.confirmation.unwrap_or(kept.confirmation),
            cancel_until_minutes: self.cancel_until_minutes.unwrap_or(kept.cancel_until_minutes),
            reschedule_until_minutes: self.reschedule_until_minutes.unwrap_or(kept.reschedule_until_minutes),
            max_reschedules: self.max_reschedules.unwrap_or(kept.max_reschedules),
            seats: self.seats.unwrap_or(kept.seats),
        }
    }
}

/// Whether a service that lasts so many minutes fits a calendar.
pub fn fits_a_calendar(duration_minutes: i64) -> bool {
    (STEP..=LONGEST_SERVICE).contains(&duration_minutes) && duration_minutes % STEP == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_bookable_from_five_minutes_to_a_day_in_steps_of_five() {
        for minutes in [5, 10, 45, 1_435, 1_440] {
            assert!(fits_a_calendar(minutes), "{minutes}");
        }
        for minutes in [i64::MIN, -5, 0, 1, 4, 7, 44, 1_441, 1_445, i64::MAX] {
            assert!(!fits_a_calendar(minutes), "{minutes}");
        }
    }

    #[test]
    fn a_change_of_terms_leaves_the_others() {
        let kept = ServiceTerms { daily_limit: Some(3), ..ServiceTerms::default() };
        assert_eq!(TermsChange::default().of(kept), kept);
        let change = TermsChange { daily_limit: Some(None), lead_minutes: Some(90), ..TermsChange::default() };
        assert_eq!(change.of(kept), ServiceTerms { daily_limit: None, lead_minutes: 90, ..kept });
    }
}
