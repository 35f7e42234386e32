//! `DELETE /api/v1/waitlist/{id}`

use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use http::StatusCode;

use crate::http::{Answer, Id};
use crate::{Bookings, flow};

/// Wait no more
///
/// What is held by the entry is free again at once. Whoever manages bookings may take anybody off.
#[utoipa::path(
    delete, path = "/api/v1/waitlist/{id}", tag = "bookings", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The entry's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "The caller has no such entry.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("booking.make or booking.manage_any"))),
)]
pub async fn leave_waitlist(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let now = bookings.desk().clock.now();
    let leave = async move |tx: &mut Tx| flow::waitlist::leave(tx, &caller, id, now).await;
    bookings.desk().db.write(leave).await?;
    Ok(StatusCode::NO_CONTENT)
}
