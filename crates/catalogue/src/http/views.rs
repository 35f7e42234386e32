//! What this room shows of itself.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use serde::Serialize;

use crate::cards::Card;
use crate::model::{Listed, Service};

/// A service as everybody sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Service)]
pub struct ServiceView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    id: PublicId,
    #[schema(example = "Массаж лица")]
    name: &'a str,
    /// A category's key.
    #[schema(example = "massage")]
    category: Option<&'a str>,
    #[schema(example = "Классический, с маслом.")]
    description: &'a str,
    /// In minor units: kopecks, cents.
    #[schema(minimum = 0, example = 150_000)]
    price_minor: i64,
    /// ISO 4217.
    #[schema(example = "RUB")]
    currency: &'a str,
    #[schema(minimum = 0, example = 45)]
    duration_minutes: i64,
    /// Whether clients can see it.
    active: bool,
    /// Whether it can be booked: it is active and lasts 5 to 1,440 minutes, a multiple of 5.
    bookable: bool,
    /// What stays free before the start; a multiple of 5.
    #[schema(minimum = 0, maximum = 240, example = 0)]
    buffer_before_minutes: i64,
    /// What stays free after the end; a multiple of 5.
    #[schema(minimum = 0, maximum = 240, example = 0)]
    buffer_after_minutes: i64,
    /// Bookings close so many minutes before the start.
    #[schema(minimum = 0, maximum = 43_200, example = 0)]
    lead_minutes: i64,
    /// On how many dates it can be had, today included.
    #[schema(minimum = 1, maximum = 366, example = 60)]
    horizon_days: i64,
    /// Minutes between two possible starts.
    #[schema(minimum = 5, maximum = 60, example = 15)]
    grid_minutes: i64,
    /// From where starts are counted: `clock` or `opening`.
    #[schema(example = "clock")]
    grid_from: &'a str,
    /// How many bookings of it one date takes; no limit without.
    #[schema(minimum = 1, maximum = 100)]
    daily_limit: Option<i64>,
    /// Whether a booking is firm at once (`auto`), or when the specialist confirms it (`manual`).
    #[schema(example = "auto")]
    confirmation: &'a str,
    /// Clients may cancel until so many minutes before the start.
    #[schema(minimum = 0, maximum = 43_200, example = 0)]
    cancel_until_minutes: i64,
    /// Clients may move a booking until so many minutes before the start.
    #[schema(minimum = 0, maximum = 43_200, example = 0)]
    reschedule_until_minutes: i64,
    /// How often a client may move one booking.
    #[schema(minimum = 0, maximum = 100, example = 3)]
    max_reschedules: i64,
    /// How many clients come to it at once; each books a seat.
    #[schema(minimum = 1, maximum = 200, example = 1)]
    seats: i64,
    specialist: SpecialistView<'a>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    updated_at: Timestamp,
}

impl<'a> ServiceView<'a> {
    /// The view of a service and its specialist's card.
    pub fn new(listed: &'a Listed) -> Self {
        Self::beside(&listed.service, &listed.card)
    }

    /// The same for services that share a card.
    pub fn beside(service: &'a Service, card: &'a Card) -> Self {
        let terms = &service.terms;
        Self {
            id: service.public_id,
            name: &service.name,
            category: service.category.as_deref(),
            description: &service.description,
            price_minor: service.price.0,
            currency: &service.currency,
            duration_minutes: service.duration_minutes,
            active: service.active,
            bookable: service.is_bookable(),
            buffer_before_minutes: terms.buffer_before_minutes,
            buffer_after_minutes: terms.buffer_after_minutes,
            lead_minutes: terms.lead_minutes,
            horizon_days: terms.horizon_days,
            grid_minutes: terms.grid_minutes,
            grid_from: terms.grid_from.key(),
            daily_limit: terms.daily_limit,
            confirmation: terms.confirmation.key(),
            cancel_until_minutes: terms.cancel_until_minutes,
            reschedule_until_minutes: terms.reschedule_until_minutes,
            max_reschedules: terms.max_reschedules,
            seats: terms.seats,
            specialist: SpecialistView::new(card),
            created_at: service.created_at,
            updated_at: service.updated_at,
        }
    }
}

/// Whose service it is, as far as the operator lets anybody read it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Specialist)]
pub struct SpecialistView<'a> {
    /// The profile's.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a91")]
    id: PublicId,
    #[schema(example = "Анна Иванова")]
    full_name: Option<&'a str>,
    #[schema(example = "Казань")]
    city: Option<&'a str>,
    #[schema(example = "/media/avatars/01/019a9f7e.jpg")]
    avatar_url: Option<&'a str>,
}

impl<'a> SpecialistView<'a> {
    fn new(card: &'a Card) -> Self {
        Self {
            id: card.profile_id,
            full_name: card.full_name.as_deref(),
            city: card.city.as_deref(),
            avatar_url: card.avatar_url.as_deref(),
        }
    }
}

/// A page of services.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ServicePage)]
pub struct ServicePage<'a> {
    pub items: Vec<ServiceView<'a>>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    pub next_cursor: Option<String>,
}

/// A shelf of the catalogue.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Category)]
pub struct CategoryView {
    #[schema(example = "massage")]
    pub key: &'static str,
    /// In the language of the request.
    #[schema(example = "Массаж")]
    pub label: &'static str,
    /// How many services everybody may see in it.
    #[schema(minimum = 0, example = 128)]
    pub services: i64,
}

/// All shelves.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CategoryList)]
pub struct CategoryList {
    pub items: Vec<CategoryView>,
}
