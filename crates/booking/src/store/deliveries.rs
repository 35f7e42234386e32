//! What webhooks are to hear.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;

use super::notices::Event;
use crate::webhook::{Delivery, DeliveryId, EventKind, WebhookId};

/// Something that is to be delivered.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub public_id: PublicId,
    pub webhook: WebhookId,
    pub kind: EventKind,
}

/// Queues what `event` is to tell.
pub async fn queue(tx: &mut Tx, event: &Event, new: &[NewDelivery], now: Timestamp) -> Result<(), DbError> {
    let mut query =
        Query::new("insert into webhook_deliveries (public_id, webhook_id, booking_id, seq, kind, at, due_at) values");
    for (index, delivery) in new.iter().enumerate() {
        let values: Vec<Box<dyn Param + Send>> = vec![
            Box::new(delivery.public_id),
            Box::new(delivery.webhook),
            Box::new(event.booking_id),
            Box::new(event.seq),
            Box::new(delivery.kind),
            Box::new(event.at),
            Box::new(now),
        ];
        query.bind(if index == 0 { "(?, ?, ?, ?, ?, ?, ?)" } else { ", (?, ?, ?, ?, ?, ?, ?)" }, values);
    }
    query.push("on conflict (webhook_id, booking_id, seq) do nothing");
    if new.is_empty() { Ok(()) } else { tx.run(&query, &query.params()).await.map(|_| ()) }
}

/// What `webhook` is to hear now, at most `limit`: of each booking only the first that it has not heard.
pub async fn due(tx: &mut Tx, webhook: WebhookId, now: Timestamp, limit: i64) -> Result<Vec<Delivery>, DbError> {
    let sql = "select d.id, d.public_id, d.booking_id, d.seq, d.kind, d.at, d.due_at, d.attempts, d.delivered_at,
                   d.gave_up_at, d.status, d.error
               from webhook_deliveries d
               where d.webhook_id = $1 and d.delivered_at is null and d.gave_up_at is null and d.due_at <= $2
                   and not exists (
                       select 1 from webhook_deliveries e
                       where e.webhook_id = d.webhook_id and e.booking_id = d.booking_id and e.seq < d.seq
                           and e.delivered_at is null and e.gave_up_at is null)
               order by d.due_at, d.id limit $3";
    tx.all(sql, &[&webhook, &now, &limit]).await
}

/// Takes `delivery` for an attempt by moving its next one; `false` when another node was faster.
pub async fn take(tx: &mut Tx, delivery: &Delivery, next_try: Timestamp) -> Result<bool, DbError> {
    let sql = "update webhook_deliveries set attempts = attempts + 1, due_at = $1
               where id = $2 and attempts = $3 and delivered_at is null and gave_up_at is null";
    Ok(tx.run(sql, &[&next_try, &delivery.id, &delivery.attempts]).await? == 1)
}

/// Notes that it has arrived.
pub async fn delivered(tx: &mut Tx, id: DeliveryId, status: i64, now: Timestamp) -> Result<(), DbError> {
    let sql = "update webhook_deliveries set delivered_at = $1, status = $2, error = '' where id = $3";
    tx.run(sql, &[&now, &status, &id]).await.map(|_| ())
}

/// Notes why it has not arrived, and when it is tried again; without a `next_try` it is given up.
pub async fn failed(
    tx: &mut Tx,
    id: DeliveryId,
    (status, error): (Option<i64>, &str),
    next_try: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "update webhook_deliveries set status = $1, error = $2, due_at = $3, gave_up_at = $4 where id = $5";
    let gave_up_at = if next_try.is_none() { Some(now) } else { None };
    tx.run(sql, &[&status, &error, &next_try.unwrap_or(now), &gave_up_at, &id]).await.map(|_| ())
}

/// Deliveries of `webhook`, the latest first: those before `before`, at most `limit`, with their bookings' ids.
pub async fn page(
    tx: &mut Tx,
    webhook: WebhookId,
    before: DeliveryId,
    limit: i64,
) -> Result<Vec<(Delivery, PublicId)>, DbError> {
    let sql = "select d.id, d.public_id, d.booking_id, d.seq, d.kind, d.at, d.due_at, d.attempts, d.delivered_at,
                   d.gave_up_at, d.status, d.error
               from webhook_deliveries d where d.webhook_id = $1 and d.id < $2 order by d.id desc limit $3";
    let found: Vec<Delivery> = tx.all(sql, &[&webhook, &before, &limit]).await?;
    let mut with = Vec::with_capacity(found.len());
    for delivery in found {
        let sql = "select public_id from bookings where id = $1";
        let (booking,): (PublicId,) = tx.one(sql, &[&delivery.booking_id]).await?;
        with.push((delivery, booking));
    }
    Ok(with)
}

/// Delivers once more, whatever became of it; `false` when there is no such delivery.
pub async fn again(tx: &mut Tx, webhook: WebhookId, id: PublicId, now: Timestamp) -> Result<bool, DbError> {
    let sql = "update webhook_deliveries set attempts = 0, due_at = $1, delivered_at = null, gave_up_at = null
               where webhook_id = $2 and public_id = $3";
    Ok(tx.run(sql, &[&now, &webhook, &id]).await? == 1)
}

/// Forgets what was settled before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    tx.run("delete from webhook_deliveries where delivered_at < $1 or gave_up_at < $1", &[&before]).await
}
