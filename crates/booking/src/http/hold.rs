//! `POST /api/v1/holds` and `DELETE /api/v1/holds/{id}`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::once::Once;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape};
use http::{HeaderMap, StatusCode};

use super::book::{place_at, wanted, wish};
use super::{Answer, Id, complete, shown};
use crate::{Bookings, flow};

static HOLD: LazyLock<Shape> = LazyLock::new(|| wanted("NewHold"));
documented!(
    /// The body of a new hold.
    NewHoldBody, HOLD, Strict, Create
);

/// Hold a time
///
/// Nobody else gets it until `hold_expires_at`, to the very second; then it is free again, unless the caller has booked it.
/// Three times may be held at once.
#[utoipa::path(
    post, path = "/api/v1/holds", tag = "bookings", request_body = NewHoldBody, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of up to 255 visible ASCII characters that names this request.")),
    responses(
        (status = 201, description = "What is held, as a booking whose status is `held`.", body = super::views::BookingView,
         headers(("ETag" = String, description = "Its version."), ("Location" = String, description = "Where the hold is."))),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "Somebody was faster (`slot_taken`); `next` lists the next free starts. Or they have a seat there already (`already_joined`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "As for a booking, or the caller holds as many times as one may (`too_many_holds`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make"))),
)]
pub async fn hold_time(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let wish = wish(&HOLD.read(&body, Manners::Strict, Mode::Create)?);
    let visit = format!("{:?}", wish.visit);
    let once = Once::read(&headers, &["holds", &visit, &wish.starts_at.0.to_string()])?;
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    let (public_id, until) = (PublicId(desk.entropy.uuid(now)), now.plus(bookings.settings().hold_minutes * 60));
    let hold = async move |tx: &mut frontdesk_kit::db::Tx| {
        let model = &shared.desk().model;
        let held = match &once {
            Some(once) => flow::hold_once(tx, model, &caller, (&wish, once), public_id, (now, until)).await?,
            None => flow::hold(tx, model, &caller, &wish, public_id, (now, until)).await?,
        };
        complete(tx, &shared, held).await
    };
    let held = desk.db.write(hold).await?;
    let mut response = shown(StatusCode::CREATED, &held)?;
    place_at(&mut response, "holds", held.booking.public_id);
    Ok(response)
}

/// Let a held time go
///
/// It is free again at once.
#[utoipa::path(
    delete, path = "/api/v1/holds/{id}", tag = "bookings", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The hold's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "The caller holds no such time.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make"))),
)]
pub async fn release_hold(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let now = bookings.desk().clock.now();
    let release = async move |tx: &mut frontdesk_kit::db::Tx| flow::release(tx, &caller, id, now).await;
    bookings.desk().db.write(release).await?;
    Ok(StatusCode::NO_CONTENT)
}
