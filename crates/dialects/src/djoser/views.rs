//! What this wire shows of an account, in the order that its clients know.

use frontdesk_accounts::declared::Login;
use frontdesk_accounts::model::{Account, Person};
use serde::Serialize;

/// An account.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DjoserUser)]
pub struct UserView {
    #[schema(example = "anna@example.com")]
    pub email: String,
    #[schema(example = 17)]
    pub id: i64,
    /// Where people are known by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "anna")]
    pub username: Option<String>,
}

impl UserView {
    /// The view of `person` where people are known by `login`.
    pub fn new(person: &Person, login: Login) -> Self {
        Self {
            email: person.email.clone().unwrap_or_default(),
            id: person.id.0,
            username: username(person.username.as_ref(), login),
        }
    }
}

/// An account that has just been made.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = DjoserNewUser)]
pub struct NewUserView {
    #[schema(example = "anna@example.com")]
    pub email: String,
    /// Where people are known by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "anna")]
    pub username: Option<String>,
    #[schema(example = 17)]
    pub id: i64,
}

impl NewUserView {
    /// The view of `account` where people are known by `login`.
    pub fn new(account: &Account, login: Login) -> Self {
        Self {
            email: account.email.clone().unwrap_or_default(),
            username: username(account.username.as_ref(), login),
            id: account.id.0,
        }
    }
}

/// Who has no user name, made by another wire, has an empty one here.
fn username(name: Option<&String>, login: Login) -> Option<String> {
    (login == Login::Username).then(|| name.cloned().unwrap_or_default())
}
