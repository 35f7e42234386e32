//! `GET` and `POST /api/accounts/admin/users/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{add_account, list_people};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::fields::new_account;
use super::views::UserView;
use crate::wire::{self, Answer};

/// All accounts
///
/// A bare array in the order of the ids, complete.
#[utoipa::path(
    get, path = "/api/accounts/admin/users/", tag = "accounts-wire", operation_id = "accounts_users",
    security(("bearer" = [])),
    responses((status = 200, description = "All accounts.", body = Vec<UserView>)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn list_users(State(desk): State<Desk>) -> Answer<Response> {
    Ok(wire::json(list_people(&desk, |person| UserView::from(person)).await?))
}

/// Create an account
///
/// With any role.
#[utoipa::path(
    post, path = "/api/accounts/admin/users/", tag = "accounts-wire", operation_id = "accounts_add_user",
    security(("bearer" = [])),
    responses((status = 201, description = "Created.", body = Value, example = json!({"message": "User created"}))),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn create_user(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<Value>)> {
    let request = new_account(&desk, &headers, body).await?;
    add_account(&desk, &caller, request, &origin).await?;
    Ok((StatusCode::CREATED, Json(json!({"message": "User created"}))))
}
