//! The operator makes the first administrator with the one-time link.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use super::create_account::{NewAccount, create_account};
use crate::address::Origin;
use crate::error::AccountError;
use crate::model::Account;
use crate::store::events::Event;
use crate::store::{facts, users};

/// Under which the hash of the one-time link is kept.
pub const FIRST_ADMIN_FACT: &str = "setup_token";

/// Creates the administrator and uses the link up; refused when there is one already or the link is spent.
///
/// All in one transaction: of two who open the link at once, one is an administrator.
pub async fn create_first_admin(
    tx: &mut Tx,
    new: NewAccount,
    origin: &Origin,
    now: Timestamp,
) -> Result<Account, AccountError> {
    if users::count_role(tx, &new.user.role).await? > 0 || !facts::remove(tx, FIRST_ADMIN_FACT).await? {
        return Err(AccountError::AdminExists);
    }
    create_account(tx, new, (Event::AccountCreated, None), origin, now).await
}
