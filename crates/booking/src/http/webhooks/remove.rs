//! `DELETE /api/v1/webhooks/{id}`

use axum::extract::State;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::problem::Problem;
use http::StatusCode;

use super::super::{Answer, Id};
use crate::Bookings;
use crate::store::webhooks;

/// Remove a webhook
///
/// With what it was still to hear.
#[utoipa::path(
    delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The webhook's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such webhook.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("webhook.manage"))),
)]
pub async fn remove_webhook(State(bookings): State<Bookings>, Id(id): Id) -> Answer<StatusCode> {
    let remove = async move |tx: &mut Tx| webhooks::delete(tx, id).await;
    match bookings.desk().db.write(remove).await.map_err(|error: DbError| error)? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found()),
    }
}
