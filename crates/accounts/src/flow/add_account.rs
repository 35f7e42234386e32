//! Whoever administers makes an account for somebody else.

use super::create_account::create_account;
use super::newcomer::{KnownAddress, Newcomer, SignUp};
use super::rank;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::Account;
use crate::policy::Permission;
use crate::store::events::Event;

/// Makes an account with any role that the caller may give; it is usable at once.
///
/// Whoever administers sees all accounts: a known e-mail address is a faulty field, whatever the manner.
pub async fn add_account(
    desk: &Desk,
    caller: &Caller,
    request: SignUp,
    origin: &Origin,
) -> Result<Account, AccountError> {
    may_add(desk, caller, &request.role)?;
    let roles: Vec<&str> = desk.model.roles.iter().map(|role| role.key.as_str()).collect();
    let newcomer = Newcomer::check(desk, request, &roles, KnownAddress::Named).await?;
    let new = newcomer.prepare(desk).await?;
    let (actor, origin, now) = (caller.user_id, origin.clone(), desk.clock.now());
    desk.db
        .write(async move |tx| create_account(tx, new, (Event::AccountCreated, Some(actor)), &origin, now).await)
        .await
}

/// A role that does not exist is a faulty field, not a missing right.
fn may_add(desk: &Desk, caller: &Caller, role: &str) -> Result<(), AccountError> {
    let may_give = match desk.model.role(role) {
        Some(known) if known.sign_up => rank::covers(desk, caller, role),
        Some(_) => rank::may_grant(desk, caller, role),
        None => true,
    };
    if caller.may(Permission::ManageAnyAccount) && may_give { Ok(()) } else { Err(AccountError::Forbidden) }
}
