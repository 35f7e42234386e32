//! A service is no longer offered.

use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;

use crate::error::ServiceError;
use crate::model::ServiceRef;
use crate::rules;
use crate::store::{self, services};

/// Removes a service that the caller manages, with everything it is found by.
///
/// `expected_versions` are the versions that the caller has seen; when it is another by now, it stays.
pub async fn withdraw(
    tx: &mut Tx,
    caller: &Caller,
    service: ServiceRef,
    expected_versions: Option<&[i64]>,
) -> Result<(), ServiceError> {
    let sight = rules::managing(caller)?;
    let service = store::find(tx, sight, service).await?.ok_or(ServiceError::NotFound)?;
    if expected_versions.is_some_and(|seen| !seen.contains(&service.version)) {
        return Err(ServiceError::Stale);
    }
    if services::delete(tx, service.id).await? { Ok(()) } else { Err(ServiceError::NotFound) }
}
