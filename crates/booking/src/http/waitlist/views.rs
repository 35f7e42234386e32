//! What is shown of those who wait.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::cards::Card;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use serde::Serialize;

use crate::http::views::{PersonView, told, zone};
use crate::waiting::{Entry, Stand};

/// Somebody who waits for a time to come free.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WaitlistEntry)]
pub struct EntryView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a95")]
    id: PublicId,
    /// `waiting`, `offered`, `booked` or `ended`.
    #[schema(value_type = String, example = "offered")]
    status: Stand,
    service: AwaitedServiceView<'a>,
    /// The one specialist who will do; `null` if anybody will who performs the service.
    specialist: Option<PersonView<'a>>,
    /// The id of the one location that will do.
    #[schema(value_type = Option<String>, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    location: Option<PublicId>,
    /// Who waits.
    client: Option<PersonView<'a>>,
    /// Between which moments the visit may begin, both included.
    #[schema(value_type = String, format = DateTime, example = "2030-05-05T21:00:00Z")]
    from: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2030-05-08T20:59:59Z")]
    to: Timestamp,
    /// What is held for the client; `null` unless the entry is `offered`.
    offer: Option<OfferView>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    created_at: Timestamp,
}

/// A service that somebody waits for.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = AwaitedService)]
pub struct AwaitedServiceView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    id: PublicId,
    #[schema(example = "Массаж лица")]
    name: &'a str,
}

/// A time that is held for somebody who has waited.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WaitlistOffer)]
pub struct OfferView {
    /// The id of the hold: `POST /api/v1/holds/{id}/booking` books it.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a93")]
    hold: PublicId,
    /// As the clocks of the location show it, with their distance from UTC.
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    starts_at: String,
    /// Until when it is held.
    #[schema(value_type = String, format = DateTime, example = "2030-05-05T06:30:00Z")]
    hold_expires_at: Timestamp,
}

impl<'a> EntryView<'a> {
    /// The view of an entry, with the cards of those whom it names.
    pub fn new(entry: &'a Entry, cards: &'a HashMap<UserId, Arc<Card>>) -> Self {
        let person = |user: UserId| cards.get(&user).map(|card| PersonView::new(card));
        Self {
            id: entry.public_id,
            status: entry.status,
            service: AwaitedServiceView { id: entry.service, name: &entry.service_name },
            specialist: entry.specialist_id.and_then(person),
            location: entry.location,
            client: person(entry.client_id),
            from: entry.from_at,
            to: entry.to_at,
            offer: OfferView::new(entry),
            created_at: entry.created_at,
        }
    }
}

impl OfferView {
    fn new(entry: &Entry) -> Option<Self> {
        if entry.status != Stand::Offered {
            return None;
        }
        let zone = zone(entry.time_zone.as_deref()?);
        let (starts_at, hold_expires_at) = (told(entry.offered_start?, &zone), entry.offered_until?);
        Some(Self { hold: entry.hold?, starts_at, hold_expires_at })
    }
}
