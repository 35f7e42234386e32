//! What this room shows of itself.

use frontdesk_catalogue::cards::Card;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::agreement::Agreement;
use crate::flow::Shown;
use crate::model::{Booking, Status};
use crate::rules;
use crate::store::items::ItemRow;

/// A booking, as both sides see it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Booking)]
pub struct BookingView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a93")]
    id: PublicId,
    /// `held`, `requested`, `confirmed` and `arrived` take time; the others are settled.
    #[schema(value_type = String, example = "confirmed")]
    status: Status,
    /// Until when the time is held; `null` unless it is `held`.
    #[schema(value_type = Option<String>, format = DateTime, example = json!(null))]
    hold_expires_at: Option<Timestamp>,
    /// As the clocks of the location show it, with their distance from UTC.
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    starts_at: String,
    #[schema(format = DateTime, example = "2030-05-06T12:45:00+03:00")]
    ends_at: String,
    /// The location's, by its IANA name.
    #[schema(example = "Europe/Moscow")]
    time_zone: &'a str,
    /// The services, one after another.
    items: Vec<BookedServiceView<'a>>,
    /// Of the whole visit, as agreed on, in minor units: kopecks, cents.
    #[schema(minimum = 0, example = 150_000)]
    price_minor: i64,
    /// ISO 4217.
    #[schema(example = "RUB")]
    currency: &'a str,
    /// Where; `null` when there is no such place any more.
    location: Option<BookedPlaceView<'a>>,
    /// Who works; `null` when they have left.
    specialist: Option<PersonView<'a>>,
    /// Who comes; `null` when they have left.
    client: Option<PersonView<'a>>,
    /// Who comes, when they have no account; shown to the business, and to whoever has the booking's secret.
    guest: Option<GuestView<'a>>,
    /// What the client had to say.
    #[schema(example = "Со двора, пожалуйста.")]
    note: &'a str,
    /// The last moment at which the client may cancel.
    #[schema(format = DateTime, example = "2030-05-05T12:00:00+03:00")]
    cancel_until: String,
    /// The last moment at which the client may move it.
    #[schema(format = DateTime, example = "2030-05-05T12:00:00+03:00")]
    reschedule_until: String,
    /// How often the client may still move it.
    #[schema(minimum = 0, example = 3)]
    reschedules_left: i64,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    updated_at: Timestamp,
}

impl<'a> BookingView<'a> {
    /// The view of a booking and what stands beside it.
    pub fn new(shown: &'a Shown) -> Result<Self, DbError> {
        let (booking, agreement) = (&shown.booking, Agreement::stored(&shown.booking)?);
        let told = |moment: Timestamp| told(moment, &zone(&booking.time_zone));
        Ok(Self {
            id: booking.public_id,
            status: booking.status,
            hold_expires_at: booking.hold_expires_at,
            starts_at: told(booking.starts_at),
            ends_at: told(booking.ends_at),
            time_zone: &booking.time_zone,
            items: BookedServiceView::all(shown, &agreement),
            price_minor: booking.price.0,
            currency: &booking.currency,
            location: BookedPlaceView::new(shown),
            specialist: shown.specialist.as_deref().map(PersonView::new),
            client: shown.client.as_deref().map(PersonView::new),
            guest: GuestView::new(&shown.booking),
            note: &booking.note,
            cancel_until: told(rules::cancel_until(booking, &agreement)),
            reschedule_until: told(rules::reschedule_until(booking, &agreement)),
            reschedules_left: (agreement.max_reschedules - booking.reschedules).max(0),
            created_at: booking.created_at,
            updated_at: booking.updated_at,
        })
    }
}

/// What was booked, as it was called then.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = BookedService)]
pub struct BookedServiceView<'a> {
    /// `null` when it is not offered any more.
    #[schema(value_type = Option<String>, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    id: Option<PublicId>,
    #[schema(example = "Массаж лица")]
    name: &'a str,
    #[schema(minimum = 5, example = 45)]
    duration_minutes: i64,
    /// In minor units, as agreed on.
    #[schema(minimum = 0, example = 150_000)]
    price_minor: i64,
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    starts_at: String,
    #[schema(format = DateTime, example = "2030-05-06T12:45:00+03:00")]
    ends_at: String,
}

