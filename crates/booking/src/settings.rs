//! What the operator decides about bookings.

/// How this room behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookingSettings {
    /// For how long a time is held for somebody who makes up their mind.
    pub hold_minutes: i64,
    /// Whether people may book without an account.
    pub guests: bool,
    /// What becomes of what is to come when a specialist or a client is suspended.
    pub on_suspension: OnSuspension,
}

/// What becomes of the bookings to come of somebody who is suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnSuspension {
    Cancel,
    Keep,
}

impl Default for BookingSettings {
    fn default() -> Self {
        Self { hold_minutes: 10, guests: true, on_suspension: OnSuspension::Cancel }
    }
}
