//! What this room shows of itself.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::decimal_text;
use serde::Serialize;

use crate::location::Location;

/// Decimals of a degree: a tenth of a metre.
pub const DEGREE_PLACES: u32 = 6;

/// A location as everybody sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Location)]
pub struct LocationView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    pub id: PublicId,
    #[schema(example = "Студия на Баумана")]
    pub name: String,
    #[schema(example = "Казань")]
    pub city: String,
    #[schema(example = "ул. Баумана, 12, 2-й этаж")]
    pub address: String,
    /// The IANA name of the zone in which its hours are told.
    #[schema(example = "Europe/Moscow")]
    pub time_zone: String,
    /// Decimal degrees as text; `null` if nobody has said where it is on the map.
    #[schema(example = "55.789140")]
    pub latitude: Option<String>,
    #[schema(example = "49.121834")]
    pub longitude: Option<String>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub updated_at: Timestamp,
}

impl LocationView {
    /// The view of `location`.
    pub fn new(location: &Location) -> Self {
        Self {
            id: location.public_id,
            name: location.name.clone(),
            city: location.city.clone(),
            address: location.address.clone(),
            time_zone: location.time_zone.clone(),
            latitude: location.latitude.map(degrees),
            longitude: location.longitude.map(degrees),
            created_at: location.created_at,
            updated_at: location.updated_at,
        }
    }
}

/// Millionths of a degree as decimal degrees.
pub fn degrees(millionths: i64) -> String {
    decimal_text(millionths, DEGREE_PLACES)
}

/// A page of locations.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = LocationPage)]
pub struct LocationPage {
    pub items: Vec<LocationView>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    pub next_cursor: Option<String>,
}

/// A date on which only those work who say so.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Holiday)]
pub struct HolidayView {
    #[schema(format = Date, example = "2027-01-01")]
    pub date: String,
    #[schema(example = "Новый год")]
    pub name: String,
}

/// Holidays, by date.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = HolidayList)]
pub struct HolidayList {
    pub items: Vec<HolidayView>,
}
