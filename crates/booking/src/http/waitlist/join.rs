//! `POST /api/v1/waitlist`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape};
use frontdesk_kit::locale::Message;
use http::{HeaderMap, StatusCode};
use uuid::Uuid;

use super::views::EntryView;
use crate::http::Answer;
use crate::http::search::end;
use crate::http::slots::{LOCATION, SPECIALIST};
use crate::offering::Visit;
use crate::search::End;
use crate::waiting::Hope;
use crate::{BookingError, Bookings, flow};

static HOPE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("NewWaitlistEntry")
        .field(Field::uuid("service").required().help("The service's id."))
        .field(Field::uuid("specialist").help(SPECIALIST))
        .field(Field::uuid("location").help(LOCATION))
        .field(end("from").help(
            "When the visit may begin: a date, as the location has it, or a moment with its distance from UTC; from now \
             on, if it is left out.",
        ))
        .field(end("to").required().help(
            "Until when it must have begun: a date, which counts as a whole, or a moment; at most 62 days later, and 366 \
             days ahead.",
        ))
});
documented!(
    /// What somebody would come for, and when.
    NewWaitlistEntryBody, HOPE, Strict, Create
);

/// Wait for a time
///
/// When a time of the service comes free in the time that suits the caller, it is held for whoever has waited longest, for
/// half an hour, and they are written to. Who does not book it waits on behind the others, up to three offers. At most
/// 20 times may be waited for at once.
#[utoipa::path(
    post, path = "/api/v1/waitlist", tag = "bookings", request_body = NewWaitlistEntryBody, security(("bearer" = [])),
    responses(
        (status = 201, description = "The caller waits.", body = EntryView),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, the service cannot be booked at all (`not_bookable`), or the caller waits for 20 times already.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make"))),
)]
pub async fn join_waitlist(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = HOPE.read(&body, Manners::Strict, Mode::Create)?;
    let to = values.opt_text("to").and_then(End::parse);
    let to = to.ok_or_else(|| Invalid::one("to", "required", Message::new("field-required")))?;
    let visit = Visit {
        service: PublicId(values.uuid("service").unwrap_or(Uuid::nil())),
        then: Vec::new(),
        specialist: values.uuid("specialist").map(PublicId),
        location: values.uuid("location").map(PublicId),
    };
    let hope = Hope { visit, from: values.opt_text("from").and_then(End::parse), to };
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    let public_id = PublicId(desk.entropy.uuid(now));
    let join = async move |tx: &mut frontdesk_kit::db::Tx| {
        let entry = flow::waitlist::join(tx, &shared.desk().model, &caller, &hope, public_id, now).await?;
        let people: Vec<_> = [Some(entry.client_id), entry.specialist_id].into_iter().flatten().collect();
        let cards = shared.catalogue().cards().of(tx, &people).await?;
        Ok::<_, BookingError>((entry, cards))
    };
    let (entry, cards) = desk.db.write(join).await?;
    Ok((StatusCode::CREATED, axum::Json(EntryView::new(&entry, &cards))).into_response())
}
