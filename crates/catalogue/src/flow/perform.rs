//! Somebody agrees to perform a colleague's service, or does not any more.

use std::collections::HashSet;

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::ServiceError;
use crate::model::{Performer, ServiceRef, Sight};
use crate::rules;
use crate::store::{self, cards, performers};

/// Performers of a service that the caller may see: those who have accepted and can be booked, to who manages it also
/// others who are asked or have been, and to everybody they themselves.
pub async fn list_performers(
    tx: &mut Tx,
    model: &Model,
    caller: Option<&Caller>,
    service: ServiceRef,
) -> Result<Vec<Performer>, ServiceError> {
    let service = store::find(tx, rules::seeing(caller), service).await?.ok_or(ServiceError::NotFound)?;
    let mut all = performers::of(tx, service.id).await?;
    let manages = caller.and_then(|caller| rules::managing(caller).ok()).is_some_and(|sight| match sight {
        Sight::Only(user) => user == service.specialist_id,
        _ => true,
    });
    if manages {
        return Ok(all);
    }
    let own = caller.map(|caller| caller.user_id);
    let works = |role: &str| model.role(role).is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule));
    let roles = performers::roles(tx, service.id).await?;
    let working: HashSet<UserId> = roles.iter().filter(|(_, role)| works(role)).map(|(id, _)| *id).collect();
    all.retain(|performer| {
        let can_be_booked = performer.accepted_at.is_some() && working.contains(&performer.specialist_id);
        can_be_booked || Some(performer.specialist_id) == own
    });
    Ok(all)
}

/// Accepts for the caller, whose profile `specialist` is: from then on they can be booked for the service.
pub async fn accept_performance(
    tx: &mut Tx,
    caller: &Caller,
    (service, specialist): (ServiceRef, PublicId),
    now: Timestamp,
) -> Result<(), ServiceError> {
    let user = cards::user_of(tx, specialist).await?.filter(|user| *user == caller.user_id);
    let user = user.ok_or(ServiceError::NotFound)?;
    let service = store::find(tx, Sight::All, service).await?.ok_or(ServiceError::NotFound)?;
    if performers::accept(tx, service.id, user, now).await? { Ok(()) } else { Err(ServiceError::NotFound) }
}

/// Takes somebody off a service: who manages it, or they themselves. Their bookings stay.
pub async fn dismiss_performer(
    tx: &mut Tx,
    caller: &Caller,
    (service, specialist): (ServiceRef, PublicId),
) -> Result<(), ServiceError> {
    let user = cards::user_of(tx, specialist).await?.ok_or(ServiceError::NotFound)?;
    let sight = if user == caller.user_id {
        Sight::All
    } else {
        rules::managing(caller).map_err(|_| ServiceError::NotFound)?
    };
    let service = store::find(tx, sight, service).await?.ok_or(ServiceError::NotFound)?;
    if performers::delete(tx, service.id, user).await? { Ok(()) } else { Err(ServiceError::NotFound) }
}
