//! What webhooks are to hear goes out.

use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbound::Outbound;
use frontdesk_notify::webhook::{Parcel, Refusal, WebhookSecret, deliver};
use serde::Serialize;
use tokio::task::JoinSet;

use crate::error::BookingError;
use crate::flow::beside;
use crate::http::views::BookingView;
use crate::store::{deliveries, notices, webhooks};
use crate::webhook::{Delivery, PATIENCE_SECONDS, Webhook, WebhookId, pause};

/// Deliveries to one webhook that are taken at a time, and on their way at once: one that answers slowly, or never,
/// keeps only itself waiting.
const AT_ONCE: i64 = 4;
/// An attempt takes ten seconds at most; for so long no other node tries.
const TAKEN_SECONDS: i64 = 30;

/// What delivering needs.
#[derive(Clone)]
pub struct Courier {
    pub catalogue: Catalogue,
    pub outbound: Outbound,
}

/// What a receiver reads.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    seq: i64,
    version: i64,
    booking: BookingView<'a>,
}

/// Tries some of what the webhook with this number is to hear now; tells how much was tried.
///
/// The webhook is read anew each time: one that is gone or switched off hears nothing more, another address or secret
/// holds at once.
pub async fn deliver_due(courier: &Courier, id: WebhookId, now: Timestamp) -> Result<usize, BookingError> {
    let read = async move |tx: &mut Tx| match webhooks::numbered(tx, id).await? {
        Some(webhook) if webhook.disabled_at.is_none() => {
            Ok(Some((webhook, deliveries::due(tx, id, now, AT_ONCE).await?)))
        }
        _ => Ok(None),
    };
    let found: Result<_, DbError> = courier.catalogue.desk().db.read(read).await;
    let Some((webhook, due)) = found? else { return Ok(0) };
    let mut under_way = JoinSet::new();
    for delivery in due {
        let (courier, webhook) = (courier.clone(), webhook.clone());
        under_way.spawn(async move { attempt(&courier, &webhook, delivery, now).await });
    }
    // What is on its way arrives even if another attempt could not be noted.
    let mut tried = Ok(0);
    while let Some(done) = under_way.join_next().await {
        let done = done.unwrap_or_else(|error| Err(DbError::Bug(error.to_string()).into()));
        tried = match (tried, done) {
            (Ok(tried), Ok(done)) => Ok(tried + usize::from(done)),
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
    }
    tried
}

/// Tries one; `false` when it was another node's.
async fn attempt(
    courier: &Courier,
    webhook: &Webhook,
    delivery: Delivery,
    now: Timestamp,
) -> Result<bool, BookingError> {
    let db = &courier.catalogue.desk().db;
    let (taken, soonest) = (delivery.clone(), now.plus(TAKEN_SECONDS));
    let take = async move |tx: &mut Tx| deliveries::take(tx, &taken, soonest).await;
    if !db.write(take).await.map_err(|error: DbError| error)? {
        return Ok(false);
    }
    let sent = send(courier, webhook, &delivery, now).await.unwrap_or_else(|error| {
        // Noted like any other failure, so that it is given up one day: what follows of that booking waits for it.
        tracing::warn!(webhook = %webhook.public_id, delivery = %delivery.public_id, %error, "a delivery cannot be made");
        Err(Refusal { status: None, why: "the booking cannot be read".to_owned() })
    });
    let (webhook, next_try) = (webhook.id, pause(delivery.attempts).map(|pause| now.plus(pause)));
    let note = async move |tx: &mut Tx| match &sent {
        Ok(status) => {
            deliveries::delivered(tx, delivery.id, i64::from(*status), now).await?;
            webhooks::arrived(tx, webhook).await
        }
        Err(refusal) => {
            let since = webhooks::failed(tx, webhook, now).await?.unwrap_or(now);
            if refusal.is_final() || now.since(since) > PATIENCE_SECONDS {
                webhooks::disable(tx, webhook, now).await?;
            }
            let told = (refusal.status.map(i64::from), refusal.why.as_str());
            deliveries::failed(tx, delivery.id, told, next_try, now).await
        }
    };
    db.write(note).await.map_err(|error: DbError| error)?;
    Ok(true)
}

/// Sends the booking as it is now; `Err` inside says why it has not arrived.
async fn send(
    courier: &Courier,
    webhook: &Webhook,
    delivery: &Delivery,
    now: Timestamp,
) -> Result<Result<u16, Refusal>, BookingError> {
    let (shared, id) = (courier.catalogue.clone(), delivery.booking_id);
    let read = async move |tx: &mut Tx| {
        let found = notices::bookings(tx, &[id]).await?;
        Ok::<_, DbError>(beside(tx, shared.cards(), found).await?.pop())
    };
    let desk = courier.catalogue.desk();
    let Some(shown) = desk.db.read(read).await? else {
        return Ok(Err(Refusal { status: None, why: "the booking is gone".to_owned() }));
    };
    let data = Data { seq: delivery.seq, version: shown.booking.version, booking: BookingView::new(&shown)? };
    let body = Body { kind: delivery.kind.key(), timestamp: delivery.at, data };
    let body = serde_json::to_string(&body).map_err(|error| DbError::Bug(error.to_string()))?;
    let id = delivery.public_id.to_string();
    let secret = WebhookSecret::of(&desk.webhook_key, &webhook.secret_name());
    let parcel = Parcel { id: &id, url: &webhook.url, body: &body, at: now };
    Ok(deliver(&courier.outbound, parcel, &secret).await)
}
