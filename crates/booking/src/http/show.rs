//! `GET /api/v1/bookings/{id}`

use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use http::StatusCode;

use super::{Answer, Id, complete, shown};
use crate::{Bookings, flow};

/// A booking
///
/// It is there for its client, for its specialist, and for whoever manages everybody's bookings.
#[utoipa::path(
    get, path = "/api/v1/bookings/{id}", tag = "bookings", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The booking's id.")),
    responses(
        (status = 200, description = "The booking.", body = super::views::BookingView,
         headers(("ETag" = String, description = "The booking's version."))),
        (status = 404, description = "There is no such booking that the caller may see.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn show_booking(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<Response> {
    let shared = bookings.clone();
    let show = async move |tx: &mut frontdesk_kit::db::Tx| {
        let booking = flow::get(tx, &caller, id).await?;
        complete(tx, &shared, booking).await
    };
    shown(StatusCode::OK, &bookings.desk().db.read(show).await?)
}
