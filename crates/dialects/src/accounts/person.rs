//! `GET`, `PUT`, `PATCH` and `DELETE /api/accounts/admin/users/{number}/`

use axum::Json;
use axum::extract::{Path, State};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{delete_account, edit_account, show_person};
use frontdesk_accounts::model::{Person, UserId};
use frontdesk_kit::input::Mode;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::StatusCode;
use serde_json::Value;

use super::fields::change;
use super::views::{UserView, changed};
use crate::wire::{Answer, Edit};

fn refused(error: AccountError) -> Problem {
    match error {
        AccountError::NotFound => {
            Problem::not_found().with_detail(Message::new("drf-no-match").arg("model", "CustomUser"))
        }
        other => other.into(),
    }
}

async fn find(desk: &Desk, caller: &Caller, number: i64) -> Answer<Person> {
    show_person(desk, caller, UserId(number)).await.map_err(refused)
}

/// One account
#[utoipa::path(
    get, path = "/api/accounts/admin/users/{number}/", tag = "accounts-wire", operation_id = "accounts_user",
    security(("bearer" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = UserView)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn get_user(State(desk): State<Desk>, caller: Caller, Path(number): Path<i64>) -> Answer<Json<UserView>> {
    Ok(Json(UserView::from(&find(&desk, &caller, number).await?)))
}

/// Replace an account
///
/// Optional fields that are not sent stay. Any role.
#[utoipa::path(
    put, path = "/api/accounts/admin/users/{number}/", tag = "accounts-wire", operation_id = "accounts_replace_user",
    security(("bearer" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "A message and the account.", body = Value)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn put_user(State(desk): State<Desk>, Path(number): Path<i64>, edit: Edit) -> Answer<Json<Value>> {
    update(&desk, number, edit, Mode::Replace).await
}

/// Change an account
///
/// Any of the fields, any role. A new password ends all sessions and every refresh token that was handed out before.
#[utoipa::path(
    patch, path = "/api/accounts/admin/users/{number}/", tag = "accounts-wire", operation_id = "accounts_change_user",
    security(("bearer" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "A message and the account.", body = Value)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn patch_user(State(desk): State<Desk>, Path(number): Path<i64>, edit: Edit) -> Answer<Json<Value>> {
    update(&desk, number, edit, Mode::Patch).await
}

async fn update(desk: &Desk, number: i64, edit: Edit, mode: Mode) -> Answer<Json<Value>> {
    // Existence is told before the body is looked at.
    let before = find(desk, &edit.caller, number).await?;
    let change = change(desk, &before.role, &edit.headers, (edit.body, mode)).await?;
    let after = edit_account(desk, &edit.caller, before.id, change, &edit.origin).await.map_err(refused)?;
    Ok(Json(changed("User updated", &after)))
}

/// Delete an account
///
/// Its name and address are free again.
#[utoipa::path(
    delete, path = "/api/accounts/admin/users/{number}/", tag = "accounts-wire", operation_id = "accounts_delete_user",
    security(("bearer" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 204, description = "It is gone.")),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn delete_user(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(number): Path<i64>,
) -> Answer<StatusCode> {
    delete_account(&desk, &caller, UserId(number), &origin).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
