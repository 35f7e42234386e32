//! Decisions without a database: who may manage what, and what a change makes of a service.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;

use crate::error::ServiceError;
use crate::model::{Service, ServiceChange, Sight};

/// In whose name `caller` may offer services: the caller's own.
pub fn offering(caller: &Caller) -> Result<UserId, ServiceError> {
    if caller.may(Permission::ManageOwnServices) { Ok(caller.user_id) } else { Err(ServiceError::Forbidden) }
}

/// Which services `caller` may change and withdraw.
pub fn managing(caller: &Caller) -> Result<Sight, ServiceError> {
    if caller.may(Permission::ManageAnyService) { Ok(Sight::All) } else { offering(caller).map(Sight::Only) }
}

/// Which services `caller` may look at one by one.
pub fn seeing(caller: Option<&Caller>) -> Sight {
    match caller {
        None => Sight::Everybody,
        Some(caller) => managing(caller).map_or(Sight::Everybody, |sight| match sight {
            Sight::Only(own) => Sight::Also(own),
            other => other,
        }),
    }
}

/// How many may perform one service besides its owner.
const MOST_PERFORMERS: usize = 50;

/// Whether a service with so many performers takes one more.
pub fn one_more_performer(performers: usize) -> Result<(), ServiceError> {
    if performers < MOST_PERFORMERS { Ok(()) } else { Err(ServiceError::TooManyPerformers) }
}

/// The service as it is after `change`.
pub fn changed(service: &Service, change: &ServiceChange) -> Service {
    let kept = service.clone();
    Service {
        name: change.name.clone().unwrap_or(kept.name),
        description: change.description.clone().unwrap_or(kept.description),
        category: match change.category {
            Some(category) => category.map(|category| category.key().to_owned()),
            None => kept.category,
        },
        price: change.price.unwrap_or(kept.price),
        currency: change.currency.map_or(kept.currency, |currency| currency.code().to_owned()),
        duration_minutes: change.duration_minutes.unwrap_or(kept.duration_minutes),
        active: change.active.unwrap_or(kept.active),
        terms: change.terms.of(kept.terms),
        ..kept
    }
}
