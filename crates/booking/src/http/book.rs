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
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape, Value, Values};
use frontdesk_kit::locale::Message;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use uuid::Uuid;

use super::guest::{contact, contact_fields};
use super::slots::visit;
use super::{Answer, complete, shown};
use crate::model::{Behalf, Visit, Whom, Wish};
use crate::{Bookings, flow};

static BOOKING: LazyLock<Shape> = LazyLock::new(|| {
    let guest = contact_fields().into_iter().fold(Shape::new("BookedGuest"), Shape::field);
    wanted("NewBooking")
        .field(note())
        .field(Field::uuid("client").help("The id of the profile of somebody for whom the business books."))
        .field(Field::object("guest", guest).help("Somebody without an account for whom the business books."))
        .field(
            Field::boolean("allow_overlap")
                .default(Value::Boolean(false))
                .help("Whether the business wants the booking although the time is taken."),
        )
});
documented!(
    /// The body of a new booking.
    NewBookingBody, BOOKING, Strict, Create
);

/// What is to be booked, and when.
pub(super) fn wanted(name: &str) -> Shape {
    Shape::new(name)
        .field(Field::uuid("service").required().help("The service's id."))
        .field(
            Field::uuids("then", Visit::MOST_MORE)
                .help("Ids of services of the same specialist that follow upon it, one after another: all or nothing."),
        )
        .field(Field::uuid("specialist").help(super::slots::SPECIALIST))
        .field(Field::uuid("location").help(super::slots::LOCATION))
        .field(Field::moment("starts_at").required().help("A free time, as slots tell it, in any zone."))
}

/// What the client has to say.
pub(super) fn note() -> Field {
    Field::prose("note")
        .max(500)
        .may_be_blank()
        .default(Value::Text(String::new()))
        .example("Со двора, пожалуйста.")
        .help("What the specialist should know.")
}

/// Book
///
/// In the caller's name, or in that of a `client` or `guest` when a specialist books into their own calendar, or whoever
/// manages bookings into anybody's. At a time that is free, unless the business says `allow_overlap`: one service, or several
/// in a row. It is confirmed at once, or `requested` where the specialist wants to be asked; the time is taken either way. With an `Idempotency-Key` the same request may be sent again for 24 hours: it
/// makes no second booking and is answered with the first.
#[utoipa::path(
    post, path = "/api/v1/bookings", tag = "bookings", request_body = NewBookingBody, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of up to 255 visible ASCII characters that names this request.")),
    responses(
        (status = 201, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."),
                 ("Location" = String, description = "Where the booking is."))),
        (status = 403, description = "It is not the caller's to book for others there.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "Somebody was faster (`slot_taken`); `next` lists the next free starts. Or they have a seat there already (`already_joined`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, the time cannot be booked (`not_bookable`, with a `reason`), the caller has as many bookings to come as one may have (`too_many_bookings`), or the key belongs to another request (`idempotency_key_reused`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make or booking.manage_any"))),
)]
pub async fn make_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = BOOKING.read(&body, Manners::Strict, Mode::Create)?;
    let (wish, behalf) = (wish(&values), behalf(&values)?);
    let (visit, starts_at) = (format!("{:?}", wish.visit), wish.starts_at.0.to_string());
    let once = Once::read(&headers, &["bookings", &visit, &starts_at, &wish.note, &format!("{behalf:?}")])?;
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    let public_id = PublicId(desk.entropy.uuid(now));
    let book = async move |tx: &mut frontdesk_kit::db::Tx| {
        let model = &shared.desk().model;
        let booking = match &once {
            Some(once) => flow::book_once(tx, model, &caller, (&wish, behalf.as_ref(), once), public_id, now).await?,
            None => match &behalf {
                Some(behalf) => flow::book_for(tx, model, &caller, (&wish, behalf), public_id, now).await?,
                None => flow::book(tx, model, &caller, &wish, public_id, now).await?,
            },
        };
        complete(tx, &shared, booking).await
    };
    let made = desk.db.write(book).await?;
    let mut response = shown(StatusCode::CREATED, &made)?;
    place_at(&mut response, "bookings", made.booking.public_id);
    Ok(response)
}

/// Tells where the thing is that was made.
pub(super) fn place_at(response: &mut Response, kind: &str, id: PublicId) {
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/{kind}/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
}

/// For whom the business books, if it does.
fn behalf(values: &Values) -> Result<Option<Behalf>, Invalid> {
    let (mut invalid, allow_overlap) = (Invalid::default(), values.boolean("allow_overlap"));
    let guest = values.object("guest").map(|parts| contact(parts, &mut invalid));
    for error in &mut invalid.errors {
        error.field = format!("guest.{}", error.field);
    }
    let whom = match (values.uuid("client").map(PublicId), guest) {
        (Some(_), Some(_)) => {
            invalid.push("guest", "not_both", Message::new("field-client-or-guest"));
            None
        }
        (Some(client), None) => Some(Whom::Client(client)),
        (None, Some(guest)) => Some(Whom::Guest(guest)),
        (None, None) if allow_overlap => {
            invalid.push("client", "required", Message::new("field-required"));
            None
        }
        (None, None) => None,
    };
    invalid.or_ok(whom.map(|whom| Behalf { whom, allow_overlap }))
}

pub(super) fn wish(values: &Values) -> Wish {
    Wish {
        visit: visit(PublicId(values.uuid("service").unwrap_or(Uuid::nil())), values),
        starts_at: values.moment("starts_at").unwrap_or(Timestamp(0)),
        note: values.text("note").to_owned(),
    }
}
