//! The owner changes the password.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::input::Invalid;
use frontdesk_notify::outbox::Letter;

use super::own_names::names_of;
use super::prove_owner::{Owner, prove_owner};
use super::tell_owner::tell_owner;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::limits::Limits;
use crate::model::{Account, SessionId, UserId};
use crate::password::{Context, PasswordPolicy};
use crate::store::events::{Event, record};
use crate::store::{proofs, sessions, users};
use crate::words;

/// What the owner typed.
#[derive(Clone)]
pub struct ChangePassword {
    pub current: String,
    pub new: String,
    pub policy: PasswordPolicy,
}

/// Changes the caller's password, ends every other session and tells the owner by mail.
pub async fn change_password(
    desk: &Desk,
    caller: &Caller,
    request: ChangePassword,
    origin: &Origin,
) -> Result<(), AccountError> {
    let now = desk.clock.now();
    let Owner { account, password_hash: old } = prove_owner(desk, caller, &request.current, origin).await?;
    let mut invalid = Invalid::default();
    let names = names_of(desk, account.id).await?;
    let context = Context {
        username: account.username.as_deref(),
        email: account.email.as_deref(),
        phone: account.phone.as_deref(),
        ..desk.password_context(names)
    };
    let password = words::new_password("new_password", &request.new, &request.policy, &context, &mut invalid);
    let password = invalid.or_ok(password)?.ok_or(AccountError::NotFound)?;
    let new = desk.hasher.hash(password, desk.entropy.bytes()).await?;

    let (present, limits, origin) = (caller.session.map(|(id, _)| id), desk.limits.clone(), origin.clone());
    desk.db.write(async move |tx| write(tx, &limits, &account, (&old, &new), present, (&origin, now)).await).await?;
    desk.live.forget();
    Ok(())
}

async fn write(
    tx: &mut Tx,
    limits: &Limits,
    account: &Account,
    (old, new): (&str, &str),
    present: Option<SessionId>,
    (origin, now): (&Origin, Timestamp),
) -> Result<(), AccountError> {
    let user: UserId = account.id;
    if !users::change_hash(tx, user, old, new, now).await? {
        return Err(AccountError::Stale);
    }
    proofs::void_but_disowning(tx, user).await?;
    sessions::end_all(tx, user, present, "password_changed", now).await?;
    record(tx, Event::PasswordChanged, (Some(user), Some(user)), origin, "", now).await?;
    Ok(tell_owner(tx, limits, account.mailbox(), Letter::password_changed, origin, now).await?)
}
