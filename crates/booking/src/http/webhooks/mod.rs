//! `/api/v1/webhooks`: where other programs hear what becomes of bookings.

mod add;
mod deliveries;
mod edit;
mod list;
mod redeliver;
mod remove;
mod renew;
mod views;

use axum::response::{IntoResponse, Response};
use frontdesk_kit::etag;
use frontdesk_kit::input::{Field, Invalid, Shape, Values};
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbound::{Reach, Target};
use frontdesk_notify::webhook::WebhookSecret;
use http::{StatusCode, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use crate::Bookings;
use crate::webhook::{EventKind, Webhook};
use views::{NewWebhookView, WebhookView};

/// The routes of this folder.
pub fn router() -> OpenApiRouter<Bookings> {
    OpenApiRouter::new()
        .routes(routes!(add::add_webhook, list::list_webhooks))
        .routes(routes!(edit::edit_webhook, remove::remove_webhook))
        .routes(routes!(renew::renew_webhook_secret))
        .routes(routes!(deliveries::list_webhook_deliveries))
        .routes(routes!(redeliver::redeliver_webhook))
}

fn with_url_and_events(shape: Shape) -> Shape {
    shape
        .field(
            Field::text("url")
                .max(2_000)
                .required()
                .example("https://crm.example.com/hooks/frontdesk")
                .help("Where to tell: an address that everybody on the internet can reach."),
        )
        .field(Field::many("events", EventKind::KEYS.iter().copied()).help("What to tell; nothing for everything."))
}

/// The address in `values`, if one is there and may be asked.
fn url(values: &Values, reach: Reach) -> Result<Option<String>, Invalid> {
    let refused = |_| Invalid::one("url", "invalid_url", Message::new("field-outbound-url"));
    let read = |text: &str| Target::read(text, reach).map(|target| target.as_str().to_owned()).map_err(refused);
    values.opt_text("url").map(read).transpose()
}

/// The events in `values`, if they are there, as [`Webhook`] keeps them.
fn kinds(values: &Values) -> Option<String> {
    let mut wanted = values.many("events").to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    values.has("events").then(|| wanted.join(" "))
}

/// A webhook with its version as `ETag`.
fn shown(webhook: &Webhook) -> Response {
    let mut response = axum::Json(WebhookView::new(webhook)).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(webhook.version));
    response
}

/// The same with its secret, which is shown this once.
fn shown_with_secret(status: StatusCode, bookings: &Bookings, webhook: &Webhook) -> Answer<Response> {
    let secret = WebhookSecret::of(&bookings.desk().webhook_key, &webhook.secret_name());
    let view = NewWebhookView { webhook: WebhookView::new(webhook), secret: secret.reveal() };
    let mut response = (status, [(header::CACHE_CONTROL, "no-store")], axum::Json(view)).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(webhook.version));
    Ok(response)
}
