//! Where specialists work, as values.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{number_id, row};

use crate::day::Anchor;
use crate::tick::SECONDS;
use crate::zone::Zone;

number_id! {
    /// The number of a location; never shown.
    LocationId
}

row! {
    /// A place where a specialist works, with working hours of its own.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Location {
        pub id: LocationId,
        pub public_id: PublicId,
        pub owner_id: UserId,
        pub name: String,
        pub city: String,
        pub address: String,
        /// The IANA name; never changes.
        pub time_zone: String,
        /// The zone's standard offset when the location was made, in ticks of five minutes; never changes either.
        pub anchor_ticks: i64,
        pub works_on_holidays: bool,
        /// Counts the changes of name, city and address, from 1.
        pub version: i64,
        /// Counts the changes of rules, overrides and time off, from 1.
        pub hours_version: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

impl Location {
    /// Where its service days lie.
    pub fn anchor(&self) -> Anchor {
        Anchor(self.anchor_ticks)
    }
}

/// A location that is to be; lengths were checked at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLocation {
    pub name: String,
    pub city: String,
    pub address: String,
    pub zone: Zone,
}

impl NewLocation {
    /// The anchor that it gets at `now`: the zone's standard offset of that day.
    pub fn anchor(&self, now: Timestamp) -> Anchor {
        Anchor(self.zone.standard_offset(now.into()).div_euclid(SECONDS))
    }
}

/// What is to become different about a location; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocationChange {
    pub name: Option<String>,
    pub city: Option<String>,
    pub address: Option<String>,
    /// For those who send everything back: it can be no other than it is.
    pub time_zone: Option<String>,
}

/// Which locations somebody may see or change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those of specialists who are not suspended.
    Everybody,
    /// All of one specialist, and nothing else.
    Only(UserId),
    /// What everybody sees, and all of one specialist.
    Also(UserId),
    /// All there are.
    All,
}
