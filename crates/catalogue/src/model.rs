//! Services as values.

use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::{number_id, row};

use crate::cards::Card;
use crate::category::Category;
use crate::currency::Currency;
use crate::terms::fits_a_calendar;
pub use frontdesk_accounts::once::Once;

pub use crate::terms::{Confirmation, GridFrom, ServiceTerms, TermsChange};

number_id! {
    /// The number of a service; the older wires show it, it is never used again.
    ServiceId
}

/// What a specialist offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub id: ServiceId,
    pub public_id: PublicId,
    pub specialist_id: UserId,
    pub name: String,
    pub description: String,
    /// A category's key; one that this version no longer knows is shown as it is.
    pub category: Option<String>,
    pub price: Minor,
    /// ISO 4217.
    pub currency: String,
    pub duration_minutes: i64,
    /// Whether clients can see it.
    pub active: bool,
    /// On which terms it can be booked.
    pub terms: ServiceTerms,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Counts the changes, from 1.
    pub version: i64,
}

impl Service {
    /// Whether it can be booked: it is active, and lasts what a calendar can hold. The older wires take any duration.
    pub fn is_bookable(&self) -> bool {
        self.active && fits_a_calendar(self.duration_minutes)
    }
}

/// A service beside the card of its specialist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub service: Service,
    pub card: Arc<Card>,
}

/// A service that is to be offered; lengths and ranges were checked at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewService {
    pub name: String,
    pub description: String,
    pub category: Option<Category>,
    pub price: Minor,
    pub currency: Currency,
    pub duration_minutes: i64,
    pub active: bool,
    pub terms: ServiceTerms,
}

/// What is to become different about a service; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceChange {
    pub name: Option<String>,
    pub description: Option<String>,
    /// `Some(None)` takes it off its shelf.
    pub category: Option<Option<Category>>,
    pub price: Option<Minor>,
    pub currency: Option<Currency>,
    pub duration_minutes: Option<i64>,
    pub active: Option<bool>,
    pub terms: TermsChange,
}

row! {
    /// Somebody else than its owner who performs a service, or is asked to.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Performer {
        pub service_id: ServiceId,
        pub specialist_id: UserId,
        /// What differs from what the service says.
        pub price: Option<Minor>,
        pub duration_minutes: Option<i64>,
        pub invited_at: Timestamp,
        /// Since when clients can book them for it.
        pub accepted_at: Option<Timestamp>,
    }
}

row! {
    /// Somebody else's service that somebody performs, or is asked to.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Performance {
        pub service: PublicId,
        pub name: String,
        /// The profile of whose service it is.
        pub owner: PublicId,
        pub price: Option<Minor>,
        pub duration_minutes: Option<i64>,
        pub invited_at: Timestamp,
        pub accepted_at: Option<Timestamp>,
    }
}

/// How a request names a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceRef {
    /// As the older wires do.
    Number(ServiceId),
    /// As the native API does.
    Public(PublicId),
}

/// Which services a reader may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Active services of specialists who are not suspended.
    Everybody,
    /// All services of one specialist, also inactive ones, and nothing else.
    Only(UserId),
    /// What everybody sees, and all services of one specialist.
    Also(UserId),
    /// All there is.
    All,
}

/// What clients think of a specialist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    /// Of all ratings, each from 1 to 5.
    pub sum: i64,
    pub count: i64,
}

impl Rating {
    /// The mean; `None` of nothing.
    pub fn average(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / self.count as f64)
    }
}
