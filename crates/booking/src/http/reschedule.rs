//! `PUT /api/v1/bookings/{id}/time`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::{documented, etag};
use http::{HeaderMap, StatusCode};

use super::{Answer, Id, complete, shown};
use crate::{Bookings, flow};

static TIME: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("BookingTime").field(Field::moment("starts_at").required().help("A free time, in any zone."))
});
documented!(
    /// When a booking is to begin.
    BookingTimeBody, TIME, Strict, Create
);

/// Move a booking
///
/// It stays the same booking, on the terms on which it was made; it may overlap its own old time. If the new time cannot
/// be had, the old one is kept. Its client moves it as long and as often as was agreed on; where the specialist wants to
/// be asked, it is `requested` again.
#[utoipa::path(
    put, path = "/api/v1/bookings/{id}/time", tag = "bookings", request_body = BookingTimeBody, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "The time is taken (`slot_taken`); `next` lists the next free starts. Or the booking is settled already (`booking_status`), or its client has a seat there already (`already_joined`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, the time cannot be booked (`not_bookable`, with a `reason`), or it is too late or too often for its client (`rescheduling_closed`, `too_many_reschedules`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn reschedule_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = TIME.read(&body, Manners::Strict, Mode::Create)?;
    let starts_at = values.moment("starts_at").unwrap_or(Timestamp(0));
    let (seen, shared, now) = (etag::expected_versions(&headers), bookings.clone(), bookings.desk().clock.now());
    let reschedule = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking =
            flow::reschedule(tx, &shared.desk().model, &caller, (id, seen.as_deref()), starts_at, now).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.write(reschedule).await?)
}
