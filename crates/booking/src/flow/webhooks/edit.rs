//! A webhook changes.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::store::webhooks;
use crate::webhook::Webhook;

/// What changes; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct WebhookChange {
    pub url: Option<String>,
    pub kinds: Option<String>,
    /// Switched on, it gets a fresh start.
    pub active: Option<bool>,
}

/// Changes a webhook, unless it has changed since `seen`.
pub async fn edit_webhook(
    tx: &mut Tx,
    (id, seen): (PublicId, Option<&[i64]>),
    change: &WebhookChange,
    now: Timestamp,
) -> Result<Webhook, BookingError> {
    let before = get_unchanged(tx, id, seen).await?;
    let (failing_since, disabled_at) = match change.active {
        Some(true) => (None, None),
        Some(false) => (before.failing_since, before.disabled_at.or(Some(now))),
        None => (before.failing_since, before.disabled_at),
    };
    let after = Webhook {
        url: change.url.clone().unwrap_or_else(|| before.url.clone()),
        kinds: change.kinds.clone().unwrap_or_else(|| before.kinds.clone()),
        failing_since,
        disabled_at,
        ..before
    };
    put(tx, after, now).await
}

/// Gives a webhook another secret; the old one signs nothing any more.
pub async fn renew_secret(
    tx: &mut Tx,
    (id, seen): (PublicId, Option<&[i64]>),
    now: Timestamp,
) -> Result<Webhook, BookingError> {
    let before = get_unchanged(tx, id, seen).await?;
    put(tx, Webhook { secret_version: before.secret_version + 1, ..before }, now).await
}

async fn put(tx: &mut Tx, after: Webhook, now: Timestamp) -> Result<Webhook, BookingError> {
    let after = Webhook { updated_at: now, ..after };
    if !webhooks::update(tx, &after).await? {
        return Err(BookingError::Stale);
    }
    Ok(Webhook { version: after.version + 1, ..after })
}

async fn get_unchanged(tx: &mut Tx, id: PublicId, seen: Option<&[i64]>) -> Result<Webhook, BookingError> {
    let webhook = webhooks::find(tx, id).await?.ok_or(BookingError::NotFound)?;
    if seen.is_some_and(|seen| !seen.contains(&webhook.version)) { Err(BookingError::Stale) } else { Ok(webhook) }
}
