//! Bookings as values.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::{keyed, number_id, row};
use frontdesk_schedule::{Anchor, LocationId, Tick, Zone};

pub use crate::offering::Visit;

number_id! {
    /// The number of a booking; nobody outside sees it.
    BookingId
}

number_id! {
    /// The number of somebody, or of something, whose time can be booked.
    ResourceId
}

number_id! {
    /// The number of a thing; nobody outside sees it.
    ThingId
}

row! {
    /// A room, or a piece of equipment, that services may need.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Thing {
        pub id: ThingId,
        pub public_id: PublicId,
        pub owner_id: UserId,
        pub name: String,
        /// How many there are of it; each is a resource.
        pub units: i64,
    }
}

keyed! {
    /// How far a booking has come.
    pub enum Status {
        /// The time is kept for some minutes while the client makes up their mind: no booking yet.
        Held = "held",
        /// The time is taken; the specialist has not said yes yet.
        Requested = "requested",
        Confirmed = "confirmed",
        /// The client is there.
        Arrived = "arrived",
        Completed = "completed",
        NoShow = "no_show",
        /// The specialist said no.
        Declined = "declined",
        /// The specialist said nothing until the start.
        Expired = "expired",
        CancelledByClient = "cancelled_by_client",
        CancelledByBusiness = "cancelled_by_business",
    }
}

keyed! {
    /// Who has made a booking.
    pub enum Source {
        /// Its client, who has an account.
        App = "app",
        /// The business, for somebody.
        Staff = "staff",
        /// Its client, who has none.
        Guest = "guest",
    }
}

impl Status {
    /// Whether somebody is still to come, or there.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Requested | Status::Confirmed | Status::Arrived)
    }

    /// Whether a booking that comes to this gives its time back.
    pub fn frees(self) -> bool {
        matches!(self, Status::Declined | Status::Expired | Status::CancelledByClient | Status::CancelledByBusiness)
    }
}

row! {
    /// The agreement that somebody comes at a time.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Booking {
        pub id: BookingId,
        pub public_id: PublicId,
        /// The first of its services.
        pub service_id: Option<ServiceId>,
        pub location_id: Option<LocationId>,
        pub specialist_id: Option<UserId>,
        pub client_id: Option<UserId>,
        pub status: Status,
        /// Until when the time is held; only a hold has it.
        pub hold_expires_at: Option<Timestamp>,
        pub source: Source,
        pub guest_name: String,
        pub guest_email: String,
        pub guest_phone: String,
        /// Made although the time was taken: it claims nothing.
        pub forced: bool,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        /// The location's, by its IANA name.
        pub time_zone: String,
        /// What it is called; of several services, all names.
        pub service_name: String,
        /// Of the whole visit.
        pub price: Minor,
        /// ISO 4217.
        pub currency: String,
        /// An [`Agreement`](crate::agreement::Agreement) as it is stored.
        pub terms: String,
        /// How often the client has moved it.
        pub reschedules: i64,
        /// What the client has to say.
        pub note: String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        /// Counts the changes, from 1.
        pub version: i64,
    }
}

/// One service of a visit, as it was agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub service_id: Option<ServiceId>,
    pub name: String,
    pub duration_minutes: i64,
    pub price: Minor,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

row! {
    /// What somebody wants to hear about bookings.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Preferences {
        /// Letters about what becomes of them.
        pub bookings: bool,
        pub reminders: bool,
        /// Text messages, where there is no address for letters.
        pub sms: bool,
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self { bookings: true, reminders: true, sms: true }
    }
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub visit: Visit,
    pub starts_at: Timestamp,
    pub note: String,
}

/// Somebody without an account; empty is what is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guest {
    pub name: String,
    pub email: String,
    /// In international form.
    pub phone: String,
}

/// For whom the business books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Somebody with this profile.
    Client(PublicId),
    Guest(Guest),
}

/// A booking that the business makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behalf {
    pub whom: Whom,
    /// Whether it is to be made although the time is taken.
    pub allow_overlap: bool,
}

/// Somebody whose time can be booked, or one unit of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resource {
    pub id: ResourceId,
    pub anchor: Anchor,
}

/// On which side of a booking somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whoever comes.
    Client,
    /// Whoever works, or manages everybody's bookings.
    Business,
}

/// Which bookings a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Those that somebody has made or is booked for.
    Of(UserId),
    All,
}

impl Booking {
    /// On which side `caller` stands; whoever may see a booking stands on one.
    pub fn side_of(&self, caller: &Caller) -> Side {
        let is_only_client = self.client_id == Some(caller.user_id) && self.specialist_id != Some(caller.user_id);
        if is_only_client { Side::Client } else { Side::Business }
    }

    /// The minutes since midnight that the clocks of the location show at the start.
    pub fn local_minutes(&self) -> i64 {
        // A zone that the data has lost since: as UTC shows it, of which the doctor tells.
        let minutes = Zone::named(&self.time_zone).map(|zone| zone.minutes(self.starts_at.into()));
        minutes.unwrap_or(self.starts_at.0.rem_euclid(86_400) / 60)
    }

    /// The ticks of the service itself.
    pub fn ticks(&self) -> std::ops::Range<Tick> {
        tick(self.starts_at)..tick(self.ends_at)
    }
}

/// The tick that begins at `moment`, which the database holds to whole ticks.
pub fn tick(moment: Timestamp) -> Tick {
    Tick(moment.0.div_euclid(300))
}

/// The moment at which `tick` begins.
pub fn moment(tick: Tick) -> Timestamp {
    Timestamp(tick.0.saturating_mul(300))
}
