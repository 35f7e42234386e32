//! `GET`, `PUT`, `PATCH` and `DELETE /api/v1/account/{id}/`

use axum::Json;
use axum::extract::{Path, State};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{self, edit_account, show_person};
use frontdesk_accounts::model::{Person, UserId};
use frontdesk_kit::input::Mode;
use http::StatusCode;

use super::fields::change;
use super::refusal::refused;
use super::views::AccountView;
use crate::wire::{Answer, Edit, number};

/// The account that `id` names: the caller's own, or any for whoever administers.
async fn find(desk: &Desk, caller: &Caller, id: &str) -> Answer<Person> {
    show_person(desk, caller, UserId(number(id)?)).await.map_err(refused)
}

/// One account
///
/// One's own, or any for administrators.
#[utoipa::path(
    get, path = "/api/v1/account/{id}/", tag = "account-v1", operation_id = "account_v1_account",
    security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = AccountView), (status = 403, description = "Another's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_account(
    State(desk): State<Desk>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Json<AccountView>> {
    Ok(Json(AccountView::from(&find(&desk, &caller, &id).await?)))
}

/// Replace an account
///
/// All three fields; one's own, or any for administrators.
#[utoipa::path(
    put, path = "/api/v1/account/{id}/", tag = "account-v1", operation_id = "account_v1_replace",
    security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = AccountView), (status = 403, description = "Another's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn put_account(State(desk): State<Desk>, Path(id): Path<String>, edit: Edit) -> Answer<Json<AccountView>> {
    update(&desk, &id, edit, Mode::Replace).await
}

/// Change an account
///
/// Any of the fields; one's own, or any for administrators.
#[utoipa::path(
    patch, path = "/api/v1/account/{id}/", tag = "account-v1", operation_id = "account_v1_change",
    security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = AccountView), (status = 403, description = "Another's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn patch_account(State(desk): State<Desk>, Path(id): Path<String>, edit: Edit) -> Answer<Json<AccountView>> {
    update(&desk, &id, edit, Mode::Patch).await
}

async fn update(desk: &Desk, id: &str, edit: Edit, mode: Mode) -> Answer<Json<AccountView>> {
    // Whose it is, and whether it is there, is told before the body is looked at.
    let before = find(desk, &edit.caller, id).await?;
    let change = change(&edit.headers, (edit.body, mode)).await?;
    let after = edit_account(desk, &edit.caller, before.id, change, &edit.origin).await.map_err(refused)?;
    Ok(Json(AccountView::from(&after)))
}

/// Delete an account
///
/// One's own, or any for administrators. Its name and address are free again.
#[utoipa::path(
    delete, path = "/api/v1/account/{id}/", tag = "account-v1", operation_id = "account_v1_delete",
    security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 204, description = "It is gone."), (status = 403, description = "Another's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn delete_account(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    remove(&desk, &caller, &origin, &id).await
}

/// Whose it is, is told first: what is not theirs is 403 for everybody else, there or not.
pub(super) async fn remove(desk: &Desk, caller: &Caller, origin: &Origin, id: &str) -> Answer<StatusCode> {
    let person = find(desk, caller, id).await?;
    flow::delete_account(desk, caller, person.id, origin).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
