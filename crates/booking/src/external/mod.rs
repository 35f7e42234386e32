//! Calendars that specialists keep elsewhere: what is busy there cannot be booked here.

mod reader;

pub use reader::{Reading, Unreadable, Window, read};

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{number_id, row};

number_id! {
    /// The number of a calendar; nobody outside sees it.
    CalendarId
}

row! {
    /// A calendar elsewhere.
    ///
    /// Its address is often a secret by itself: it is shown to nobody, and never logged.
    #[derive(Clone)]
    pub struct ExternalCalendar {
        pub id: CalendarId,
        pub public_id: PublicId,
        pub owner_id: UserId,
        pub url: String,
        /// What the server called what it sent last; empty if it did not.
        pub etag: String,
        /// When it was last read to the end.
        pub read_at: Option<Timestamp>,
        /// When it was last asked, and why that was in vain; empty if it was not.
        pub tried_at: Option<Timestamp>,
        pub error: String,
        /// Events of which nobody knows when they are.
        pub skipped: i64,
        /// How often asking was in vain since it was read.
        pub failures: i64,
        pub created_at: Timestamp,
    }
}
