//! `POST /api/v1/bookings/{id}/cancellation`

use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::etag;
use http::{HeaderMap, StatusCode};

use super::{Answer, Id, complete, shown};
use crate::{Bookings, flow};

/// Cancel a booking
///
/// Its client, as long as was agreed on when it was booked; its specialist always. The time is free again at once.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/cancellation", tag = "bookings", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is settled already (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "It is too late for its client (`cancellation_closed`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn cancel_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Answer<Response> {
    let (seen, shared, now) = (etag::expected_versions(&headers), bookings.clone(), bookings.desk().clock.now());
    let cancel = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking = flow::cancel(tx, &caller, id, seen.as_deref(), now).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.write(cancel).await?)
}
