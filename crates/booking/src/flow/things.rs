//! Rooms and equipment: what there is, and what a service needs.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::{Service, ServiceRef};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_schedule::Reach;
use frontdesk_schedule::rules::{managing, room, working};

use crate::error::BookingError;
use crate::model::{Thing, ThingId};
use crate::store::things;

/// Things that one specialist may have.
const MOST: i64 = 50;

/// Adds a thing of the caller's.
pub async fn add_thing(
    tx: &mut Tx,
    caller: &Caller,
    (name, units): (String, i64),
    public_id: PublicId,
    now: Timestamp,
) -> Result<Thing, BookingError> {
    let owner_id = working(caller)?;
    room("things", things::of_owner(tx, owner_id).await?.len() as i64, MOST)?;
    let thing = Thing { id: ThingId(0), public_id, owner_id, name, units };
    Ok(things::insert(tx, thing, now).await?)
}

/// Changes a thing that the caller manages. Fewer units from now on: what is booked keeps the unit that it has.
pub async fn edit_thing(
    tx: &mut Tx,
    caller: &Caller,
    id: PublicId,
    (name, units): (Option<String>, Option<i64>),
) -> Result<Thing, BookingError> {
    let thing = things::find(tx, managing(caller)?, id).await?.ok_or(BookingError::NotFound)?;
    let thing = Thing { name: name.unwrap_or(thing.name), units: units.unwrap_or(thing.units), ..thing };
    things::update(tx, &thing).await?;
    Ok(thing)
}

/// Removes a thing that the caller manages: nothing needs it any more.
pub async fn remove_thing(tx: &mut Tx, caller: &Caller, id: PublicId) -> Result<(), BookingError> {
    let thing = things::find(tx, managing(caller)?, id).await?.ok_or(BookingError::NotFound)?;
    Ok(things::delete(tx, thing.id).await?)
}

/// What a service that the caller manages needs.
pub async fn needed_things(tx: &mut Tx, caller: &Caller, service: PublicId) -> Result<Vec<Thing>, BookingError> {
    let service = managed(tx, caller, service).await?;
    Ok(things::needed(tx, service.id).await?)
}

/// Says anew what a service that the caller manages needs: things of its owner's.
pub async fn need_things(
    tx: &mut Tx,
    caller: &Caller,
    service: PublicId,
    wanted: &[PublicId],
) -> Result<Vec<Thing>, BookingError> {
    let service = managed(tx, caller, service).await?;
    let mut found: Vec<Thing> = Vec::with_capacity(wanted.len());
    for id in wanted {
        let thing = things::find(tx, Reach::Only(service.specialist_id), *id).await?;
        let unknown = || Invalid::one("things", "invalid_choice", Message::new("field-thing-unknown"));
        let thing = thing.ok_or_else(unknown)?;
        if !found.contains(&thing) {
            found.push(thing);
        }
    }
    let ids: Vec<ThingId> = found.iter().map(|thing| thing.id).collect();
    things::need(tx, service.id, &ids).await?;
    Ok(found)
}

/// The service of this id, if the caller manages it.
pub(super) async fn managed(tx: &mut Tx, caller: &Caller, service: PublicId) -> Result<Service, BookingError> {
    use frontdesk_catalogue::model::Sight;
    let sight = if caller.may(Permission::ManageAnyService) { Sight::All } else { Sight::Only(caller.user_id) };
    let found = frontdesk_catalogue::store::find(tx, sight, ServiceRef::Public(service)).await?;
    found.ok_or(BookingError::NotFound)
}
