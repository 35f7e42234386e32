//! What this wire shows.

use std::borrow::Cow;

use frontdesk_accounts::http::avatar_url;
use frontdesk_accounts::model::Profile;
use frontdesk_catalogue::model::Service;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A profile: six keys and nothing else about the user.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = MarketplaceProfile)]
pub struct ProfileView<'a> {
    #[schema(example = 17)]
    pub id: i64,
    #[schema(example = "Анна Иванова")]
    pub full_name: Cow<'a, str>,
    #[schema(example = "https://example.com/media/avatars/01/019a9f7e-6c1f-7000-8000-2f6d3c1b5a90.jpg")]
    pub avatar: Option<String>,
    #[schema(example = "Массажист с медицинским образованием.")]
    pub bio: Cow<'a, str>,
    #[schema(example = "Казань")]
    pub city: Cow<'a, str>,
    #[schema(example = 7)]
    pub experience_years: i64,
}

/// The declared fields that this wire shows. An operator's model may hold something else under these names.
#[derive(Default, Deserialize)]
struct Stored<'a> {
    #[serde(borrow, default)]
    full_name: Option<&'a RawValue>,
    #[serde(borrow, default)]
    bio: Option<&'a RawValue>,
    #[serde(borrow, default)]
    city: Option<&'a RawValue>,
    #[serde(borrow, default)]
    experience_years: Option<&'a RawValue>,
}

impl<'a> ProfileView<'a> {
    /// The view, with the picture's address below `base`; what holds no text, or no number, shows nothing.
    pub fn new(profile: &'a Profile, base: &str) -> Self {
        let stored: Stored<'a> = serde_json::from_str(&profile.fields).unwrap_or_default();
        let text = |value: Option<&'a RawValue>| value.and_then(text).unwrap_or_default();
        let number = |value: &RawValue| serde_json::from_str(value.get()).ok();
        Self {
            id: profile.id.0,
            full_name: text(stored.full_name),
            avatar: profile.avatar.as_deref().map(|name| format!("{base}{}", avatar_url(name))),
            bio: text(stored.bio),
            city: text(stored.city),
            experience_years: stored.experience_years.and_then(number).unwrap_or(0),
        }
    }
}

/// A JSON text; most have nothing escaped and are borrowed.
fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let json = value.get();
    match json.strip_prefix('"')?.strip_suffix('"') {
        Some(plain) if !plain.contains('\\') => Some(Cow::Borrowed(plain)),
        _ => serde_json::from_str(json).ok().map(Cow::Owned),
    }
}

/// A service as this wire shows it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = MarketplaceService)]
pub struct ServiceView<'a> {
    #[schema(example = 42)]
    pub id: i64,
    #[schema(example = "Массаж лица")]
    pub name: &'a str,
    #[schema(example = "Расслабляющий массаж лица и шеи")]
    pub description: &'a str,
    /// Decimal text with two places.
    #[schema(example = "1500.00")]
    pub price: String,
    #[schema(example = 45)]
    pub duration_minutes: i64,
    #[schema(format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub created_at: String,
    /// The owner's user id.
    #[schema(example = 17)]
    pub specialist: i64,
}

impl<'a> From<&'a Service> for ServiceView<'a> {
    fn from(service: &'a Service) -> Self {
        Self {
            id: service.id.0,
            name: &service.name,
            description: &service.description,
            price: service.price.to_string(),
            duration_minutes: service.duration_minutes,
            created_at: service.created_at.to_string(),
            specialist: service.specialist_id.0,
        }
    }
}
