//! `GET /api/v1/me`

use axum::Json;
use axum::extract::State;
use frontdesk_kit::db::DbError;
use frontdesk_kit::problem::Problem;

use super::{AccountView, Answer};
use crate::caller::Caller;
use crate::desk::Desk;
use crate::store::users;

/// Your account
///
/// Identifiers and role. The declared fields are in the profile.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "accounts", security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = AccountView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_me(State(desk): State<Desk>, caller: Caller) -> Answer<Json<AccountView>> {
    let found = desk.db.read(async move |tx| users::find(tx, caller.user_id).await);
    let account = found.await.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    Ok(Json(account.into()))
}