impl<'a> BookedServiceView<'a> {
    fn all(shown: &'a Shown, agreement: &Agreement) -> Vec<Self> {
        let (booking, zone) = (&shown.booking, zone(&shown.booking.time_zone));
        let item = |item: &'a ItemRow| Self {
            id: item.service,
            name: &item.name,
            duration_minutes: item.duration_minutes,
            price_minor: item.price.0,
            starts_at: told(item.starts_at, &zone),
            ends_at: told(item.ends_at, &zone),
        };
        let only = || Self {
            id: shown.beside.as_ref().and_then(|beside| beside.service_id),
            name: &booking.service_name,
            duration_minutes: agreement.duration_minutes,
            price_minor: booking.price.0,
            starts_at: told(booking.starts_at, &zone),
            ends_at: told(booking.ends_at, &zone),
        };
        if shown.items.is_empty() { vec![only()] } else { shown.items.iter().map(item).collect() }
    }
}

/// Where to come.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = BookedPlace)]
pub struct BookedPlaceView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    id: PublicId,
    #[schema(example = "Студия на Баумана")]
    name: &'a str,
    #[schema(example = "Казань")]
    city: &'a str,
    #[schema(example = "ул. Баумана, 12, 2-й этаж")]
    address: &'a str,
}

impl<'a> BookedPlaceView<'a> {
    fn new(shown: &'a Shown) -> Option<Self> {
        let place = shown.beside.as_ref()?;
        Some(Self {
            id: place.location_id?,
            name: place.location_name.as_deref()?,
            city: place.city.as_deref()?,
            address: place.address.as_deref()?,
        })
    }
}

/// One of two who meet, as far as the operator lets anybody read their profile.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = BookedPerson)]
pub struct PersonView<'a> {
    /// The profile's.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a91")]
    id: PublicId,
    #[schema(example = "Анна Иванова")]
    full_name: Option<&'a str>,
    #[schema(example = "/media/avatars/01/019a9f7e.jpg")]
    avatar_url: Option<&'a str>,
}

impl<'a> PersonView<'a> {
    /// The view of somebody's card.
    pub fn new(card: &'a Card) -> Self {
        Self { id: card.profile_id, full_name: card.full_name.as_deref(), avatar_url: card.avatar_url.as_deref() }
    }
}

/// Somebody without an account.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = BookedGuestContact)]
pub struct GuestView<'a> {
    #[schema(example = "Анна Иванова")]
    name: &'a str,
    /// Empty when it is not known.
    #[schema(example = "anna@example.com")]
    email: &'a str,
    /// Empty when it is not known.
    #[schema(example = "+79161234567")]
    phone: &'a str,
}

impl<'a> GuestView<'a> {
    fn new(booking: &'a Booking) -> Option<Self> {
        let (name, email, phone) = (&booking.guest_name, &booking.guest_email, &booking.guest_phone);
        (!name.is_empty()).then_some(Self { name, email, phone })
    }
}

/// A page of bookings.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = BookingPage)]
pub struct BookingPage<'a> {
    pub items: Vec<BookingView<'a>>,
    /// Where the next page begins; `null` on the last one, but never where changes are read. Opaque: a changed or borrowed
    /// one is refused.
    pub next_cursor: Option<String>,
}

/// The zone called `name`; UTC, which is told with every time, if the zone data has lost it.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// `moment` as the clocks of `zone` show it, with their distance from UTC.
pub fn told(moment: Timestamp, zone: &TimeZone) -> String {
    let moment = jiff::Timestamp::from(moment);
    moment.display_with_offset(zone.to_offset(moment)).to_string()
}

/// A booking whose time is not open any more.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = StrandedBooking)]
pub struct StrandedView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a93")]
    id: PublicId,
    #[schema(value_type = String, example = "confirmed")]
    status: Status,
    /// As the clocks of the location show it, with their distance from UTC.
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    starts_at: String,
    #[schema(format = DateTime, example = "2030-05-06T12:45:00+03:00")]
    ends_at: String,
    /// The names of the services.
    #[schema(example = "Массаж лица")]
    service: &'a str,
    client: Option<PersonView<'a>>,
}

impl<'a> StrandedView<'a> {
    /// The view of a booking that a change of hours leaves out.
    pub fn new(shown: &'a Shown) -> Self {
        let (booking, zone) = (&shown.booking, zone(&shown.booking.time_zone));
        Self {
            id: booking.public_id,
            status: booking.status,
            starts_at: told(booking.starts_at, &zone),
            ends_at: told(booking.ends_at, &zone),
            service: &booking.service_name,
            client: shown.client.as_deref().map(PersonView::new),
        }
    }
}
