//! `POST /api/v1/webhooks/{id}/secret`

use axum::extract::State;
use axum::response::Response;
use frontdesk_kit::db::Tx;
use frontdesk_kit::etag;
use http::{HeaderMap, StatusCode};

use super::super::{Answer, Id};
use super::shown_with_secret;
use crate::{Bookings, flow};

/// Change a webhook's secret
///
/// From now on the new one signs, also what is still to be delivered. It is shown this once.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{id}/secret", tag = "webhooks", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The webhook's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The webhook with its secret.", body = super::views::NewWebhookView,
         headers(("ETag" = String, description = "The webhook's version."))),
        (status = 404, description = "There is no such webhook.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn renew_webhook_secret(
    State(bookings): State<Bookings>,
    Id(id): Id,
    headers: HeaderMap,
) -> Answer<Response> {
    let (seen, now) = (etag::expected_versions(&headers), bookings.desk().clock.now());
    let renew = async move |tx: &mut Tx| flow::renew_secret(tx, (id, seen.as_deref()), now).await;
    shown_with_secret(StatusCode::OK, &bookings, &bookings.desk().db.write(renew).await?)
}
