//! What this wire shows.

use frontdesk_accounts::model::Person;
use serde::Serialize;
use serde_json::{Value, json};

use crate::stored::Stored;

/// The role of whoever has none of the other two.
pub(super) const PLAIN: &str = "user";
/// The roles that this wire knows.
pub(super) const ROLES: [&str; 3] = ["admin", "staff", PLAIN];

/// How a role of the model is called here.
pub(super) fn shown_role(role: &str) -> &'static str {
    ROLES.into_iter().find(|known| *known == role).unwrap_or(PLAIN)
}

/// An account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = AccountsUser)]
pub struct UserView {
    #[schema(example = 17)]
    pub id: i64,
    #[schema(example = "anna")]
    pub username: String,
    #[schema(example = "anna@example.com")]
    pub email: String,
    /// `admin`, `staff` or `user`; the roles of other wires are shown as `user`.
    #[schema(example = "user")]
    pub role: &'static str,
    #[schema(example = "Анна")]
    pub first_name: String,
    #[schema(example = "Иванова")]
    pub last_name: String,
    pub is_active: bool,
    /// Whether the older backend's own back office was open to them: never.
    #[schema(example = false)]
    pub is_staff: bool,
}

impl From<&Person> for UserView {
    fn from(person: &Person) -> Self {
        let mut stored = Stored::of(person);
        Self {
            id: person.id.0,
            username: person.username.clone().unwrap_or_default(),
            email: person.email.clone().unwrap_or_default(),
            role: shown_role(&person.role),
            first_name: stored.text("first_name").unwrap_or_default(),
            last_name: stored.text("last_name").unwrap_or_default(),
            is_active: person.suspended_at.is_none(),
            is_staff: false,
        }
    }
}

/// What is said after a change; programs compare the message.
pub(super) fn changed(message: &str, person: &Person) -> Value {
    json!({ "message": message, "user": UserView::from(person) })
}
