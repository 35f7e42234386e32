//! What this wire shows.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::Person;
use frontdesk_accounts::store::sessions;
use frontdesk_accounts::token::Wire;
use frontdesk_kit::db::DbError;
use serde::Serialize;

use super::fields::flags;
use crate::stored::{Stored, called};
use crate::wire::Answer;

/// Where a token would stand: not logged in, or none of the reader's business.
const NO_TOKEN: &str = "0";

/// A record: no id, no password.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SessionTokenRecord)]
pub struct RecordView {
    #[schema(example = "Анна")]
    pub name: Option<String>,
    #[schema(example = "anna@example.com")]
    pub email: String,
    #[schema(example = "9746894500")]
    pub phone: Option<String>,
    #[schema(example = "Female")]
    pub gender: String,
    #[schema(example = true)]
    pub is_active: bool,
    #[schema(example = false)]
    pub is_staff: bool,
    #[schema(example = false)]
    pub is_superuser: bool,
    /// `0` when not logged in. A live token is shown to its owner only.
    #[schema(example = "0")]
    pub session_token: String,
    #[schema(format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub created_at: String,
    #[schema(format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub updated_at: String,
}

impl RecordView {
    /// The record of `person` as everybody who may may see it: without the token.
    pub fn new(person: &Person) -> Self {
        let mut stored = Stored::of(person);
        let (is_staff, is_superuser) = flags(&person.role);
        Self {
            name: called(person, &mut stored),
            email: person.email.clone().unwrap_or_default(),
            phone: person.phone.clone(),
            gender: stored.text("gender").unwrap_or_default(),
            is_active: person.suspended_at.is_none(),
            is_staff,
            is_superuser,
            session_token: NO_TOKEN.to_owned(),
            created_at: person.created_at.to_string(),
            updated_at: person.updated_at.to_string(),
        }
    }

    /// The same as `caller` sees it: with the token, if it is their own and lives.
    pub async fn seen_by(desk: &Desk, caller: &Caller, person: &Person) -> Answer<Self> {
        let mut view = Self::new(person);
        if caller.user_id == person.id {
            let (user, now) = (person.id, desk.clock.now());
            let live = desk.db.read(async move |tx| sessions::live_of_wire(tx, user, Wire::Short, now).await).await;
            if let Some(session) = live.map_err(|error: DbError| error)? {
                view.session_token = desk.tokens.short_token(session);
            }
        }
        Ok(view)
    }
}

/// What somebody gets who has logged in.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SessionTokenLoggedIn)]
pub struct LoggedInView {
    /// Says that one is logged in; it opens nothing.
    #[schema(example = "0123456789abcdef0123456789abcdef")]
    pub token: String,
    pub user: NumberedView,
}

/// A record with its number, as it was before the login.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SessionTokenNumberedRecord)]
pub struct NumberedView {
    #[schema(example = 17)]
    pub id: i64,
    #[serde(flatten)]
    pub record: RecordView,
}
