//! `PATCH /api/v1/webhooks/{id}`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_kit::db::Tx;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::{documented, etag};
use http::HeaderMap;

use super::super::{Answer, Id};
use super::{kinds, shown, url, with_url_and_events};
use crate::Bookings;
use crate::flow::{self, WebhookChange};

static CHANGE: LazyLock<Shape> = LazyLock::new(|| {
    let active = Field::boolean("active").help("Whether anything is sent there.");
    with_url_and_events(Shape::new("WebhookPatch")).field(active)
});
documented!(
    /// What is to become different about a webhook.
    WebhookPatch, CHANGE, Strict, Patch
);

/// Change a webhook
///
/// What is not sent stays. Switched on again, it hears first what it has not heard yet.
#[utoipa::path(
    patch, path = "/api/v1/webhooks/{id}", tag = "webhooks", request_body = WebhookPatch, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The webhook's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The webhook.", body = super::views::WebhookView,
         headers(("ETag" = String, description = "The webhook's version."))),
        (status = 404, description = "There is no such webhook.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn edit_webhook(
    State(bookings): State<Bookings>,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = CHANGE.read(&body, Manners::Strict, Mode::Patch)?;
    let url = url(&values, bookings.reach())?;
    let change = WebhookChange { url, kinds: kinds(&values), active: values.opt_boolean("active") };
    let (seen, now) = (etag::expected_versions(&headers), bookings.desk().clock.now());
    let edit = async move |tx: &mut Tx| flow::edit_webhook(tx, (id, seen.as_deref()), &change, now).await;
    Ok(shown(&bookings.desk().db.write(edit).await?))
}
