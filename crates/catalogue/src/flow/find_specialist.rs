//! Somebody looks at a specialist.

use frontdesk_accounts::declared::{Model, Role};
use frontdesk_accounts::model::Profile;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::profiles;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ServiceError;

/// The profile called `id`, if it is that of somebody who offers services and is in good standing.
pub async fn find_specialist(tx: &mut Tx, model: &Model, id: PublicId) -> Result<Profile, ServiceError> {
    let profile = profiles::by_public_id(tx, id).await?.ok_or(ServiceError::NotFound)?;
    let offers = |role: &Role| role.permissions.has(Permission::ManageOwnServices);
    if model.role(&profile.role).is_some_and(offers) { Ok(profile) } else { Err(ServiceError::NotFound) }
}
