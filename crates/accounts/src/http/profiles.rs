//! `GET /api/v1/profiles/{id}`

use axum::Json;
use axum::extract::{Path, State};
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use serde_json::value::RawValue;

use super::{Answer, ProfileView};
use crate::caller::Caller;
use crate::desk::Desk;
use crate::store::profiles;

/// A public profile
///
/// The declared fields that the caller may read. Suspended accounts have none.
#[utoipa::path(
    get, path = "/api/v1/profiles/{id}", tag = "profiles", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The profile's id.")),
    responses(
        (status = 200, description = "The profile.", body = ProfileView),
        (status = 404, description = "There is no such profile.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn get_profile(
    State(desk): State<Desk>,
    caller: Option<Caller>,
    Path(id): Path<String>,
) -> Answer<Json<Box<RawValue>>> {
    let id = PublicId::parse(&id).ok_or_else(Problem::not_found)?;
    let found = desk.db.read(async move |tx| profiles::by_public_id(tx, id).await);
    let profile = found.await.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    let own = caller.as_ref().is_some_and(|caller| caller.user_id == profile.user_id);
    Ok(Json(ProfileView::of(&desk.model, &profile, caller.as_ref().map(|caller| &caller.role), own)))
}
