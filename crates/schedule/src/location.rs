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
        /// In millionths of a degree; known together with the longitude.
        pub latitude: Option<i64>,
        pub longitude: Option<i64>,
        /// Counts the changes of name, city and address, from 1.
        pub version: i64,
        /// Counts the changes of rules, overrides and time off, from 1.
        pub hours_version: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

/// A place on the map, in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// -90,000,000 at the south pole to 90,000,000.
    pub latitude: i64,
    /// -180,000,000 to 180,000,000, east being positive.
    pub longitude: i64,
}

impl Point {
    /// The farthest that a latitude is from the equator.
    pub const FARTHEST_LATITUDE: i64 = 90_000_000;
    /// The farthest that a longitude is from Greenwich.
    pub const FARTHEST_LONGITUDE: i64 = 180_000_000;
    /// The radius of a ball as large as the earth, in metres.
    const EARTH: f64 = 6_371_008.8;

    /// Metres to `other` along the ground, by the haversine formula: half a percent off at most, since the earth is no ball.
    pub fn metres_to(self, other: Self) -> i64 {
        let radians = |millionths: i64| (millionths as f64 / 1e6).to_radians();
        let (here, there) = (radians(self.latitude), radians(other.latitude));
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let apart =
            half(there - here) + here.cos() * there.cos() * half(radians(other.longitude) - radians(self.longitude));
        (2.0 * Self::EARTH * apart.clamp(0.0, 1.0).sqrt().asin()).round() as i64
    }
}

impl Location {
    /// Where it is on the map, if somebody has said so.
    pub fn point(&self) -> Option<Point> {
        let both = self.latitude.zip(self.longitude);
        both.map(|(latitude, longitude)| Point { latitude, longitude })
    }

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
    pub point: Option<Point>,
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
    /// `Some(None)` forgets it.
    pub latitude: Option<Option<i64>>,
    pub longitude: Option<Option<i64>>,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn metres(from: (i64, i64), to: (i64, i64)) -> i64 {
        let point = |(latitude, longitude)| Point { latitude, longitude };
        assert_eq!(point(from).metres_to(point(to)), point(to).metres_to(point(from)));
        point(from).metres_to(point(to))
    }

    #[test]
    fn distances_are_measured_along_the_ground() {
        let (moscow, kazan) = ((55_755_800, 37_617_300), (55_796_127, 49_106_414));
        assert!((metres(moscow, kazan) - 718_000).abs() < 4_000, "{}", metres(moscow, kazan));
        assert_eq!(metres(moscow, moscow), 0);
        assert!(metres((0, 179_999_999), (0, -179_999_999)) <= 1, "across the date line");
        assert_eq!(metres((90_000_000, 0), (90_000_000, 120_000_000)), 0, "a pole is one place");
        assert_eq!(metres((90_000_000, 0), (-90_000_000, 0)), 20_015_114);
    }
}
