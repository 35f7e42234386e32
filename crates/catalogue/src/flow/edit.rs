//! A service becomes different.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use crate::error::ServiceError;
use crate::model::{Service, ServiceChange, ServiceRef};
use crate::rules;
use crate::store::{self, changes, services};

/// Applies `change` to a service that the caller manages; with nothing to change it stays the version that it is.
///
/// `expected_versions` are the versions that the caller has seen; when it is another by now, nothing changes.
pub async fn edit(
    tx: &mut Tx,
    caller: &Caller,
    service: ServiceRef,
    change: &ServiceChange,
    expected_versions: Option<&[i64]>,
    now: Timestamp,
) -> Result<Service, ServiceError> {
    let sight = rules::managing(caller)?;
    let before = store::find(tx, sight, service).await?.ok_or(ServiceError::NotFound)?;
    if expected_versions.is_some_and(|seen| !seen.contains(&before.version)) {
        return Err(ServiceError::Stale);
    }
    let after = rules::changed(&before, change);
    if after == before {
        return Ok(before);
    }
    if !services::update(tx, &after, now).await? {
        return Err(ServiceError::Stale);
    }
    changes::note(tx, after.id, now).await?;
    Ok(Service { version: after.version + 1, updated_at: now, ..after })
}
