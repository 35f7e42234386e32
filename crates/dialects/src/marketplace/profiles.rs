//! `GET /api/auth/profile/{number}/`

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::ProfileId;
use frontdesk_accounts::store::profiles;
use frontdesk_kit::db::DbError;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::HeaderMap;

use super::views::ProfileView;
use crate::wire::{Answer, base_url};

/// A public profile
///
/// By the profile's id, for anyone.
#[utoipa::path(
    get, path = "/api/auth/profile/{number}/", tag = "marketplace", operation_id = "marketplace_profile", security((), ("bearer" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The profile's id.", example = 17)),
    responses((status = 200, description = "The profile.", body = ProfileView)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn get_profile(State(desk): State<Desk>, Path(number): Path<i64>, headers: HeaderMap) -> Answer<Response> {
    let id = ProfileId(number);
    let found = desk.db.read(async move |tx| profiles::by_number(tx, id).await);
    let missing = || Problem::not_found().with_detail(Message::new("drf-no-match").arg("model", "Profile"));
    let profile = found.await.map_err(|error: DbError| error)?.ok_or_else(missing)?;
    Ok(Json(ProfileView::new(&profile, &base_url(&desk, &headers))).into_response())
}
