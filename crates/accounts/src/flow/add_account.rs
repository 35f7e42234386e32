//! Whoever administers makes an account for somebody else.

use super::create_account::create_account;
use super::newcomer::{KnownAddress, Newcomer, SignUp};
use super::rank;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::Account;
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
    if !rank::may_appoint(desk, caller, &request.role) {
        return Err(AccountError::Forbidden);
    }
    let roles: Vec<&str> = desk.model.roles.iter().map(|role| role.key.as_str()).collect();
    let newcomer = Newcomer::check(desk, request, &roles, KnownAddress::Named).await?;
    let new = newcomer.prepare(desk).await?;
    let (actor, origin, now) = (caller.user_id, origin.clone(), desk.clock.now());
    desk.db
        .write(async move |tx| create_account(tx, new, (Event::AccountCreated, Some(actor)), &origin, now).await)
        .await
}
