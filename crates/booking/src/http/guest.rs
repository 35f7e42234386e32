//! `POST /api/v1/guest-bookings`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::identifier::{Email, Phone};
use frontdesk_accounts::limits::{self, Limit};
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::words;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape, Value, Values};
use frontdesk_kit::locale::{Lang, Message};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use super::book::{note, wanted, wish};
use super::views::BookingView;
use super::{Answer, complete};
use crate::flow::{self, Secret};
use crate::model::Guest;
use crate::{BookingError, Bookings};

/// Bookings that one source may try to make without an account.
const PER_SOURCE: Limit = Limit { bucket: "guest.source", count: 60, window_seconds: 3600 };
/// The same for one address, and for one number.
const PER_CONTACT: Limit = Limit { bucket: "guest.contact", count: 10, window_seconds: 3600 };

static GUEST: LazyLock<Shape> = LazyLock::new(|| {
    let booking = wanted("NewGuestBooking").field(note());
    contact_fields().into_iter().fold(booking, Shape::field)
});
documented!(
    /// The body of a booking without an account.
    NewGuestBookingBody, GUEST, Strict, Create
);

/// Who comes, and where they can be reached.
pub(super) fn contact_fields() -> [Field; 3] {
    let empty = || Value::Text(String::new());
    [
        Field::text("name").max(150).required().example("Анна Иванова").help("Who comes."),
        Field::email("email").default(empty()).example("anna@example.com").help("Their e-mail address."),
        Field::phone_number("phone").default(empty()).help("Their telephone number, in international form."),
    ]
}

/// Somebody without an account, as the body tells; what is wrong goes into `invalid`.
pub(super) fn contact(values: &Values, invalid: &mut Invalid) -> Guest {
    let email = Some(values.text("email")).filter(|text| !text.is_empty());
    let email = email.and_then(|text| words::email(text, invalid));
    let phone = match Phone::parse(values.text("phone")) {
        Ok(phone) => phone.key().unwrap_or_default().to_owned(),
        Err(_) if values.text("phone").is_empty() => String::new(),
        Err(_) => {
            invalid.push("phone", "invalid_phone", Message::new("field-phone"));
            String::new()
        }
    };
    let email = email.as_ref().map(Email::key).unwrap_or_default().to_owned();
    Guest { name: values.text("name").to_owned(), email, phone }
}

/// A guest's booking, and what it is managed with.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = GuestBooking)]
pub struct GuestBookingView<'a> {
    booking: BookingView<'a>,
    /// The secret with which it can be looked at, moved and cancelled. Told here and in the message to the guest, and
    /// never again.
    #[schema(example = "q3Tz…")]
    token: &'a str,
}

/// Book without an account
///
/// With a name and an e-mail address or a telephone number, to which the secret is sent that manages the booking. Refused
/// where the operator takes no guests (`guests_not_taken`).
#[utoipa::path(
    post, path = "/api/v1/guest-bookings", tag = "bookings", request_body = NewGuestBookingBody, security(()),
    responses(
        (status = 201, description = "The booking and its secret.", body = GuestBookingView),
        (status = 403, description = "Nobody books here without an account (`guests_not_taken`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "Somebody was faster (`slot_taken`); `next` lists the next free starts. Or they have a seat there already (`already_joined`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "As for a booking with an account; five bookings to come are as many as a guest may have (`too_many_bookings`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 429, description = "Too many from here, or for this address or number.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn book_as_guest(
    State(bookings): State<Bookings>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    if !bookings.settings().guests {
        return Err(BookingError::GuestsNotTaken.into());
    }
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let (values, mut invalid) = GUEST.sift(&body, Manners::Strict, Mode::Create);
    let guest = contact(&values, &mut invalid);
    if invalid.is_empty() && guest.email.is_empty() && guest.phone.is_empty() {
        invalid.push("email", "required", Message::new("field-contact-needed"));
    }
    let wish = invalid.or_ok(wish(&values))?;
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    desk.limits.attempt(&desk.db, PER_SOURCE, &origin.source(), now).await?;
    for contact in [&guest.email, &guest.phone].into_iter().filter(|contact| !contact.is_empty()) {
        desk.limits.attempt(&desk.db, PER_CONTACT, &limits::digest(contact), now).await?;
    }
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = Lang::from_accept_language(wished, Lang::DEFAULT);
    let (token, hash) = desk.tokens.new_link(desk.entropy);
    let link = desk.settings.links.guest_booking.as_ref().map(|link| link.filled(UserId(0), &token));
    let source = origin.source();
    let (public_id, secret) = (PublicId(desk.entropy.uuid(now)), Secret { token, link, hash });
    let kept = secret.clone();
    let book = async move |tx: &mut frontdesk_kit::db::Tx| {
        let whom = (&wish, guest.clone());
        let booking = flow::book_as_guest(tx, shared.catalogue(), whom, (&kept, lang, &source), public_id, now).await?;
        complete(tx, &shared, booking).await
    };
    let made = desk.db.write(book).await?;
    let view = GuestBookingView { booking: BookingView::new(&made)?, token: &secret.token };
    Ok((StatusCode::CREATED, axum::Json(view)).into_response())
}
