//! Services that several come to at once.

use std::fmt;

use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::{number_id, row};
use frontdesk_schedule::{Grid, GridMode, LocationId, Offer, Terms, Tick};

use crate::model::{BookingId, tick};

number_id! {
    /// The number of a session; nobody outside sees it.
    SessionId
}

/// What makes a visit one to which others come too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// As far as it is still there: what is gone nobody joins.
    pub service: Option<ServiceId>,
    /// Those of a session that is opened now.
    pub seats: i64,
}

row! {
    /// A start of a group service for which somebody has booked already.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Session {
        pub id: SessionId,
        pub starts_at: Timestamp,
        /// Whoever joins stays as long as those who opened it, however long the service lasts by now.
        pub ends_at: Timestamp,
        /// Seats that nobody has; one of a hold that holds no more is nobody's.
        pub left: i64,
    }
}

impl Session {
    /// The tick with which it begins.
    pub fn start(&self) -> Tick {
        tick(self.starts_at)
    }

    /// How long it lasts.
    pub fn minutes(&self) -> i64 {
        self.ends_at.since(self.starts_at) / 60
    }

    /// What whoever joins it is held to, by `offer`: as soon and as far ahead, but at its own time and for as long as it
    /// lasts. `None` if no calendar knows such a length.
    pub fn offer(&self, offer: Offer) -> Option<Offer> {
        let any = Grid { minutes: 5, mode: GridMode::Clock };
        let terms = Terms {
            duration_min: self.minutes(),
            buffer_before_min: 0,
            buffer_after_min: 0,
            grid: any,
            ..offer.terms()
        };
        Offer::new(terms).ok()
    }
}

/// A session as those know it who do not ask the database at each moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seating {
    pub service: ServiceId,
    pub location: LocationId,
    /// With the seats that are left now.
    pub session: Session,
    pub seats: i64,
    /// When seats become free by themselves.
    pub lapses: Vec<Timestamp>,
}

impl Seating {
    /// The session at `now`, if somebody sits there and a seat is left.
    pub fn joinable(&self, now: Timestamp) -> Option<Session> {
        let lapsed = self.lapses.iter().filter(|until| **until <= now).count();
        let left = self.session.left + lapsed as i64;
        (0 < left && left < self.seats).then_some(Session { left, ..self.session })
    }
}

/// Whose a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Booking(BookingId),
    /// All who have a seat in it.
    Session(SessionId),
}

impl Owner {
    /// The two columns in which it is stored.
    pub fn columns(self) -> (Option<BookingId>, Option<SessionId>) {
        match self {
            Owner::Booking(id) => (Some(id), None),
            Owner::Session(id) => (None, Some(id)),
        }
    }

    /// The one whom these columns name.
    pub fn of(columns: (Option<BookingId>, Option<SessionId>)) -> Option<Self> {
        match columns {
            (Some(id), None) => Some(Owner::Booking(id)),
            (None, Some(id)) => Some(Owner::Session(id)),
            _ => None,
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Owner::Booking(id) => write!(f, "booking {id}"),
            Owner::Session(id) => write!(f, "session {id}"),
        }
    }
}
