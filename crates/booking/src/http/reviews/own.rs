//! `POST`, `GET`, `PUT` and `DELETE /api/v1/bookings/{id}/review`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Value};
use frontdesk_kit::{documented, etag};
use http::{HeaderMap, StatusCode};

use super::views::{ReviewView, shown};
use super::{Answer, Id, complete};
use crate::review::Opinion;
use crate::{Bookings, flow};

static OPINION: LazyLock<Shape> = LazyLock::new(|| {
    let nothing = Value::Text(String::new());
    Shape::new("NewReview")
        .field(Field::integer("rating").between(1, 5).required().example(5))
        .field(Field::prose("text").max(2_000).may_be_blank().default(nothing).example("Очень внимательный мастер."))
});
documented!(
    /// What a client has to say of a visit.
    NewReviewBody, OPINION, Strict, Create
);

/// Review a visit
///
/// By the client of a completed booking, once. Everybody can read it, with no more of the author than their first name,
/// and that only where names are public.
#[utoipa::path(
    post, path = "/api/v1/bookings/{id}/review", tag = "reviews", request_body = NewReviewBody, security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The booking's id.")),
    responses(
        (status = 201, description = "The review.", body = ReviewView,
         headers(("ETag" = String, description = "The review's version."))),
        (status = 403, description = "The caller is not its client.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such booking that the caller may see, or its specialist has left.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is not completed (`booking_status`), or has a review already (`already_reviewed`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn review_booking(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let opinion = read(&headers, body).await?;
    let (desk, now) = (bookings.desk(), bookings.desk().clock.now());
    let (public_id, shared) = (PublicId(desk.entropy.uuid(now)), bookings.clone());
    let review = async move |tx: &mut Tx| {
        let made = flow::reviews::review(tx, &caller, id, &opinion, public_id, now).await?;
        complete(tx, &shared, made).await
    };
    let (made, name) = desk.db.write(review).await?;
    Ok(shown(StatusCode::CREATED, &made, name.as_deref()))
}

/// The review of a visit
///
/// As both sides of the booking see it.
#[utoipa::path(
    get, path = "/api/v1/bookings/{id}/review", tag = "reviews", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The booking's id.")),
    responses(
        (status = 200, description = "The review.", body = ReviewView,
         headers(("ETag" = String, description = "The review's version."))),
        (status = 404, description = "There is no such booking that the caller may see, or no review that they may.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn show_review(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<Response> {
    let shared = bookings.clone();
    let show = async move |tx: &mut Tx| {
        let found = flow::reviews::show_review(tx, &caller, id).await?;
        complete(tx, &shared, found).await
    };
    let (found, name) = bookings.desk().db.read(show).await?;
    Ok(shown(StatusCode::OK, &found, name.as_deref()))
}

/// Change your review
///
/// The whole of it; what was answered stays.
#[utoipa::path(
    put, path = "/api/v1/bookings/{id}/review", tag = "reviews", request_body = NewReviewBody, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The review.", body = ReviewView,
         headers(("ETag" = String, description = "The review's version."))),
        (status = 404, description = "There is no review of the caller's for such a booking.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn change_review(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let opinion = read(&headers, body).await?;
    let (seen, shared, now) = (etag::expected_versions(&headers), bookings.clone(), bookings.desk().clock.now());
    let change = async move |tx: &mut Tx| {
        let changed = flow::reviews::change(tx, &caller, id, &opinion, seen.as_deref(), now).await?;
        complete(tx, &shared, changed).await
    };
    let (changed, name) = bookings.desk().db.write(change).await?;
    Ok(shown(StatusCode::OK, &changed, name.as_deref()))
}

/// Take your review back
#[utoipa::path(
    delete, path = "/api/v1/bookings/{id}/review", tag = "reviews", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The booking's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no review of the caller's for such a booking.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 409, description = "It is hidden, and stays (`review_hidden`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn withdraw_review(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Answer<StatusCode> {
    let seen = etag::expected_versions(&headers);
    let withdraw = async move |tx: &mut Tx| flow::reviews::withdraw(tx, &caller, id, seen.as_deref()).await;
    bookings.desk().db.write(withdraw).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn read(headers: &HeaderMap, body: HttpBody) -> Answer<Opinion> {
    let body = Body::read(headers, body, Limits::json(), Manners::Strict).await?;
    let values = OPINION.read(&body, Manners::Strict, Mode::Create)?;
    Ok(Opinion { rating: values.integer("rating"), text: values.text("text").to_owned() })
}
