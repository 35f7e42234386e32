//! The services table.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;

use super::columns::{self, select_service, terms};
use crate::category::Category;
use crate::currency::Currency;
use crate::model::{NewService, Service, ServiceId, ServiceRef, Sight};
use crate::words::fold;

/// Services `s` with their owners `u`.
pub(super) const SERVICE: &str = select_service!("from services s join users u on u.id = s.specialist_id");

const INSERT: &str = concat!(
    "insert into services (public_id, specialist_id, name, name_fold, description, category, price_minor, currency,
                           duration_minutes, active, created_at, updated_at, version, ",
    terms!(),
    ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 1,
               $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) returning id"
);
const UPDATE: &str = concat!(
    "update services set name = $1, name_fold = $2, description = $3, category = $4, price_minor = $5, currency = $6,
                         duration_minutes = $7, active = $8, updated_at = $9, version = version + 1, (",
    terms!(),
    ") = ($10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) where id = $22 and version = $23"
);

impl Sight {
    /// Leaves in `query`, which reads `services s` and `users u`, what this reader may see.
    pub(super) fn narrow(self, query: &mut Query) {
        match self {
            Sight::Everybody => query.filter("s.active and u.suspended_at is null", vec![]),
            Sight::Only(user) => query.filter("s.specialist_id = ?", vec![Box::new(user)]),
            Sight::Also(user) => {
                query.filter("(s.specialist_id = ? or (s.active and u.suspended_at is null))", vec![Box::new(user)])
            }
            Sight::All => query,
        };
    }
}

fn named(query: &mut Query, service: ServiceRef) {
    match service {
        ServiceRef::Number(id) => query.filter("s.id = ?", vec![Box::new(id)]),
        ServiceRef::Public(id) => query.filter("s.public_id = ?", vec![Box::new(id)]),
    };
}

/// The service that is named so, if the reader may see it.
pub async fn find(tx: &mut Tx, sight: Sight, service: ServiceRef) -> Result<Option<Service>, DbError> {
    let mut query = Query::new(SERVICE);
    named(&mut query, service);
    sight.narrow(&mut query);
    tx.opt(&query, &query.params()).await
}

/// The services of `specialist` with a number below `before`, newest first, also inactive ones.
pub async fn own(tx: &mut Tx, specialist: UserId, before: ServiceId, limit: i64) -> Result<Vec<Service>, DbError> {
    tx.all(
        select_service!("from services s where s.specialist_id = $1 and s.id < $2 order by s.id desc limit $3"),
        &[&specialist, &before, &limit],
    )
    .await
}

/// The active services of `specialist`, newest first.
pub async fn offered_by(tx: &mut Tx, specialist: UserId, limit: i64) -> Result<Vec<Service>, DbError> {
    tx.all(
        select_service!("from services s where s.specialist_id = $1 and s.active order by s.id desc limit $2"),
        &[&specialist, &limit],
    )
    .await
}

/// The active services of all with numbers in `specialists`, by number.
pub async fn offered_by_each(tx: &mut Tx, specialists: &RangeInclusive<UserId>) -> Result<Vec<Service>, DbError> {
    tx.all(
        select_service!("from services s where s.specialist_id between $1 and $2 and s.active order by s.id"),
        &[specialists.start(), specialists.end()],
    )
    .await
}

/// The services with these numbers, in no order; what nobody has is left out.
pub async fn by_numbers(tx: &mut Tx, numbers: &[ServiceId]) -> Result<Vec<Service>, DbError> {
    let Some((first, rest)) = numbers.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(select_service!("from services s"));
    query.filter("s.id in (?", vec![Box::new(*first)]);
    for number in rest {
        query.bind(", ?", vec![Box::new(*number)]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}

/// Adds a service of `specialist`.
pub async fn insert(
    tx: &mut Tx,
    specialist: UserId,
    new: &NewService,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Service, DbError> {
    let (category, currency) = (new.category.map(Category::key), Currency::code(new.currency));
    let name_fold = fold(&new.name);
    let told: [&dyn Param; 11] = [
        &public_id,
        &specialist,
        &new.name,
        &name_fold,
        &new.description,
        &category,
        &new.price,
        &currency,
        &new.duration_minutes,
        &new.active,
        &now,
    ];
    let (id,): (ServiceId,) = tx.one(INSERT, &[&told[..], &columns::values(&new.terms)].concat()).await?;
    Ok(Service {
        id,
        public_id,
        specialist_id: specialist,
        name: new.name.clone(),
        description: new.description.clone(),
        category: category.map(str::to_owned),
        price: new.price,
        currency: currency.to_owned(),
        duration_minutes: new.duration_minutes,
        active: new.active,
        terms: new.terms,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

/// Writes `service` as its next version, over the version that it tells; `false` when somebody was faster.
pub async fn update(tx: &mut Tx, service: &Service, now: Timestamp) -> Result<bool, DbError> {
    let name_fold = fold(&service.name);
    let told: [&dyn Param; 9] = [
        &service.name,
        &name_fold,
        &service.description,
        &service.category,
        &service.price,
        &service.currency,
        &service.duration_minutes,
        &service.active,
        &now,
    ];
    let which: [&dyn Param; 2] = [&service.id, &service.version];
    let rows = tx.run(UPDATE, &[&told[..], &columns::values(&service.terms), &which].concat()).await?;
    Ok(rows == 1)
}

/// Removes a service; `false` when it is gone already.
pub async fn delete(tx: &mut Tx, id: ServiceId) -> Result<bool, DbError> {
    Ok(tx.run("delete from services where id = $1", &[&id]).await? == 1)
}
