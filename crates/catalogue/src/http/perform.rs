//! `POST /api/v1/services/{id}/performers/{specialist}/acceptance` and `DELETE /api/v1/services/{id}/performers/{specialist}`

use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use http::StatusCode;

use super::{Answer, Performing};
use crate::{Catalogue, flow};

/// Agree to perform a service
///
/// What its owner has asked the caller to. From then on clients can book the caller for it, at the caller's own locations.
#[utoipa::path(
    post, path = "/api/v1/services/{id}/performers/{specialist}/acceptance", tag = "services", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The service's id."),
        ("specialist" = String, Path, format = Uuid, description = "The id of the caller's profile."),
    ),
    responses(
        (status = 204, description = "They perform it."),
        (status = 404, description = "Nobody has asked the caller to.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn accept_performance(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Performing(service, specialist): Performing,
) -> Answer<StatusCode> {
    let now = catalogue.desk().clock.now();
    let accept = async move |tx: &mut frontdesk_kit::db::Tx| {
        flow::accept_performance(tx, &caller, (service, specialist), now).await
    };
    catalogue.desk().db.write(accept).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take somebody off a service
///
/// By who manages it, or by the performer. What is booked with them stays booked.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}/performers/{specialist}", tag = "services", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The service's id."),
        ("specialist" = String, Path, format = Uuid, description = "The id of the specialist's profile."),
    ),
    responses(
        (status = 204, description = "They do not perform it, nor are they asked to."),
        (status = 404, description = "There is no such performer whom the caller may take off.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn dismiss_performer(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Performing(service, specialist): Performing,
) -> Answer<StatusCode> {
    let dismiss =
        async move |tx: &mut frontdesk_kit::db::Tx| flow::dismiss_performer(tx, &caller, (service, specialist)).await;
    catalogue.desk().db.write(dismiss).await?;
    Ok(StatusCode::NO_CONTENT)
}
