//! `GET /api/v1/webhooks`

use axum::Json;
use axum::extract::State;
use frontdesk_kit::db::DbError;

use super::super::Answer;
use super::views::{WebhookList, WebhookView};
use crate::Bookings;
use crate::store::webhooks;

/// List webhooks
///
/// All of them, the oldest first. Secrets are not shown again.
#[utoipa::path(
    get, path = "/api/v1/webhooks", tag = "webhooks", security(("bearer" = [])),
    responses((status = 200, description = "The webhooks.", body = WebhookList)),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn list_webhooks(State(bookings): State<Bookings>) -> Answer<Json<WebhookList>> {
    let found = bookings.desk().db.read(async |tx| webhooks::all(tx).await).await;
    let found = found.map_err(|error: DbError| error)?;
    Ok(Json(WebhookList { items: found.iter().map(WebhookView::new).collect() }))
}
