//! What is shown of webhooks.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use serde::Serialize;

use crate::webhook::{Delivery, EventKind, Webhook};

/// Where another program hears what becomes of bookings.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Webhook)]
pub struct WebhookView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a95")]
    id: PublicId,
    #[schema(example = "https://crm.example.com/hooks/frontdesk")]
    url: String,
    /// What it hears of; empty for everything.
    #[schema(value_type = Vec<String>, example = json!(["booking.confirmed"]))]
    events: Vec<EventKind>,
    /// Whether anything is sent there. It is switched off when nothing has arrived for five days, or when it answers 410.
    active: bool,
    /// Since when nothing has arrived; `null` when the last delivery did.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-22T06:00:00Z")]
    failing_since: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    updated_at: Timestamp,
}

impl WebhookView {
    pub fn new(webhook: &Webhook) -> Self {
        Self {
            id: webhook.public_id,
            url: webhook.url.clone(),
            events: webhook.kinds().collect(),
            active: webhook.disabled_at.is_none(),
            failing_since: webhook.failing_since,
            created_at: webhook.created_at,
            updated_at: webhook.updated_at,
        }
    }
}

/// A webhook with its secret.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = NewlyMadeWebhook)]
pub struct NewWebhookView {
    #[serde(flatten)]
    pub webhook: WebhookView,
    /// What the receiver checks signatures with. It is shown this once.
    #[schema(example = "whsec_9rnmP3Cdw0FsWQ8p4cKqEvZ1Jp8n4K2T6yqM1xOaVbg=")]
    pub secret: String,
}

/// All webhooks.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WebhookList)]
pub struct WebhookList {
    pub items: Vec<WebhookView>,
}

/// Something that a webhook was to hear, and what became of it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WebhookDelivery)]
pub struct DeliveryView {
    /// As the header `webhook-id` tells it.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a96")]
    id: PublicId,
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a93")]
    booking: PublicId,
    /// The version that the booking had when it happened.
    #[schema(minimum = 1, example = 2)]
    seq: i64,
    #[schema(value_type = String, example = "booking.confirmed")]
    event: EventKind,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    happened_at: Timestamp,
    #[schema(minimum = 0, example = 1)]
    attempts: i64,
    /// When it is tried next; `null` when it is settled.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-22T06:00:30Z")]
    next_attempt_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-22T06:00:01Z")]
    delivered_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-25T06:00:01Z")]
    gave_up_at: Option<Timestamp>,
    /// What was answered last.
    #[schema(example = 200)]
    status: Option<i64>,
    /// Why that was not enough; empty when it was.
    #[schema(example = "")]
    error: String,
}

impl DeliveryView {
    pub fn new((delivery, booking): &(Delivery, PublicId)) -> Self {
        let is_open = delivery.delivered_at.is_none() && delivery.gave_up_at.is_none();
        Self {
            id: delivery.public_id,
            booking: *booking,
            seq: delivery.seq,
            event: delivery.kind,
            happened_at: delivery.at,
            attempts: delivery.attempts,
            next_attempt_at: is_open.then_some(delivery.due_at),
            delivered_at: delivery.delivered_at,
            gave_up_at: delivery.gave_up_at,
            status: delivery.status,
            error: delivery.error.clone(),
        }
    }
}

/// A page of deliveries.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WebhookDeliveryPage)]
pub struct DeliveryPage {
    pub items: Vec<DeliveryView>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    pub next_cursor: Option<String>,
}
