//! `PUT` and `DELETE /api/v1/reviews/{id}/reply`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::{documented, etag};
use http::{HeaderMap, StatusCode};

use super::views::{ReviewView, shown};
use super::{Answer, Id, complete};
use crate::{Bookings, flow};

static REPLY: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("NewReply").field(Field::prose("text").max(2_000).required().example("Спасибо, приходите ещё!"))
});
documented!(
    /// What a specialist answers.
    NewReplyBody, REPLY, Strict, Replace
);

/// Answer a review
///
/// Of one's own work, for everybody to read. An answer that is there already is replaced.
#[utoipa::path(
    put, path = "/api/v1/reviews/{id}/reply", tag = "reviews", request_body = NewReplyBody, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The review's id."),
        ("If-Match" = Option<String>, Header, description = "The review's `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The review.", body = ReviewView,
         headers(("ETag" = String, description = "The review's version."))),
        (status = 404, description = "There is no such review of the caller's work.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn reply_to_review(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let text = REPLY.read(&body, Manners::Strict, Mode::Replace)?.text("text").to_owned();
    let (seen, shared, now) = (etag::expected_versions(&headers), bookings.clone(), bookings.desk().clock.now());
    let reply = async move |tx: &mut Tx| {
        let answered = flow::reviews::reply(tx, &caller, (id, seen.as_deref()), &text, now).await?;
        complete(tx, &shared, answered).await
    };
    let (answered, name) = bookings.desk().db.write(reply).await?;
    Ok(shown(StatusCode::OK, &answered, name.as_deref()))
}

/// Take an answer to a review back
#[utoipa::path(
    delete, path = "/api/v1/reviews/{id}/reply", tag = "reviews", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The review's id."),
        ("If-Match" = Option<String>, Header, description = "The review's `ETag` that you have seen."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no answer to such a review of the caller's work.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn withdraw_reply(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
) -> Answer<StatusCode> {
    let (seen, now) = (etag::expected_versions(&headers), bookings.desk().clock.now());
    let end = async move |tx: &mut Tx| flow::reviews::withdraw_reply(tx, &caller, (id, seen.as_deref()), now).await;
    bookings.desk().db.write(end).await?;
    Ok(StatusCode::NO_CONTENT)
}
