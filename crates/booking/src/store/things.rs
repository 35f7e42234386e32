//! Rooms and equipment, and which services need them. Each unit is a resource of its own.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::{Anchor, Reach};

use crate::model::{BookingId, Resource, ResourceId, Thing, ThingId};

const THING: &str = "select t.id, t.public_id, t.owner_id, t.name, t.units from things t";

/// The thing that is named so, if it is within reach.
pub async fn find(tx: &mut Tx, reach: Reach, id: PublicId) -> Result<Option<Thing>, DbError> {
    let mut query = Query::new(THING);
    query.filter("t.public_id = ?", vec![Box::new(id)]);
    if let Reach::Only(owner) | Reach::Also(owner) = reach {
        query.filter("t.owner_id = ?", vec![Box::new(owner)]);
    }
    tx.opt(&query, &query.params()).await
}

/// All things of `owner`, the oldest first.
pub async fn of_owner(tx: &mut Tx, owner: UserId) -> Result<Vec<Thing>, DbError> {
    let mut query = Query::new(THING);
    query.filter("t.owner_id = ?", vec![Box::new(owner)]).push("order by t.id");
    tx.all(&query, &query.params()).await
}

/// Adds a thing and its units.
pub async fn insert(tx: &mut Tx, thing: Thing, now: Timestamp) -> Result<Thing, DbError> {
    let sql =
        "insert into things (public_id, owner_id, name, units, created_at) values ($1, $2, $3, $4, $5) returning id";
    let Thing { public_id, owner_id, name, units, .. } = &thing;
    let (id,): (ThingId,) = tx.one(sql, &[public_id, owner_id, name, units, &now]).await?;
    furnish(tx, id, thing.units).await?;
    Ok(Thing { id, ..thing })
}

/// Writes the name and the number of units of `thing`.
pub async fn update(tx: &mut Tx, thing: &Thing) -> Result<(), DbError> {
    let sql = "update things set name = $1, units = $2 where id = $3";
    tx.run(sql, &[&thing.name, &thing.units, &thing.id]).await?;
    furnish(tx, thing.id, thing.units).await
}

/// Makes the resources of units that have none yet. Those of units that are no more stay, with what they have promised.
async fn furnish(tx: &mut Tx, thing: ThingId, units: i64) -> Result<(), DbError> {
    let sql = "insert into resources (thing_id, unit, anchor_ticks) values ($1, $2, $3) on conflict (thing_id, unit) do nothing";
    for unit in 1..=units {
        tx.run(sql, &[&thing, &unit, &0_i64]).await?;
    }
    Ok(())
}

/// Removes a thing; what is booked keeps the specialist's time and needs it no more.
pub async fn delete(tx: &mut Tx, thing: ThingId) -> Result<(), DbError> {
    tx.run("delete from things where id = $1", &[&thing]).await.map(|_| ())
}

/// What `service` needs one unit of, the oldest first.
pub async fn needed(tx: &mut Tx, service: ServiceId) -> Result<Vec<Thing>, DbError> {
    let mut query = Query::new(THING);
    query.push("join service_things n on n.thing_id = t.id");
    query.filter("n.service_id = ?", vec![Box::new(service)]).push("order by t.id");
    tx.all(&query, &query.params()).await
}

/// Says anew what `service` needs.
pub async fn need(tx: &mut Tx, service: ServiceId, things: &[ThingId]) -> Result<(), DbError> {
    tx.run("delete from service_things where service_id = $1", &[&service]).await?;
    for thing in things {
        tx.run("insert into service_things (service_id, thing_id) values ($1, $2)", &[&service, thing]).await?;
    }
    Ok(())
}

/// The units of everything that `services` need, thing by thing, in ascending order.
pub async fn units(tx: &mut Tx, services: &[ServiceId]) -> Result<Vec<Vec<Resource>>, DbError> {
    let Some((first, rest)) = services.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select distinct r.thing_id, r.id, r.anchor_ticks from service_things n join things t on t.id = n.thing_id
         join resources r on r.thing_id = t.id and r.unit <= t.units",
    );
    query.bind("where n.service_id in (?", vec![Box::new(*first)]);
    for service in rest {
        query.bind(", ?", vec![Box::new(*service)]);
    }
    query.push(") order by r.thing_id, r.id");
    grouped(tx, &query).await
}

/// What the services need that all with numbers in `specialists` offer or perform, service by service.
pub async fn needed_by_each(
    tx: &mut Tx,
    specialists: &RangeInclusive<UserId>,
) -> Result<Vec<(ServiceId, ThingId)>, DbError> {
    let sql = "select n.service_id, n.thing_id from services s join service_things n on n.service_id = s.id
               where s.specialist_id between $1 and $2
               union
               select n.service_id, n.thing_id from service_performers c
               join service_things n on n.service_id = c.service_id
               where c.specialist_id between $1 and $2
               order by 1, 2";
    tx.all(sql, &[specialists.start(), specialists.end()]).await
}

/// The units of each of `things`, in ascending order; those of what is gone are left out.
pub async fn units_of_each(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<(ThingId, Resource)>, DbError> {
    let Some((first, rest)) = things.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select t.id, r.id, r.anchor_ticks from things t join resources r on r.thing_id = t.id and r.unit <= t.units",
    );
    query.filter("t.id in (?", vec![Box::new(*first)]);
    for thing in rest {
        query.bind(", ?", vec![Box::new(*thing)]);
    }
    query.push(") order by t.id, r.id");
    let rows: Vec<(ThingId, ResourceId, i64)> = tx.all(&query, &query.params()).await?;
    Ok(rows.into_iter().map(|(thing, id, anchor)| (thing, Resource { id, anchor: Anchor(anchor) })).collect())
}

/// The units of every thing of which `booking` has claimed one.
pub async fn units_of(tx: &mut Tx, booking: BookingId) -> Result<Vec<Vec<Resource>>, DbError> {
    let mut query = Query::new(
        "select distinct r.thing_id, r.id, r.anchor_ticks from claims c join resources own on own.id = c.resource_id
         join things t on t.id = own.thing_id join resources r on r.thing_id = t.id and (r.unit <= t.units or r.id = own.id)",
    );
    query.filter("c.booking_id = ?", vec![Box::new(booking)]).push("order by r.thing_id, r.id");
    grouped(tx, &query).await
}

async fn grouped(tx: &mut Tx, query: &Query) -> Result<Vec<Vec<Resource>>, DbError> {
    let params: Vec<&dyn Param> = query.params();
    let rows: Vec<(ThingId, ResourceId, i64)> = tx.all(query, &params).await?;
    let of_thing = |rows: &[(ThingId, ResourceId, i64)]| {
        rows.iter().map(|(_, id, anchor)| Resource { id: *id, anchor: Anchor(*anchor) }).collect()
    };
    Ok(rows.chunk_by(|one, other| one.0 == other.0).map(of_thing).collect())
}
