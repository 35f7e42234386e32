//! Who performs a service.

use std::ops::RangeInclusive;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::row;

use crate::model::{Performance, Performer, ServiceId};

row! {
    /// Somebody who can be booked for a service, and what it is with them.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Able {
        pub specialist_id: UserId,
        /// The profile's.
        pub profile_id: PublicId,
        pub price: Minor,
        pub duration_minutes: i64,
    }
}

row! {
    /// Somebody else's service that somebody can be booked for, and what it is with them.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Performed {
        pub service_id: ServiceId,
        pub specialist_id: UserId,
        pub price: Minor,
        pub duration_minutes: i64,
    }
}

/// Who performs `service`: its owner, and those who have accepted. By their numbers.
pub async fn able(tx: &mut Tx, service: ServiceId) -> Result<Vec<Able>, DbError> {
    let sql = "select s.specialist_id, p.public_id, s.price_minor, s.duration_minutes
               from services s join profiles p on p.user_id = s.specialist_id where s.id = $1
               union all
               select c.specialist_id, p.public_id, coalesce(c.price_minor, s.price_minor),
                   coalesce(c.duration_minutes, s.duration_minutes)
               from service_performers c join services s on s.id = c.service_id
               join profiles p on p.user_id = c.specialist_id
               where c.service_id = $1 and c.accepted_at is not null
               order by 1";
    tx.all(sql, &[&service]).await
}

/// What all with numbers in `specialists` perform of others' services that everybody may see, by the services' numbers.
pub async fn of_each(tx: &mut Tx, specialists: &RangeInclusive<UserId>) -> Result<Vec<Performed>, DbError> {
    let sql = "select c.service_id, c.specialist_id, coalesce(c.price_minor, s.price_minor),
                   coalesce(c.duration_minutes, s.duration_minutes)
               from service_performers c join services s on s.id = c.service_id and s.active
               join users u on u.id = s.specialist_id and u.suspended_at is null
               where c.specialist_id between $1 and $2 and c.accepted_at is not null
               order by c.service_id, c.specialist_id";
    tx.all(sql, &[specialists.start(), specialists.end()]).await
}

/// Who performs services of one of `owners` besides them, by number.
pub async fn for_any_of(tx: &mut Tx, owners: &[UserId]) -> Result<Vec<UserId>, DbError> {
    let Some((first, rest)) = owners.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select distinct c.specialist_id from services s
         join service_performers c on c.service_id = s.id and c.accepted_at is not null",
    );
    query.filter("s.specialist_id in (?", vec![Box::new(*first)]);
    for owner in rest {
        query.bind(", ?", vec![Box::new(*owner)]);
    }
    query.push(") order by c.specialist_id");
    Ok(tx.all::<(UserId,)>(&query, &query.params()).await?.into_iter().map(|(id,)| id).collect())
}

/// Who else than its owner performs `service`, or is asked to; the first who was asked comes first.
pub async fn of(tx: &mut Tx, service: ServiceId) -> Result<Vec<Performer>, DbError> {
    let sql = "select service_id, specialist_id, price_minor, duration_minutes, invited_at, accepted_at
               from service_performers where service_id = $1 order by invited_at, specialist_id";
    tx.all(sql, &[&service]).await
}

/// Those of the performers of `service` who are not suspended, with their roles.
pub async fn roles(tx: &mut Tx, service: ServiceId) -> Result<Vec<(UserId, String)>, DbError> {
    let sql = "select u.id, u.role from service_performers c join users u on u.id = c.specialist_id
               where c.service_id = $1 and u.suspended_at is null";
    tx.all(sql, &[&service]).await
}

/// What `specialist` performs of others' services, or is asked to: the newest first, at most `limit`.
pub async fn by(tx: &mut Tx, specialist: UserId, limit: i64) -> Result<Vec<Performance>, DbError> {
    let sql = "select s.public_id, s.name, p.public_id, c.price_minor, c.duration_minutes, c.invited_at, c.accepted_at
               from service_performers c join services s on s.id = c.service_id
               join profiles p on p.user_id = s.specialist_id
               where c.specialist_id = $1 order by c.invited_at desc, c.service_id desc limit $2";
    tx.all(sql, &[&specialist, &limit]).await
}

/// Asks somebody to perform a service, or says anew for how much and how long.
pub async fn put(tx: &mut Tx, performer: &Performer) -> Result<(), DbError> {
    let sql = "insert into service_performers (service_id, specialist_id, price_minor, duration_minutes, invited_at, accepted_at)
               values ($1, $2, $3, $4, $5, $6)
               on conflict (service_id, specialist_id) do update set price_minor = excluded.price_minor,
                   duration_minutes = excluded.duration_minutes,
                   accepted_at = excluded.accepted_at";
    let Performer { service_id, specialist_id, price, duration_minutes, invited_at, accepted_at } = performer;
    tx.run(sql, &[service_id, specialist_id, price, duration_minutes, invited_at, accepted_at]).await.map(|_| ())
}

/// Notes that `specialist` has accepted; `false` when nobody has asked them.
pub async fn accept(tx: &mut Tx, service: ServiceId, specialist: UserId, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update service_performers set accepted_at = coalesce(accepted_at, $1)
               where service_id = $2 and specialist_id = $3";
    Ok(tx.run(sql, &[&now, &service, &specialist]).await? == 1)
}

/// Removes a performer; `false` when there is none such.
pub async fn delete(tx: &mut Tx, service: ServiceId, specialist: UserId) -> Result<bool, DbError> {
    let sql = "delete from service_performers where service_id = $1 and specialist_id = $2";
    Ok(tx.run(sql, &[&service, &specialist]).await? == 1)
}
