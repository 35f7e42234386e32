//! How bookings are made.

use frontdesk_booking::{BookingSettings, OnSuspension};

use super::values::{ConfigError, Values};

/// What the operator decides about bookings.
pub(super) fn read(values: &Values) -> Result<BookingSettings, ConfigError> {
    let key = "booking.on_suspension";
    let on_suspension = match values.text(key) {
        "cancel" => OnSuspension::Cancel,
        "keep" => OnSuspension::Keep,
        _ => return Err(values.wrong(key, "cancel or keep")),
    };
    Ok(BookingSettings {
        hold_minutes: values.number("booking.hold_minutes", 1, 60)? as i64,
        guests: values.switch("booking.guests")?,
        on_suspension,
    })
}
