//! Where and by whom a visit can be had.

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::{Service, ServiceId, ServiceRef, Sight};
use frontdesk_catalogue::store::performers::{self, Able};
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_schedule::{Location, LocationId};

use crate::agreement::Agreement;
use crate::calendar::{Diary, works};
use crate::error::BookingError;
use crate::model::Side;
use crate::offering::{Candidate, Offered, Part, Visit};
use crate::store::things;

/// Locations of a specialist that are looked through.
const MOST_LOCATIONS: i64 = 1_000;

/// The `visit` to what everybody may see, where and by whom it can be had.
pub async fn offered(tx: &mut Tx, model: &Model, visit: &Visit) -> Result<Offered, BookingError> {
    offered_to(tx, model, visit, Side::Client).await
}

/// The same for somebody on `side`: who does the work may book sooner and farther ahead.
pub async fn offered_to(tx: &mut Tx, model: &Model, visit: &Visit, side: Side) -> Result<Offered, BookingError> {
    let services = services(tx, visit).await?;
    let currency = services.first().map(|service| service.currency.clone()).ok_or(BookingError::NotFound)?;
    let mut able = performing(tx, &services, visit).await?;
    let mut working = Vec::with_capacity(able.len());
    for performer in able.drain(..) {
        if works(tx, model, performer.specialist).await? {
            working.push(performer);
        }
    }
    if working.is_empty() {
        return Err(BookingError::NotFound);
    }
    let ids: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
    let units = things::units(tx, &ids).await?;
    let mut candidates = Vec::with_capacity(working.len());
    let (found, unclear) = places(tx, working, visit.location).await?;
    let is_nowhere = found.is_empty();
    for (Performing { specialist, profile, parts }, location) in found {
        let terms = services.iter().zip(&parts).map(|(service, part)| Agreement::of(service, part.duration_minutes));
        let Some(agreement) = Agreement::of_visit(terms.collect()) else { continue };
        let ids: Vec<Option<ServiceId>> = parts.iter().map(|part| Some(part.service)).collect();
        let diary = Diary { units: units.clone(), ..Diary::of(location, &agreement, &ids, side)? };
        // One answer is told by the clocks of one zone: who works in another is asked for by name.
        if candidates.first().is_none_or(|first: &Candidate| first.diary.location.time_zone == diary.location.time_zone)
        {
            candidates.push(Candidate { specialist, profile, parts, agreement, diary });
        }
    }
    match (candidates.is_empty(), unclear) {
        (false, _) => Ok(Offered { currency, candidates }),
        (true, Some(refused)) if is_nowhere => Err(refused),
        (true, _) => Err(BookingError::NotBookable("duration")),
    }
}

/// The services of `visit`, all to be paid in one currency.
async fn services(tx: &mut Tx, visit: &Visit) -> Result<Vec<Service>, BookingError> {
    let find = ServiceRef::Public;
    let first = frontdesk_catalogue::store::find(tx, Sight::Everybody, find(visit.service)).await?;
    let mut all = vec![first.ok_or(BookingError::NotFound)?];
    for id in &visit.then {
        let next = frontdesk_catalogue::store::find(tx, Sight::Everybody, find(*id)).await?;
        match (next, all.first()) {
            (None, _) => return Err(refused("then", "invalid_choice", "field-service-unknown")),
            (Some(next), Some(first)) if next.currency != first.currency => {
                return Err(refused("then", "other_currency", "field-service-other-currency"));
            }
            (Some(next), _) => all.push(next),
        }
    }
    // Those who come with others come for nothing else: nobody waits for what follows.
    if all.len() > 1 && all.iter().any(|service| service.terms.seats > 1) {
        return Err(refused("then", "group_service", "field-service-group"));
    }
    Ok(all)
}

fn refused(field: &'static str, code: &'static str, key: &'static str) -> BookingError {
    Invalid::one(field, code, Message::new(key)).into()
}

/// Somebody who performs a visit, as they perform it.
struct Performing {
    specialist: UserId,
    profile: PublicId,
    parts: Vec<Part>,
}

/// Who performs all of `services`, by their numbers: at least one.
async fn performing(tx: &mut Tx, services: &[Service], visit: &Visit) -> Result<Vec<Performing>, BookingError> {
    let mut all: Vec<Performing> = Vec::new();
    for (place, service) in services.iter().enumerate() {
        let able = performers::able(tx, service.id).await?;
        let part = |able: &Able| Part {
            service: service.id,
            name: service.name.clone(),
            duration_minutes: able.duration_minutes,
            price: able.price,
        };
        if place == 0 {
            let begin = |able: &Able| Performing {
                specialist: able.specialist_id,
                profile: able.profile_id,
                parts: vec![part(able)],
            };
            all = able.iter().map(begin).collect();
        }
        all.retain_mut(|one| match able.iter().find(|able| able.specialist_id == one.specialist) {
            Some(_) if place == 0 => true,
            Some(able) => {
                one.parts.push(part(able));
                true
            }
            None => false,
        });
    }
    if all.is_empty() {
        return Err(refused("then", "other_specialist", "field-service-other-specialist"));
    }
    all.retain(|one| visit.specialist.is_none_or(|wanted| wanted == one.profile));
    if all.is_empty() { Err(refused("specialist", "invalid_choice", "field-specialist-unknown")) } else { Ok(all) }
}

/// Each performer's location: the one that is named so, or their only one; and what to refuse with if nobody has any. Who has
/// several works at one that is named.
async fn places(
    tx: &mut Tx,
    performers: Vec<Performing>,
    named: Option<PublicId>,
) -> Result<(Vec<(Performing, Location)>, Option<BookingError>), BookingError> {
    let (mut all, mut unclear) = (Vec::with_capacity(performers.len()), None);
    for performer in performers {
        let owner = performer.specialist;
        let mut own = frontdesk_schedule::store::locations::of_owner(tx, owner, LocationId(0), MOST_LOCATIONS).await?;
        let found = match named {
            Some(id) => own.into_iter().find(|location| location.public_id == id),
            None if own.len() > 1 => {
                unclear = Some(refused("location", "required", "field-location-needed"));
                None
            }
            None => own.pop(),
        };
        all.extend(found.map(|location| (performer, location)));
    }
    let nowhere = match named {
        Some(_) => refused("location", "invalid_choice", "field-location-unknown"),
        None => BookingError::NotBookable("no_location"),
    };
    Ok((all, Some(unclear.unwrap_or(nowhere))))
}
