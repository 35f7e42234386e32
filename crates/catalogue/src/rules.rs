//! Decisions without a database: who may manage what, and which services a search means.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;

use crate::error::ServiceError;
use crate::model::{Listed, Service, ServiceChange, Sight};
use crate::search::Search;
use crate::words::{Wanted, fold};

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
        ..kept
    }
}

/// Whether a change touches what a service is found by.
pub fn is_found_otherwise(before: &Service, after: &Service) -> bool {
    before.active != after.active
        || (after.active && (before.price != after.price || fold(&before.name) != fold(&after.name)))
}

/// Whether an active service is what `search` means; `words` are those that nobody has looked for in its name yet.
pub fn fits(search: &Search, words: &[Wanted], listed: &Listed) -> bool {
    let service = &listed.service;
    search.band.holds(service.price)
        && search.category.is_none_or(|wanted| service.category.as_deref() == Some(wanted.key()))
        && search.duration_minutes.is_none_or(|wanted| service.duration_minutes == wanted)
        && search.specialist.is_none_or(|wanted| listed.card.profile_id == wanted)
        && has_words(words, &service.name)
        && search
            .city
            .as_deref()
            .is_none_or(|wanted| listed.card.city.as_deref().is_some_and(|city| fold(city) == wanted))
}

fn has_words(words: &[Wanted], name: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let folded = fold(name);
    words.iter().all(|wanted| wanted.is_in(&folded))
}
