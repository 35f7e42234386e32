//! `GET /api/users/logout/`

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use serde_json::json;

use crate::cookies;
use crate::wire::Answer;

/// Log out
///
/// Ends the session; its cookies are worthless afterwards. Its clients do so by GET.
#[utoipa::path(
    get, path = "/api/users/logout/", tag = "users", operation_id = "users_logout", security((), ("session" = [])),
    responses((status = 200, description = "Logged out.", body = Value, example = json!({"message": "logout successful"}))),
    extensions(("x-rule" = json!("public")), ("x-credentials" = json!("cookie"))),
)]
pub async fn logout(State(desk): State<Desk>, caller: Option<Caller>, origin: Origin) -> Answer<Response> {
    cookies::leave(&desk, caller.as_ref(), &origin).await?;
    let mut response = Json(json!({"message": "logout successful"})).into_response();
    cookies::take_back(&desk, &mut response);
    Ok(response)
}
