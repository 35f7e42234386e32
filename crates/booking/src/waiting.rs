//! Somebody waits for a time to come free.

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{keyed, number_id, row};
use frontdesk_schedule::LocationId;

use crate::offering::Visit;
use crate::search::End;

number_id! {
    /// The number of an entry; nobody outside sees it.
    EntryId
}

keyed! {
    /// What has become of an entry.
    pub enum Stand {
        Waiting = "waiting",
        /// A time is held for its client.
        Offered = "offered",
        /// The client has booked what was offered.
        Booked = "booked",
        /// Its time is over, what it was for is not offered any more, or its client let three offers lapse.
        Ended = "ended",
    }
}

row! {
    /// An entry of the waitlist.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Entry {
        pub id: EntryId,
        pub public_id: PublicId,
        pub client_id: UserId,
        pub service: PublicId,
        pub service_name: String,
        pub specialist_id: Option<UserId>,
        /// The profile of the one specialist who will do.
        pub specialist: Option<PublicId>,
        /// The one location that will do.
        pub location: Option<PublicId>,
        /// Between which moments the visit may begin, both included.
        pub from_at: Timestamp,
        pub to_at: Timestamp,
        pub status: Stand,
        /// What was offered last, if it is still there, and in which zone it is.
        pub hold: Option<PublicId>,
        pub time_zone: Option<String>,
        pub offered_start: Option<Timestamp>,
        pub offered_until: Option<Timestamp>,
        pub created_at: Timestamp,
    }
}

impl Entry {
    /// What its client would come for.
    pub fn visit(&self) -> Visit {
        Visit { service: self.service, then: Vec::new(), specialist: self.specialist, location: self.location }
    }

    /// Whether a visit that begins at `start` would be as wanted, and is not what was offered last.
    pub fn suits(&self, start: Timestamp) -> bool {
        (self.from_at..=self.to_at).contains(&start) && self.offered_start != Some(start)
    }
}

/// What somebody would wait for, and when they could come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hope {
    pub visit: Visit,
    /// Without, from now on.
    pub from: Option<End>,
    pub to: End,
}

/// An entry that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewEntry {
    pub public_id: PublicId,
    pub client: UserId,
    pub service: ServiceId,
    pub specialist: Option<UserId>,
    pub location: Option<LocationId>,
    pub from_at: Timestamp,
    pub to_at: Timestamp,
}
