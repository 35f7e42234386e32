//! `GET` and `POST /api/user/logout/{number}/`

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::sign_out;
use frontdesk_accounts::model::UserId;
use serde_json::json;

use crate::cookies;
use crate::wire::Answer;

/// Log out
///
/// Oneself, or anybody for administrators: the token is `0` again and its session has ended. Its clients do so by GET.
#[utoipa::path(
    get, path = "/api/user/logout/{number}/", tag = "session-token", operation_id = "session_token_logout",
    security(("session" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The user's number.", example = 17)),
    responses((status = 200, description = "Logged out.", body = Value,
               example = json!({"message": "User logged out successfully"}))),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn get_logout(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(number): Path<i64>,
) -> Answer<Response> {
    log_out(&desk, &caller, &origin, UserId(number)).await
}

/// Log out by POST
#[utoipa::path(
    post, path = "/api/user/logout/{number}/", tag = "session-token", operation_id = "session_token_post_logout",
    security(("session" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The user's number.", example = 17)),
    responses((status = 200, description = "Logged out.", body = Value,
               example = json!({"message": "User logged out successfully"}))),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn post_logout(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(number): Path<i64>,
) -> Answer<Response> {
    log_out(&desk, &caller, &origin, UserId(number)).await
}

async fn log_out(desk: &Desk, caller: &Caller, origin: &Origin, target: UserId) -> Answer<Response> {
    match sign_out(desk, caller, target, origin).await {
        Err(AccountError::NotFound) => return Ok(Json(json!({"error": "User does not exist"})).into_response()),
        done => done?,
    }
    let mut response = Json(json!({"message": "User logged out successfully"})).into_response();
    if target == caller.user_id {
        cookies::take_back(desk, &mut response);
    }
    Ok(response)
}
