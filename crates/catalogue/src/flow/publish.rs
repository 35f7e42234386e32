//! A specialist offers a service.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::once::Made;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ServiceError;
use crate::model::{NewService, Once, Service, ServiceRef, Sight};
use crate::rules;
use crate::store::{self, changes, services};

/// Offers `new` in the caller's name, findable at once if it is active.
pub async fn publish(
    tx: &mut Tx,
    caller: &Caller,
    new: &NewService,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Service, ServiceError> {
    let specialist = rules::offering(caller)?;
    let service = services::insert(tx, specialist, new, public_id, now).await?;
    changes::note(tx, service.id, now).await?;
    Ok(service)
}

/// The same for a request that may be sent twice: the second time the service is there already.
///
/// It is shown as it is by then; [`ServiceError::NotFound`] when it has been withdrawn meanwhile.
pub async fn publish_once(
    tx: &mut Tx,
    caller: &Caller,
    new: &NewService,
    once: &Once,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Service, ServiceError> {
    let specialist = rules::offering(caller)?;
    match once.claim(tx, specialist, public_id, now).await? {
        Made::Now => publish(tx, caller, new, public_id, now).await,
        Made::Before(made) => {
            let made = store::find(tx, Sight::Only(specialist), ServiceRef::Public(made)).await?;
            made.ok_or(ServiceError::NotFound)
        }
        Made::OtherRequest => Err(ServiceError::KeyReused),
    }
}
