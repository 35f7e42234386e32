//! The first administrator of a fresh installation, made through a link that works once.
//!
//! No default password exists: whoever reads the server's output at its first start gets the link, and with it the
//! right to say who the administrator is. Only its hash is stored, a new start voids the old one, and the first
//! administrator voids it for ever.

mod http;
mod newcomer;
mod token;

use frontdesk_accounts::declared::{Model, Role};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::FIRST_ADMIN_FACT;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::{facts, users};
use frontdesk_kit::db::{DbError, Tx};

pub use self::http::router;
pub use self::newcomer::Newcomer;
pub use self::token::SetupToken;

/// The role that may give roles to others: the first administrator's.
pub fn admin_role(model: &Model) -> Option<&Role> {
    let is_admin = |role: &&Role| {
        role.permissions.has(Permission::GrantRoles) && role.permissions.has(Permission::ManageAnyAccount)
    };
    model.roles.iter().find(is_admin)
}

/// Makes a new link if there is no administrator yet; `None` when one is not needed.
pub async fn prepare(desk: &Desk) -> Result<Option<SetupToken>, DbError> {
    let Some(role) = admin_role(&desk.model) else { return Ok(None) };
    let (role, token) = (role.key.as_str().to_owned(), SetupToken::new(desk.entropy));
    let hash = token.hash();
    let is_needed = desk.db.write(async move |tx| replace(tx, &role, &hash).await).await?;
    Ok(is_needed.then_some(token))
}

async fn replace(tx: &mut Tx, role: &str, hash: &str) -> Result<bool, DbError> {
    if users::count_role(tx, role).await? > 0 {
        facts::remove(tx, FIRST_ADMIN_FACT).await?;
        return Ok(false);
    }
    facts::set(tx, FIRST_ADMIN_FACT, hash).await?;
    Ok(true)
}
