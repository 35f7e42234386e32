//! `GET /api/v1/webhooks/{id}/deliveries`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::db::Tx;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};

use super::super::{Answer, Id};
use super::views::{DeliveryPage, DeliveryView};
use crate::store::{deliveries, webhooks};
use crate::webhook::DeliveryId;
use crate::{BookingError, Bookings};

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("WebhookDeliveries"), "Deliveries"));
documented_query!(
    /// Which page.
    WebhookDeliveriesQuery, PAGE, Strict
);

/// List the deliveries of a webhook
///
/// The latest first. What was settled 30 days ago is forgotten.
#[utoipa::path(
    get, path = "/api/v1/webhooks/{id}/deliveries", tag = "webhooks", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The webhook's id."), WebhookDeliveriesQuery),
    responses(
        (status = 200, description = "A page of deliveries.", body = DeliveryPage),
        (status = 404, description = "There is no such webhook.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn list_webhook_deliveries(
    State(bookings): State<Bookings>,
    Id(id): Id,
    RawQuery(query): RawQuery,
) -> Answer<Json<DeliveryPage>> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (desk, limit, scope) = (bookings.desk(), values.integer("limit"), format!("deliveries of {id}"));
    let place = |cursor: &str| desk.cursor_key.open(&scope, cursor)?.first()?.parse().ok();
    let before = match values.opt_text("cursor") {
        None => i64::MAX,
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let read = async move |tx: &mut Tx| {
        let webhook = webhooks::find(tx, id).await?.ok_or(BookingError::NotFound)?;
        Ok::<_, BookingError>(deliveries::page(tx, webhook.id, DeliveryId(before), limit + 1).await?)
    };
    let found = desk.db.read(read).await?;
    let page = Page::cut(found, limit, |(last, _)| desk.cursor_key.seal(&scope, &[last.id.to_string()]));
    Ok(Json(DeliveryPage { items: page.items.iter().map(DeliveryView::new).collect(), next_cursor: page.next_cursor }))
}
