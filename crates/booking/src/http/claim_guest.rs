//! `POST /api/v1/me/guest-bookings/claim`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use serde::Serialize;

use super::Answer;
use crate::{Bookings, flow};

/// What has become yours.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ClaimedBookings {
    /// How many bookings.
    #[schema(minimum = 0, example = 2)]
    claimed: u64,
}

/// Claim what you booked without an account
///
/// Bookings that were made with your verified e-mail address or telephone number become yours: they stand in your lists, and
/// the secrets of their links open nothing any more.
#[utoipa::path(
    post, path = "/api/v1/me/guest-bookings/claim", tag = "bookings", security(("bearer" = [])),
    responses((status = 200, description = "How many there were.", body = ClaimedBookings)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn claim_guest_bookings(State(bookings): State<Bookings>, caller: Caller) -> Answer<Json<ClaimedBookings>> {
    let now = bookings.desk().clock.now();
    let claim = async move |tx: &mut frontdesk_kit::db::Tx| flow::claim_guest_bookings(tx, &caller, now).await;
    Ok(Json(ClaimedBookings { claimed: bookings.desk().db.write(claim).await? }))
}
