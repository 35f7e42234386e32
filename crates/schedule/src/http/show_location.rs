//! `GET /api/v1/locations/{id}`

use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::db::DbError;
use frontdesk_kit::problem::Problem;
use http::StatusCode;

use super::{Answer, Id, shown};
use crate::rules;
use crate::store::locations;

/// A location
///
/// Those of suspended specialists are there for their owner and for staff only.
#[utoipa::path(
    get, path = "/api/v1/locations/{id}", tag = "schedules", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The location's id.")),
    responses(
        (status = 200, description = "The location.", body = super::views::LocationView,
         headers(("ETag" = String, description = "The location's version."))),
        (status = 404, description = "There is no such location.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn show_location(State(desk): State<Desk>, caller: Option<Caller>, Id(id): Id) -> Answer<Response> {
    let reach = rules::seeing(caller.as_ref());
    let found = desk.db.read(async move |tx| locations::find(tx, reach, id).await).await;
    let location = found.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    Ok(shown(StatusCode::OK, &location))
}
