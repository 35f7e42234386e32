//! An account goes, with everything that hangs on it.

use frontdesk_kit::db::Tx;
use frontdesk_notify::outbox::Letter;

use super::last_admin;
use super::prove_owner::prove_owner;
use super::rank::may_manage;
use super::tell_owner::tell_owner;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::{Person, UserId};
use crate::picture::MediaName;
use crate::store::events::{Event, record};
use crate::store::{profiles, users};

/// Deletes the account with the number `target`: one's own, or anybody's for whoever manages accounts.
///
/// Its names and address are free again; its number never comes back. The last administrator stays.
pub async fn delete_account(desk: &Desk, caller: &Caller, target: UserId, origin: &Origin) -> Result<(), AccountError> {
    let (shared, actor, origin) = (desk.clone(), caller.clone(), origin.clone());
    let picture = desk.db.write(async move |tx| delete(tx, &shared, &actor, target, &origin).await).await?;
    desk.live.forget();
    desk.people.bump();
    if let Some(name) = picture.as_deref().and_then(MediaName::parse) {
        // A file that stays is found by the orphan sweep.
        if let Err(error) = desk.media.delete(&name) {
            tracing::warn!(%error, "the picture of a deleted account could not be removed");
        }
    }
    Ok(())
}

/// Does the same, with the caller's password as a fresh proof.
pub async fn delete_with_proof(
    desk: &Desk,
    caller: &Caller,
    target: UserId,
    current_password: &str,
    origin: &Origin,
) -> Result<(), AccountError> {
    prove_owner(desk, caller, current_password, origin).await?;
    delete_account(desk, caller, target, origin).await
}

/// Deletes the rows; the picture that nobody shows any more is returned.
async fn delete(
    tx: &mut Tx,
    desk: &Desk,
    caller: &Caller,
    target: UserId,
    origin: &Origin,
) -> Result<Option<String>, AccountError> {
    let person: Person = users::person(tx, target).await?.ok_or(AccountError::NotFound)?;
    if target != caller.user_id && !may_manage(desk, caller, &person) {
        return Err(if caller.may_read_accounts() { AccountError::Forbidden } else { AccountError::NotFound });
    }
    last_admin::stays(tx, &desk.model, &person, None, false).await?;
    if !users::delete(tx, target).await? {
        return Err(AccountError::NotFound);
    }
    let (who, now) = ((Some(caller.user_id), Some(target)), desk.clock.now());
    record(tx, Event::AccountDeleted, who, origin, &format!("role {}", person.role), now).await?;
    tell_owner(tx, &desk.limits, person.mailbox(), Letter::account_deleted, origin, now).await?;
    match person.avatar {
        Some(name) if !profiles::shows(tx, &name).await? => Ok(Some(name)),
        _ => Ok(None),
    }
}
