//! Who is told about bookings, and when.

use frontdesk_notify::outbound::Reach;

use super::values::{ConfigError, Values};

/// The most reminders that one booking has.
const MOST_REMINDERS: usize = 4;
/// The longest time before a booking, in hours: 30 days.
const LONGEST_HOURS: i64 = 720;

/// What is told about bookings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notices {
    /// How many hours before the start clients are reminded; none for no reminders.
    pub reminder_hours: Vec<i64>,
    /// How far addresses may lead that users give.
    pub reach: Reach,
}

impl Notices {
    pub(super) fn read(values: &Values) -> Result<Self, ConfigError> {
        let key = "booking.reminder_hours";
        let wrong = || values.wrong(key, "up to four different numbers of hours, each from 1 to 720, such as 24, 2");
        let hours =
            |text: &str| text.parse().ok().filter(|hours| (1..=LONGEST_HOURS).contains(hours)).ok_or_else(wrong);
        let reminder_hours: Vec<i64> = values.list(key).map(hours).collect::<Result<_, _>>()?;
        let is_once = |(place, hours)| !reminder_hours[..place].contains(hours);
        if reminder_hours.len() > MOST_REMINDERS || !reminder_hours.iter().enumerate().all(is_once) {
            return Err(wrong());
        }
        let reach = if values.switch("webhooks.allow_private")? { Reach::Anywhere } else { Reach::Public };
        Ok(Self { reminder_hours, reach })
    }
}
