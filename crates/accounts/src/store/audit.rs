//! The record of security events as it is read, and the seals that make it tamper-evident.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::row;

use crate::model::UserId;

row! {
    /// An event with all that its seal covers.
    #[derive(Clone, Debug)]
    pub struct SealedEvent {
        pub id: i64,
        pub at: Timestamp,
        pub event: String,
        pub actor_id: Option<UserId>,
        pub subject_id: Option<UserId>,
        pub address: String,
        pub request_id: String,
        pub detail: String,
        /// `None` until it is sealed.
        pub position: Option<i64>,
        pub seal: Option<Vec<u8>>,
    }
}

row! {
    /// An event as people read it.
    #[derive(Clone, Debug)]
    pub struct EventEntry {
        pub id: i64,
        pub at: Timestamp,
        pub event: String,
        /// Somebody with an account did it, whether it is still there or not.
        pub actor_id: Option<UserId>,
        /// Who did it, if the account is still there.
        pub actor: Option<PublicId>,
        pub actor_name: Option<String>,
        /// To whom, if the account is still there.
        pub subject: Option<PublicId>,
        pub subject_name: Option<String>,
        pub address: String,
        pub request_id: String,
        pub detail: String,
    }
}

/// The last seal and its place; nothing yet is place 0.
pub async fn head(tx: &mut Tx) -> Result<(i64, Vec<u8>), DbError> {
    let sql = "select position, seal from security_events where position is not null order by position desc limit 1";
    Ok(tx.opt::<(i64, Vec<u8>)>(sql, &[]).await?.unwrap_or_default())
}

/// Events without a seal, the oldest first.
pub async fn unsealed(tx: &mut Tx, limit: i64) -> Result<Vec<SealedEvent>, DbError> {
    tx.all(
        "select id, at, event, actor_id, subject_id, address, request_id, detail, position, seal
         from security_events where position is null order by id limit $1",
        &[&limit],
    )
    .await
}

/// Puts the seal on an event.
pub async fn seal(tx: &mut Tx, id: i64, position: i64, seal: &[u8]) -> Result<(), DbError> {
    let sql = "update security_events set position = $1, seal = $2 where id = $3 and position is null";
    tx.run(sql, &[&position, &seal, &id]).await.map(|_| ())
}

/// Sealed events in the order of the chain, behind the place `after`.
pub async fn sealed(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<SealedEvent>, DbError> {
    tx.all(
        "select id, at, event, actor_id, subject_id, address, request_id, detail, position, seal
         from security_events where position > $1 order by position limit $2",
        &[&after, &limit],
    )
    .await
}

/// What events are looked for, joined by AND.
#[derive(Clone, Debug, Default)]
pub struct EventSearch {
    /// The whole name, or its first part: `password` finds `password.changed`.
    pub event: Option<String>,
    /// Who did it or to whom it was done.
    pub account: Option<UserId>,
    pub since: Option<Timestamp>,
    pub until: Option<Timestamp>,
    /// Only rows before this one.
    pub before: i64,
    pub limit: i64,
}

/// The events that `search` means, the newest first.
pub async fn events(tx: &mut Tx, search: &EventSearch) -> Result<Vec<EventEntry>, DbError> {
    let mut query = Query::new(
        "select e.id, e.at, e.event, e.actor_id, a.public_id, a.username, s.public_id, s.username, e.address, e.request_id, e.detail
         from security_events e left join users a on a.id = e.actor_id left join users s on s.id = e.subject_id",
    );
    query.filter("e.id < ?", vec![Box::new(search.before)]);
    if let Some(event) = &search.event {
        let (from, to) = (format!("{event}."), format!("{event}/"));
        query.filter(
            "(e.event = ? or (e.event >= ? and e.event < ?))",
            vec![Box::new(event.clone()), Box::new(from), Box::new(to)],
        );
    }
    if let Some(account) = search.account {
        query.filter("(e.subject_id = ? or e.actor_id = ?)", vec![Box::new(account), Box::new(account)]);
    }
    if let Some(since) = search.since {
        query.filter("e.at >= ?", vec![Box::new(since)]);
    }
    if let Some(until) = search.until {
        query.filter("e.at < ?", vec![Box::new(until)]);
    }
    query.bind("order by e.id desc limit ?", vec![Box::new(search.limit)]);
    tx.all(&query, &query.params()).await
}
