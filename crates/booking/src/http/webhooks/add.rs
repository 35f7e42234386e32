//! `POST /api/v1/webhooks`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_kit::db::Tx;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape};
use http::{HeaderMap, StatusCode};

use super::super::Answer;
use super::{kinds, shown_with_secret, url, with_url_and_events};
use crate::Bookings;
use crate::flow::{self, NewWebhook};

pub(super) static WEBHOOK: LazyLock<Shape> = LazyLock::new(|| with_url_and_events(Shape::new("NewWebhook")));
documented!(
    /// The body of a new webhook.
    NewWebhookBody, WEBHOOK, Strict, Create
);

/// Add a webhook
///
/// From now on what becomes of bookings is posted there, signed as Standard Webhooks says, in order for each booking, and
/// again until it has arrived. The `secret` is shown this once. There can be 20.
#[utoipa::path(
    post, path = "/api/v1/webhooks", tag = "webhooks", request_body = NewWebhookBody, security(("bearer" = [])),
    responses(
        (status = 201, description = "The webhook with its secret.", body = super::views::NewWebhookView,
         headers(("ETag" = String, description = "The webhook's version."))),
        (status = 422, description = "Some input cannot be accepted, or there are 20 already (`too_many_webhooks`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn add_webhook(State(bookings): State<Bookings>, headers: HeaderMap, body: HttpBody) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = WEBHOOK.read(&body, Manners::Strict, Mode::Create)?;
    let url = url(&values, bookings.reach())?.unwrap_or_default();
    let new = NewWebhook { url, kinds: kinds(&values).unwrap_or_default() };
    let (desk, now) = (bookings.desk(), bookings.desk().clock.now());
    let public_id = PublicId(desk.entropy.uuid(now));
    let add = async move |tx: &mut Tx| flow::add_webhook(tx, &new, public_id, now).await;
    shown_with_secret(StatusCode::CREATED, &bookings, &desk.db.write(add).await?)
}
