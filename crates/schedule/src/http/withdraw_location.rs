//! `DELETE /api/v1/locations/{id}`

use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::etag;
use http::{HeaderMap, StatusCode};

use super::{Answer, Id};
use crate::flow;

/// Withdraw a location
///
/// One's own; staff anybody's. It is gone for good, with its hours. While somebody is to come there it stays.
#[utoipa::path(
    delete, path = "/api/v1/locations/{id}", tag = "schedules", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The location's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "Somebody is to come there (`still_booked`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn withdraw_location(
    State(desk): State<Desk>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Answer<StatusCode> {
    let expected = etag::expected_versions(&headers);
    desk.db.write(async move |tx| flow::withdraw_location(tx, &caller, id, expected.as_deref()).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
