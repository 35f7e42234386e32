//! `POST /api/v1/webhooks/{id}/deliveries/{delivery}/redelivery`

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use http::StatusCode;

use super::super::Answer;
use crate::store::{deliveries, webhooks};
use crate::{BookingError, Bookings};

/// Deliver once more
///
/// Whatever became of it, with the same `webhook-id`.
#[utoipa::path(
    post, path = "/api/v1/webhooks/{id}/deliveries/{delivery}/redelivery", tag = "webhooks", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The webhook's id."),
        ("delivery" = String, Path, format = Uuid, description = "The delivery's id."),
    ),
    responses(
        (status = 202, description = "It will be tried at once."),
        (status = 404, description = "There is no such delivery.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn redeliver_webhook(
    State(bookings): State<Bookings>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Answer<StatusCode> {
    let named = |Path((webhook, delivery)): Path<(String, String)>| {
        Some((PublicId::parse(&webhook)?, PublicId::parse(&delivery)?))
    };
    let (webhook, delivery) = path.ok().and_then(named).ok_or_else(Problem::not_found)?;
    let now = bookings.desk().clock.now();
    let again = async move |tx: &mut Tx| {
        let webhook = webhooks::find(tx, webhook).await?.ok_or(BookingError::NotFound)?;
        let is_there = deliveries::again(tx, webhook.id, delivery, now).await?;
        if is_there { Ok(()) } else { Err(BookingError::NotFound) }
    };
    bookings.desk().db.write(again).await?;
    Ok(StatusCode::ACCEPTED)
}
