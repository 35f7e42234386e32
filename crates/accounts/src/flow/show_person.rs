//! Somebody looks at an account.

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::{Person, UserId};
use crate::policy::Permission;
use crate::store::users;

/// The account with the number `target`: one's own, or anybody's for whoever manages accounts.
///
/// Everybody else is refused, whether there is such an account or not.
pub async fn show_person(desk: &Desk, caller: &Caller, target: UserId) -> Result<Person, AccountError> {
    if target != caller.user_id && !caller.may(Permission::ManageAnyAccount) {
        return Err(AccountError::Forbidden);
    }
    let found = desk.db.read(async move |tx| users::person(tx, target).await).await?;
    found.ok_or(AccountError::NotFound)
}

/// The account with the number `target`: one's own, or anybody's for whoever may look at accounts.
///
/// To everybody else there is no other.
pub async fn read_person(desk: &Desk, caller: &Caller, target: UserId) -> Result<Person, AccountError> {
    if target != caller.user_id && !caller.may_read_accounts() {
        return Err(AccountError::NotFound);
    }
    let found = desk.db.read(async move |tx| users::person(tx, target).await).await?;
    found.ok_or(AccountError::NotFound)
}
