//! What administration sees of an account.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::page::Page;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::caller::Caller;
use crate::declared::Model;
use crate::http::ProfileView;
use crate::model::Person;

/// An account as administration sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ManagedAccount)]
pub struct ManagedAccountView {
    #[schema(format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    pub id: String,
    #[schema(example = "anna")]
    pub username: Option<String>,
    #[schema(example = "anna@example.com")]
    pub email: Option<String>,
    pub email_verified: bool,
    #[schema(example = "+7 900 123-45-67")]
    pub phone: Option<String>,
    pub phone_verified: bool,
    #[schema(example = "specialist")]
    pub role: String,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub updated_at: Timestamp,
    /// Since when nobody can use it; `null` while somebody can.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub suspended_at: Option<Timestamp>,
    /// The declared fields that the caller may read.
    #[schema(value_type = ProfileView)]
    pub profile: Box<RawValue>,
}

impl ManagedAccountView {
    /// `person` as `caller` may see them.
    pub fn new(model: &Model, person: &Person, caller: &Caller) -> Self {
        Self {
            id: person.public_id.to_string(),
            username: person.username.clone(),
            email: person.email.clone(),
            email_verified: person.email_verified_at.is_some(),
            phone: person.phone.clone(),
            phone_verified: person.phone_verified_at.is_some(),
            role: person.role.clone(),
            created_at: person.created_at,
            updated_at: person.updated_at,
            suspended_at: person.suspended_at,
            profile: ProfileView::of(model, &person.profile(), Some(&caller.role), person.id == caller.user_id),
        }
    }
}

/// A page of accounts.
pub type ManagedAccountPage = Page<ManagedAccountView>;
