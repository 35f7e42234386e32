//! `POST /api/v1/holds/{id}/booking`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape};
use http::{HeaderMap, StatusCode};

use super::book::{note, place_at};
use super::{Answer, Id, complete, shown};
use crate::{Bookings, flow};

static BOOKED: LazyLock<Shape> = LazyLock::new(|| Shape::new("BookHold").field(note()));
documented!(
    /// What is to be said with the booking.
    BookHoldBody, BOOKED, Strict, Create
);

/// Book a held time
///
/// The hold becomes a booking of the same id, `confirmed` at once, or `requested` where the specialist wants to be asked. One
/// that holds no more becomes one all the same for a day, if nobody else has taken the time.
#[utoipa::path(
    post, path = "/api/v1/holds/{id}/booking", tag = "bookings", request_body = BookHoldBody,
    security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The hold's id.")),
    responses(
        (status = 201, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."),
                 ("Location" = String, description = "Where the booking is."))),
        (status = 404, description = "The caller holds no such time.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It holds no more and the time is taken (`hold_expired`); `next` lists the next free starts. Or it is a booking already (`booking_status`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "It cannot be booked any more (`not_bookable`, with a `reason`), or the caller has as many bookings to come as one may have (`too_many_bookings`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make"))),
)]
pub async fn book_hold(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = BOOKED.read(&body, Manners::Strict, Mode::Create)?;
    let (note, shared, now) = (values.text("note").to_owned(), bookings.clone(), bookings.desk().clock.now());
    let book = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booked = flow::book_hold(tx, &shared.desk().model, &caller, (id, &note), now).await?;
        complete(tx, &shared, booked).await
    };
    let made = bookings.desk().db.write(book).await?;
    let mut response = shown(StatusCode::CREATED, &made)?;
    place_at(&mut response, "bookings", made.booking.public_id);
    Ok(response)
}
