//! `PATCH /api/v1/locations/{id}`

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Values};
use frontdesk_kit::{documented, etag};
use http::{HeaderMap, StatusCode};

use super::add_location::LOCATION;
use super::{Answer, Id, shown};
use crate::flow;
use crate::location::LocationChange;

documented!(
    /// What is to become different about a location.
    LocationPatch, LOCATION, Strict, Patch
);

/// Change a location
///
/// One's own; staff anybody's. What is not sent stays. The time zone stays always: hours and bookings are told by it, so
/// who moves to another zone adds another location. With `If-Match`, a location that has changed meanwhile is left alone.
#[utoipa::path(
    patch, path = "/api/v1/locations/{id}", tag = "schedules", request_body = LocationPatch, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The location's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The location.", body = super::views::LocationView,
         headers(("ETag" = String, description = "The location's version."))),
        (status = 404, description = "There is no such location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn edit_location(
    State(desk): State<Desk>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let change = change(&LOCATION.read(&body, Manners::Strict, Mode::Patch)?);
    let (expected, now) = (etag::expected_versions(&headers), desk.clock.now());
    let edit = async move |tx: &mut frontdesk_kit::db::Tx| {
        flow::edit_location(tx, &caller, id, &change, expected.as_deref(), now).await
    };
    Ok(shown(StatusCode::OK, &desk.db.write(edit).await?))
}

fn change(values: &Values) -> LocationChange {
    let text = |key| values.opt_text(key).map(str::to_owned);
    let number = |key| values.has(key).then(|| values.opt_minor(key));
    LocationChange {
        name: text("name"),
        city: text("city"),
        address: text("address"),
        latitude: number("latitude"),
        longitude: number("longitude"),
        time_zone: text("time_zone"),
    }
}
