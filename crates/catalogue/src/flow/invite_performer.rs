//! The owner of a service asks a colleague to perform it too.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;

use crate::error::ServiceError;
use crate::model::{Performer, Service, ServiceRef};
use crate::rules;
use crate::store::{self, cards, performers};

/// Who is asked to perform which service, and what differs with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub service: ServiceRef,
    /// The profile's.
    pub specialist: PublicId,
    pub price: Option<Minor>,
    pub duration_minutes: Option<i64>,
}

/// Asks somebody to perform a service that the caller manages. Asked again on other terms, they have agreed to nothing
/// until they accept once more. Whoever manages everybody's services asks nobody: it holds at once.
pub async fn invite_performer(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    invitation: Invitation,
    now: Timestamp,
) -> Result<Performer, ServiceError> {
    let sight = rules::managing(caller)?;
    let service = store::find(tx, sight, invitation.service).await?.ok_or(ServiceError::NotFound)?;
    let specialist = performing(tx, model, &service, invitation.specialist).await?;
    let known = performers::of(tx, service.id).await?;
    let before = known.iter().find(|performer| performer.specialist_id == specialist);
    if before.is_none() {
        rules::one_more_performer(known.len())?;
    }
    let same = |before: &&Performer| {
        (before.price, before.duration_minutes) == (invitation.price, invitation.duration_minutes)
    };
    let accepted_at = before.filter(same).and_then(|before| before.accepted_at);
    let holds_at_once = caller.user_id != service.specialist_id;
    let performer = Performer {
        service_id: service.id,
        specialist_id: specialist,
        price: invitation.price,
        duration_minutes: invitation.duration_minutes,
        invited_at: before.map_or(now, |before| before.invited_at),
        accepted_at: accepted_at.or(holds_at_once.then_some(now)),
    };
    performers::put(tx, &performer).await?;
    Ok(performer)
}

/// Who has the profile and can be asked: somebody who has hours, and does not perform the service anyway.
async fn performing(tx: &mut Tx, model: &Model, service: &Service, profile: PublicId) -> Result<UserId, ServiceError> {
    let user = cards::user_of(tx, profile).await?.ok_or(ServiceError::NotFound)?;
    let account = users::find(tx, user).await?.filter(|account| account.suspended_at.is_none());
    let role = account.and_then(|account| model.role(&account.role));
    let works = role.is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule));
    if works && user != service.specialist_id { Ok(user) } else { Err(ServiceError::NotFound) }
}
