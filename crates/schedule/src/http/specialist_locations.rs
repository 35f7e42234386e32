//! `GET /api/v1/specialists/{id}/locations`

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::profiles;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Manners;
use frontdesk_kit::problem::Problem;

use super::own_locations::{LocationsQuery, PAGE, page};
use super::views::LocationPage;
use super::{Answer, Id};

/// Where a specialist works
///
/// The oldest location first.
#[utoipa::path(
    get, path = "/api/v1/specialists/{id}/locations", tag = "schedules", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The profile's id."), LocationsQuery),
    responses(
        (status = 200, description = "A page of locations.", body = LocationPage),
        (status = 404, description = "There is no such specialist.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_specialist_locations(
    State(desk): State<Desk>,
    Id(id): Id,
    RawQuery(query): RawQuery,
) -> Answer<Json<LocationPage>> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let found = desk.db.read(async move |tx| profiles::by_public_id(tx, id).await).await;
    let profile = found.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    let works = desk.model.role(&profile.role).is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule));
    if !works {
        return Err(Problem::not_found());
    }
    page(&desk, profile.user_id, &values).await.map(Json)
}
