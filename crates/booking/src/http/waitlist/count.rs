//! `GET /api/v1/services/{id}/waitlist`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use serde::Serialize;

use crate::http::{Answer, Id};
use crate::{Bookings, flow};

/// How many wait for a service.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WaitingCount)]
pub struct WaitingView {
    #[schema(minimum = 0, example = 3)]
    waiting: i64,
}

/// See how many wait for a service
///
/// Their number, and nothing else of them.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/waitlist", tag = "services", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id.")),
    responses(
        (status = 200, description = "Their number.", body = WaitingView),
        (status = 404, description = "There is no such service that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own or service.manage_any"))),
)]
pub async fn count_waiting(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<Json<WaitingView>> {
    let count = async move |tx: &mut Tx| flow::waitlist::count_waiting(tx, &caller, id).await;
    Ok(Json(WaitingView { waiting: bookings.desk().db.read(count).await? }))
}
