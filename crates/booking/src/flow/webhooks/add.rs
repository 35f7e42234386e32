//! Somebody wants another program to hear what becomes of bookings.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::store::webhooks;
use crate::webhook::{Webhook, WebhookId};

/// Webhooks that there can be: each hears everything.
const MOST: i64 = 20;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// An address that may be asked.
    pub url: String,
    /// As [`Webhook`] keeps them.
    pub kinds: String,
}

/// Adds a webhook; it hears of what becomes of bookings from now on.
pub async fn add_webhook(
    tx: &mut Tx,
    new: &NewWebhook,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Webhook, BookingError> {
    let webhook = Webhook {
        id: WebhookId(0),
        public_id,
        url: new.url.clone(),
        kinds: new.kinds.clone(),
        secret_version: 1,
        failing_since: None,
        disabled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    if webhooks::insert(tx, &webhook, MOST).await? { Ok(webhook) } else { Err(BookingError::TooManyWebhooks) }
}
