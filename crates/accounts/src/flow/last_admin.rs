//! There is always somebody who can administer.

use frontdesk_kit::db::Tx;

use crate::declared::Model;
use crate::error::AccountError;
use crate::model::Person;
use crate::policy::Permission;
use crate::store::users;

/// Refuses what would leave nobody who manages accounts: `person` is about to have `role` (`None`: the same) and to be
/// usable or not. To be called in the transaction that does it, so that of two who leave at once one stays.
pub(super) async fn stays(
    tx: &mut Tx,
    model: &Model,
    person: &Person,
    role: Option<&str>,
    usable: bool,
) -> Result<(), AccountError> {
    let manages = |role: &str| model.role(role).is_some_and(|role| role.permissions.has(Permission::ManageAnyAccount));
    let is_one = manages(&person.role) && person.suspended_at.is_none();
    if !is_one || (usable && manages(role.unwrap_or(&person.role))) {
        return Ok(());
    }
    for role in model.roles.iter().filter(|role| role.permissions.has(Permission::ManageAnyAccount)) {
        if users::another_holds(tx, role.key.as_str(), person.id).await? {
            return Ok(());
        }
    }
    Err(AccountError::LastAdmin)
}
