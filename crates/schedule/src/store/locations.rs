//! The locations table.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;

use crate::location::{Location, LocationId, NewLocation, Reach};

/// `select` with the columns of a [`Location`], in its order.
pub(super) const LOCATION: &str =
    "select l.id, l.public_id, l.owner_id, l.name, l.city, l.address, l.time_zone, l.anchor_ticks,
        l.works_on_holidays, l.latitude, l.longitude, l.version, l.hours_version, l.created_at, l.updated_at
    from locations l join users u on u.id = l.owner_id";

impl Reach {
    /// Leaves in `query`, which reads `locations l` and `users u`, what is within reach.
    fn narrow(self, query: &mut Query) {
        match self {
            Reach::Everybody => query.filter("u.suspended_at is null", vec![]),
            Reach::Only(user) => query.filter("l.owner_id = ?", vec![Box::new(user)]),
            Reach::Also(user) => query.filter("(l.owner_id = ? or u.suspended_at is null)", vec![Box::new(user)]),
            Reach::All => query,
        };
    }
}

/// The location called `id`, if it is within reach.
pub async fn find(tx: &mut Tx, reach: Reach, id: PublicId) -> Result<Option<Location>, DbError> {
    let mut query = Query::new(LOCATION);
    query.filter("l.public_id = ?", vec![Box::new(id)]);
    reach.narrow(&mut query);
    tx.opt(&query, &query.params()).await
}

/// The location with the number `id`, if it is within reach.
pub async fn within(tx: &mut Tx, reach: Reach, id: LocationId) -> Result<Option<Location>, DbError> {
    let mut query = Query::new(LOCATION);
    query.filter("l.id = ?", vec![Box::new(id)]);
    reach.narrow(&mut query);
    tx.opt(&query, &query.params()).await
}

/// The location with the number `id`.
pub async fn by_number(tx: &mut Tx, id: LocationId) -> Result<Option<Location>, DbError> {
    within(tx, Reach::All, id).await
}

/// The locations with these numbers, in no order.
pub async fn by_numbers(tx: &mut Tx, ids: &[LocationId]) -> Result<Vec<Location>, DbError> {
    let Some((first, rest)) = ids.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(LOCATION);
    query.filter("l.id in (?", vec![Box::new(*first)]);
    for id in rest {
        query.bind(", ?", vec![Box::new(*id)]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}

/// The locations of `owner` with a number above `after`, the oldest first.
pub async fn of_owner(tx: &mut Tx, owner: UserId, after: LocationId, limit: i64) -> Result<Vec<Location>, DbError> {
    let mut query = Query::new(LOCATION);
    query.filter("l.owner_id = ?", vec![Box::new(owner)]).filter("l.id > ?", vec![Box::new(after)]);
    query.bind("order by l.id limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// How many locations `owner` has.
pub async fn count(tx: &mut Tx, owner: UserId) -> Result<i64, DbError> {
    let (count,) = tx.one("select count(*) from locations where owner_id = $1", &[&owner]).await?;
    Ok(count)
}

/// Adds a location of `owner`, without hours.
pub async fn insert(
    tx: &mut Tx,
    owner: UserId,
    new: &NewLocation,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Location, DbError> {
    let (time_zone, anchor_ticks) = (new.zone.name().to_owned(), new.anchor(now).0);
    let (latitude, longitude) = (new.point.map(|point| point.latitude), new.point.map(|point| point.longitude));
    let (id,): (LocationId,) = tx
        .one(
            "insert into locations (public_id, owner_id, name, city, address, time_zone, anchor_ticks, works_on_holidays,
                                    latitude, longitude, version, hours_version, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, 1, $11, $11) returning id",
            &[
                &public_id,
                &owner,
                &new.name,
                &new.city,
                &new.address,
                &time_zone,
                &anchor_ticks,
                &false,
                &latitude,
                &longitude,
                &now,
            ],
        )
        .await?;
    Ok(Location {
        id,
        public_id,
        owner_id: owner,
        name: new.name.clone(),
        city: new.city.clone(),
        address: new.address.clone(),
        time_zone,
        anchor_ticks,
        works_on_holidays: false,
        latitude,
        longitude,
        version: 1,
        hours_version: 1,
        created_at: now,
        updated_at: now,
    })
}

/// Writes name, city, address and place on the map over the version that `location` tells; `false` when somebody was faster.
pub async fn update(tx: &mut Tx, location: &Location, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update locations set name = $1, city = $2, address = $3, latitude = $4, longitude = $5, updated_at = $6,
                   version = version + 1
               where id = $7 and version = $8";
    let rows = tx
        .run(
            sql,
            &[
                &location.name,
                &location.city,
                &location.address,
                &location.latitude,
                &location.longitude,
                &now,
                &location.id,
                &location.version,
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// Counts a change of the hours over the version that `location` tells; `false` when somebody was faster.
pub async fn update_hours(tx: &mut Tx, location: &Location, works_on_holidays: bool) -> Result<bool, DbError> {
    let sql = "update locations set works_on_holidays = $1, hours_version = hours_version + 1
               where id = $2 and hours_version = $3";
    Ok(tx.run(sql, &[&works_on_holidays, &location.id, &location.hours_version]).await? == 1)
}

/// Removes a location with its hours; `false` when it is gone already.
pub async fn delete(tx: &mut Tx, id: LocationId) -> Result<bool, DbError> {
    Ok(tx.run("delete from locations where id = $1", &[&id]).await? == 1)
}
