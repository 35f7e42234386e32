//! `DELETE /api/v1/services/{id}`

use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::etag;
use http::{HeaderMap, StatusCode};

use super::{Answer, Id};
use crate::{Catalogue, flow};

/// Withdraw a service
///
/// One's own; an administrator anybody's. It is gone for good; to hide it for a while, make it inactive instead.
#[utoipa::path(
    delete, path = "/api/v1/services/{id}", tag = "services", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The service's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 403, description = "The caller's role manages no services.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such service that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own or service.manage_any"))),
)]
pub async fn withdraw_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
) -> Answer<StatusCode> {
    let (service, expected, desk) = (id.into(), etag::expected_versions(&headers), catalogue.desk());
    desk.db.write(async move |tx| flow::withdraw(tx, &caller, service, expected.as_deref()).await).await?;
    catalogue.touch_services();
    Ok(StatusCode::NO_CONTENT)
}
