//! `POST /api/v1/guest-bookings/lookup`, `…/cancellation` and `…/time`: what a guest does with the secret of a booking. The
//! secret travels in the body, so that no log ever holds it.

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Values};
use http::{HeaderMap, StatusCode};

use super::{Answer, complete, shown};
use crate::{Bookings, flow};

fn token() -> Field {
    Field::text("token").max(200).required().example("q3Tz…").help("The secret of the booking.")
}

static LOOK: LazyLock<Shape> = LazyLock::new(|| Shape::new("GuestToken").field(token()));
documented!(
    /// What the guest was told when they booked.
    GuestTokenBody, LOOK, Strict, Create
);

static TIME: LazyLock<Shape> = LazyLock::new(|| {
    let starts_at = Field::moment("starts_at").required().help("A free time, in any zone.");
    Shape::new("GuestBookingTime").field(token()).field(starts_at)
});
documented!(
    /// What the guest was told when they booked, and when it is to begin.
    GuestBookingTimeBody, TIME, Strict, Create
);

async fn read(shape: &Shape, headers: &HeaderMap, body: HttpBody) -> Answer<Values> {
    let body = Body::read(headers, body, Limits::json(), Manners::Strict).await?;
    Ok(shape.read(&body, Manners::Strict, Mode::Create)?)
}

/// Look at a guest's booking
///
/// For whoever has its secret.
#[utoipa::path(
    post, path = "/api/v1/guest-bookings/lookup", tag = "bookings", request_body = GuestTokenBody, security(()),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 404, description = "The secret opens nothing.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn look_up_guest_booking(
    State(bookings): State<Bookings>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let hash = bookings.desk().tokens.link_hash(read(&LOOK, &headers, body).await?.text("token"));
    let shared = bookings.clone();
    let look = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking = flow::get_as_guest(tx, &hash).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.read(look).await?)
}

/// Cancel a guest's booking
///
/// For whoever has its secret, as long as was agreed on when it was booked.
#[utoipa::path(
    post, path = "/api/v1/guest-bookings/cancellation", tag = "bookings", request_body = GuestTokenBody, security(()),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 404, description = "The secret opens nothing.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is settled already (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "It is too late (`cancellation_closed`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn cancel_guest_booking(
    State(bookings): State<Bookings>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let hash = bookings.desk().tokens.link_hash(read(&LOOK, &headers, body).await?.text("token"));
    let (shared, now) = (bookings.clone(), bookings.desk().clock.now());
    let cancel = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking = flow::cancel_as_guest(tx, &hash, now).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.write(cancel).await?)
}

/// Move a guest's booking
///
/// For whoever has its secret, as long and as often as was agreed on when it was booked.
#[utoipa::path(
    post, path = "/api/v1/guest-bookings/time", tag = "bookings", request_body = GuestBookingTimeBody, security(()),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 404, description = "The secret opens nothing.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "The new time is taken (`slot_taken`), it is settled already (`booking_status`), or they have a seat there already (`already_joined`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "The new time cannot be booked (`not_bookable`), it is too late (`rescheduling_closed`), or it was moved often enough (`too_many_reschedules`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn move_guest_booking(
    State(bookings): State<Bookings>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let values = read(&TIME, &headers, body).await?;
    let hash = bookings.desk().tokens.link_hash(values.text("token"));
    let starts_at = values.moment("starts_at").unwrap_or(Timestamp(0));
    let (shared, now) = (bookings.clone(), bookings.desk().clock.now());
    let shift = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking = flow::reschedule_as_guest(tx, &shared.desk().model, &hash, starts_at, now).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.write(shift).await?)
}
