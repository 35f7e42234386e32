//! `POST /api/v1/bookings`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::once::Once;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Value, Values};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use uuid::Uuid;

use super::slots::visit;
use super::{Answer, complete, shown};
use crate::model::{Visit, Wish};
use crate::{Bookings, flow};

static BOOKING: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("NewBooking")
        .field(Field::uuid("service").required().help("The service's id."))
        .field(
            Field::uuids("then", Visit::MOST_MORE)
                .help("Ids of services of the same specialist that follow upon it, one after another: all or nothing."),
        )
        .field(Field::uuid("specialist").help(super::slots::SPECIALIST))
        .field(Field::uuid("location").help(super::slots::LOCATION))
        .field(Field::moment("starts_at").required().help("A free time, as slots tell it, in any zone."))
        .field(
            Field::prose("note")
                .max(500)
                .may_be_blank()
                .default(Value::Text(String::new()))
                .example("Со двора, пожалуйста.")
                .help("What the specialist should know."),
        )
});
documented!(
    /// The body of a new booking.
    NewBookingBody, BOOKING, Strict, Create
);

/// Book
///
/// In the caller's name, at a time that is free: one service, or several in a row. It is confirmed at once, or `requested` where the specialist wants to be
/// asked; the time is taken either way. With an `Idempotency-Key` the same request may be sent again for 24 hours: it
/// makes no second booking and is answered with the first.
#[utoipa::path(
    post, path = "/api/v1/bookings", tag = "bookings", request_body = NewBookingBody, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of up to 255 visible ASCII characters that names this request.")),
    responses(
        (status = 201, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."),
                 ("Location" = String, description = "Where the booking is."))),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "Somebody was faster (`slot_taken`); `next` lists the next free starts.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, the time cannot be booked (`not_bookable`, with a `reason`), the caller has as many bookings to come as one may have (`too_many_bookings`), or the key belongs to another request (`idempotency_key_reused`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make"))),
)]
pub async fn make_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let wish = wish(&BOOKING.read(&body, Manners::Strict, Mode::Create)?);
    let (visit, starts_at) = (format!("{:?}", wish.visit), wish.starts_at.0.to_string());
    let once = Once::read(&headers, &["bookings", &visit, &starts_at, &wish.note])?;
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    let public_id = PublicId(desk.entropy.uuid(now));
    let book = async move |tx: &mut frontdesk_kit::db::Tx| {
        let model = &shared.desk().model;
        let booking = match &once {
            Some(once) => flow::book_once(tx, model, &caller, (&wish, once), public_id, now).await?,
            None => flow::book(tx, model, &caller, &wish, public_id, now).await?,
        };
        complete(tx, &shared, booking).await
    };
    let made = desk.db.write(book).await?;
    let mut response = shown(StatusCode::CREATED, &made)?;
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/bookings/{}", made.booking.public_id)) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

fn wish(values: &Values) -> Wish {
    Wish {
        visit: visit(PublicId(values.uuid("service").unwrap_or(Uuid::nil())), values),
        starts_at: values.moment("starts_at").unwrap_or(Timestamp(0)),
        note: values.text("note").to_owned(),
    }
}
