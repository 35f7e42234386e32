//! Locations and hours of many people at once.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};

use super::hours::{OVERRIDE, OverrideRow, RULE, RuleRow};
use super::locations::LOCATION;
use crate::absence::Absence;
use crate::location::{Location, LocationId};
use crate::model::{Override, Rule};
use crate::stored::DayNumber;

/// Whose locations are meant: all with numbers in this range.
pub type Owners = RangeInclusive<UserId>;

/// Joins the locations `l` of `owners` to `query`, which reads something of theirs.
fn narrow(query: &mut Query, owners: &Owners) {
    query.filter("l.owner_id between ? and ?", vec![Box::new(*owners.start()), Box::new(*owners.end())]);
}

/// The locations of `owners`, by number.
pub async fn locations(tx: &mut Tx, owners: &Owners) -> Result<Vec<Location>, DbError> {
    let mut query = Query::new(LOCATION);
    narrow(&mut query, owners);
    query.push("order by l.id");
    tx.all(&query, &query.params()).await
}

/// The rules of all their locations; those of each in the order in which they were given.
pub async fn rules(tx: &mut Tx, owners: &Owners) -> Result<Vec<(LocationId, Rule)>, DbError> {
    let mut query = Query::new(RULE);
    query.push("join locations l on l.id = r.location_id");
    narrow(&mut query, owners);
    query.push("order by r.location_id, r.position");
    let rows: Vec<RuleRow> = tx.all(&query, &query.params()).await?;
    Ok(rows.into_iter().map(|row| (row.location_id, Rule::from(row))).collect())
}

/// The overrides of all their locations from day `first` to day `last`, by date.
pub async fn overrides(
    tx: &mut Tx,
    owners: &Owners,
    first: DayNumber,
    last: DayNumber,
) -> Result<Vec<(LocationId, Override)>, DbError> {
    let mut query = Query::new(OVERRIDE);
    query.push("join locations l on l.id = o.location_id");
    narrow(&mut query, owners);
    query.filter("o.local_date between ? and ?", vec![Box::new(first), Box::new(last)]);
    query.push("order by o.location_id, o.local_date, o.position");
    let rows: Vec<OverrideRow> = tx.all(&query, &query.params()).await?;
    Ok(rows.into_iter().map(|row| (row.location_id, Override::from(row))).collect())
}

/// What of the time off of all their locations touches the time from `from` until `until`.
pub async fn time_off(
    tx: &mut Tx,
    owners: &Owners,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Absence>, DbError> {
    let mut query = Query::new(
        "select t.id, t.public_id, t.location_id, t.starts_at, t.ends_at, t.reason, t.created_at
         from time_off t join locations l on l.id = t.location_id",
    );
    narrow(&mut query, owners);
    query.filter("t.ends_at > ? and t.starts_at < ?", vec![Box::new(from), Box::new(until)]);
    query.push("order by t.location_id, t.ends_at, t.id");
    tx.all(&query, &query.params()).await
}
