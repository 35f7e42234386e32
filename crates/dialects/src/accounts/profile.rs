//! `GET`, `PUT` and `PATCH /api/accounts/profile/`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{edit_account, show_person};
use frontdesk_kit::input::Mode;
use serde_json::Value;

use super::fields::change;
use super::views::{UserView, changed};
use crate::wire::{Answer, Edit};

/// Your account
#[utoipa::path(
    get, path = "/api/accounts/profile/", tag = "accounts-wire", operation_id = "accounts_profile",
    security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = UserView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_profile(State(desk): State<Desk>, caller: Caller) -> Answer<Json<UserView>> {
    let person = show_person(&desk, &caller, caller.user_id).await?;
    Ok(Json(UserView::from(&person)))
}

/// Replace your account
///
/// Optional fields that are not sent stay. A higher role is refused.
#[utoipa::path(
    put, path = "/api/accounts/profile/", tag = "accounts-wire", operation_id = "accounts_replace_profile",
    security(("bearer" = [])),
    responses((status = 200, description = "A message and the account.", body = Value), (status = 403, description = "A higher role.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn put_profile(State(desk): State<Desk>, edit: Edit) -> Answer<Json<Value>> {
    update(&desk, edit, Mode::Replace).await
}

/// Change your account
///
/// Any of the fields. A new password ends every refresh token that was handed out before.
#[utoipa::path(
    patch, path = "/api/accounts/profile/", tag = "accounts-wire", operation_id = "accounts_change_profile",
    security(("bearer" = [])),
    responses((status = 200, description = "A message and the account.", body = Value), (status = 403, description = "A higher role.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn patch_profile(State(desk): State<Desk>, edit: Edit) -> Answer<Json<Value>> {
    update(&desk, edit, Mode::Patch).await
}

async fn update(desk: &Desk, edit: Edit, mode: Mode) -> Answer<Json<Value>> {
    let change = change(desk, edit.caller.role.as_str(), &edit.headers, (edit.body, mode)).await?;
    let person = edit_account(desk, &edit.caller, edit.caller.user_id, change, &edit.origin).await?;
    Ok(Json(changed("Profile updated", &person)))
}
