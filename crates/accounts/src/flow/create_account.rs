//! An account comes into being, with its profile, in one transaction.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use crate::address::Origin;
use crate::declared::NewProfile;
use crate::error::AccountError;
use crate::model::{Account, UserId};
use crate::store::events::{Event, record};
use crate::store::users::NewUser;
use crate::store::{profiles, users};

/// What is needed for an account and its profile.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub user: NewUser,
    pub profile_id: PublicId,
    pub profile: NewProfile,
}

/// Creates an account; a taken name, address or unique value is refused by the database and named by field.
pub async fn create_account(
    tx: &mut Tx,
    new: NewAccount,
    (event, actor): (Event, Option<UserId>),
    origin: &Origin,
    now: Timestamp,
) -> Result<Account, AccountError> {
    let id = users::insert(tx, &new.user, now).await.map_err(taken)?;
    profiles::insert(tx, new.profile_id, id, &new.profile.fields, now).await?;
    profiles::index(tx, id, &new.profile.keys).await?;
    record(tx, event, (actor.or(Some(id)), Some(id)), origin, &format!("role {}", new.user.role), now).await?;
    users::find(tx, id).await?.ok_or(AccountError::NotFound)
}

/// The error of a race that the unique rules decided.
pub(super) fn taken(error: DbError) -> AccountError {
    if error.is_constraint("users_username_key_key") {
        Invalid::one("username", "taken", Message::new("field-username-taken")).into()
    } else if error.is_constraint("users_email_key_key") {
        Invalid::one("email", "taken", Message::new("field-email-taken")).into()
    } else {
        error.into()
    }
}
