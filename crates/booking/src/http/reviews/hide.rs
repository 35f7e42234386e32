//! `PUT` and `DELETE /api/v1/reviews/{id}/hiding`

use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use http::StatusCode;

use super::{Answer, Id};
use crate::{Bookings, flow};

/// Hide a review
///
/// It is not shown and does not count any more. Its author still sees it, and cannot take it back to say it anew.
#[utoipa::path(
    put, path = "/api/v1/reviews/{id}/hiding", tag = "reviews", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The review's id.")),
    responses(
        (status = 204, description = "It is hidden."),
        (status = 404, description = "There is no such review.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.manage_any"))),
)]
pub async fn hide_review(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let now = bookings.desk().clock.now();
    let hide = async move |tx: &mut Tx| flow::reviews::hide(tx, &caller, id, now).await;
    bookings.desk().db.write(hide).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show a hidden review again
#[utoipa::path(
    delete, path = "/api/v1/reviews/{id}/hiding", tag = "reviews", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The review's id.")),
    responses(
        (status = 204, description = "Everybody sees it again."),
        (status = 404, description = "There is no such review that is hidden.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.manage_any"))),
)]
pub async fn unhide_review(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let now = bookings.desk().clock.now();
    let unhide = async move |tx: &mut Tx| flow::reviews::unhide(tx, &caller, id, now).await;
    bookings.desk().db.write(unhide).await?;
    Ok(StatusCode::NO_CONTENT)
}
