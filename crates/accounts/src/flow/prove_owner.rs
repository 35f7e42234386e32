//! A fresh proof: the owner types the password once more before something that matters.

use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use super::sign_in::prove;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::limits::Guesses;
use crate::model::Account;
use crate::password::Password;
use crate::store::events::{Event, record};
use crate::store::users;

/// The account of whoever has just proved to be its owner.
pub struct Owner {
    pub account: Account,
    /// The hash that the password was held against.
    pub(super) password_hash: String,
}

/// Compares `typed` with the caller's password; a wrong one is a fault of the field `current_password`.
///
/// Attempts are counted together with those of sign-in.
pub async fn prove_owner(desk: &Desk, caller: &Caller, typed: &str, origin: &Origin) -> Result<Owner, AccountError> {
    let (now, user) = (desk.clock.now(), caller.user_id);
    let found = desk.db.read(async move |tx| {
        Ok::<_, AccountError>((users::find(tx, user).await?, users::credential_of(tx, user).await?))
    });
    let (Some(account), credential) = found.await? else { return Err(AccountError::NotFound) };
    let guesses = Guesses::in_session(caller, origin);
    desk.limits.admit(&desk.db, &guesses, now).await?;
    let wrong = || Invalid::one("current_password", "wrong", Message::new("field-password-wrong"));
    let typed = Password::parse(typed).map_err(|_| wrong())?;
    let (credential, verdict) = prove(desk, credential, &typed).await?;
    if let Some(password_hash) = credential.and_then(|credential| credential.password_hash).filter(|_| verdict.ok) {
        desk.limits.acquit(&desk.db, &guesses).await?;
        return Ok(Owner { account, password_hash });
    }
    let (origin, who) = (origin.clone(), (Some(user), Some(user)));
    let note =
        async move |tx: &mut frontdesk_kit::db::Tx| record(tx, Event::PasswordProofFailed, who, &origin, "", now).await;
    desk.db.write(note).await.map_err(|error: DbError| error)?;
    Err(wrong().into())
}
