//! `POST /api/v1/bookings/{id}/confirmation` and its kin: what a specialist says of a booking.

use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::etag;
use http::{HeaderMap, StatusCode};

use super::{Answer, Id, complete, shown};
use crate::Bookings;
use crate::flow::{self, Settlement};

async fn settle(
    bookings: Bookings,
    caller: Caller,
    Id(id): Id,
    headers: &HeaderMap,
    settlement: Settlement,
) -> Answer<Response> {
    let (seen, shared, now) = (etag::expected_versions(headers), bookings.clone(), bookings.desk().clock.now());
    let settle = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking = flow::settle(tx, &caller, id, settlement, seen.as_deref(), now).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.write(settle).await?)
}

/// Confirm a booking
///
/// Its specialist says yes to a request, before its start.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/confirmation", tag = "bookings", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 403, description = "The caller is its client.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is no request any more (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn confirm_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
) -> Answer<Response> {
    settle(bookings, caller, id, &headers, Settlement::Confirm).await
}

/// Decline a booking
///
/// Its specialist says no to a request. The time is free again at once.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/decline", tag = "bookings", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 403, description = "The caller is its client.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is no request any more (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn decline_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
) -> Answer<Response> {
    settle(bookings, caller, id, &headers, Settlement::Decline).await
}

/// Note that the client is there
///
/// On the date of the booking, or later.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/arrival", tag = "bookings", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 403, description = "The caller is its client.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is not confirmed, or settled already (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "It is too early for that (`too_early`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn note_arrival(
    State(bookings): State<Bookings>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
) -> Answer<Response> {
    settle(bookings, caller, id, &headers, Settlement::Arrive).await
}

/// Complete a booking
///
/// Once it has begun.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/completion", tag = "bookings", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 403, description = "The caller is its client.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is not confirmed, or settled already (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "It is too early for that (`too_early`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn complete_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
) -> Answer<Response> {
    settle(bookings, caller, id, &headers, Settlement::Complete).await
}

/// Note that nobody came
///
/// Once it should have begun.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/no-show", tag = "bookings", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 403, description = "The caller is its client.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is not confirmed, or settled already (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "It is too early for that (`too_early`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn note_no_show(
    State(bookings): State<Bookings>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
) -> Answer<Response> {
    settle(bookings, caller, id, &headers, Settlement::NoShow).await
}
