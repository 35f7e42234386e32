//! `GET`, `PUT`, `PATCH` and `DELETE /auth/users/{id}/`

use axum::Json;
use axum::extract::{Path, State};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::flow::read_person;
use frontdesk_accounts::model::{Person, UserId};
use frontdesk_kit::input::Mode;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::StatusCode;

use super::views::UserView;
use super::{Door, me};
use crate::wire::{Answer, Edit, number};

/// The account with the number `segment`. To strangers there is nobody else; whoever may look is told that there is none.
pub(super) async fn find(door: &Door, caller: &Caller, segment: &str) -> Answer<Person> {
    let found = read_person(&door.desk, caller, UserId(number(segment)?)).await;
    found.map_err(Problem::from).map_err(|problem| match problem.code {
        "not_found" if caller.may_read_accounts() => {
            problem.with_detail(Message::new("drf-no-match").arg("model", "User"))
        }
        _ => problem,
    })
}

/// One account
///
/// One's own, or anybody's for staff and administrators.
#[utoipa::path(
    get, path = "/auth/users/{id}/", tag = "djoser", operation_id = "djoser_user", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = UserView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_user(State(door): State<Door>, caller: Caller, Path(id): Path<String>) -> Answer<Json<UserView>> {
    Ok(Json(UserView::new(&find(&door, &caller, &id).await?, door.login)))
}

/// Replace an account
///
/// One's own, or anybody's for administrators. Names, roles and passwords are changed elsewhere and ignored here.
#[utoipa::path(
    put, path = "/auth/users/{id}/", tag = "djoser", operation_id = "djoser_replace_user", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = UserView), (status = 403, description = "Not theirs to change.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn put_user(State(door): State<Door>, Path(id): Path<String>, edit: Edit) -> Answer<Json<UserView>> {
    let before = find(&door, &edit.caller, &id).await?;
    me::change(&door, &before, edit, Mode::Replace).await
}

/// Change an account
///
/// One's own, or anybody's for administrators. Names, roles and passwords are changed elsewhere and ignored here.
#[utoipa::path(
    patch, path = "/auth/users/{id}/", tag = "djoser", operation_id = "djoser_change_user", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 200, description = "The account.", body = UserView), (status = 403, description = "Not theirs to change.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn patch_user(State(door): State<Door>, Path(id): Path<String>, edit: Edit) -> Answer<Json<UserView>> {
    let before = find(&door, &edit.caller, &id).await?;
    me::change(&door, &before, edit, Mode::Patch).await
}

/// Delete an account
///
/// One's own, or anybody's for administrators, with the password of whoever asks for it. The last administrator stays.
#[utoipa::path(
    delete, path = "/auth/users/{id}/", tag = "djoser", operation_id = "djoser_delete_user", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 204, description = "It is gone."), (status = 403, description = "Not theirs to delete.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn delete_user(State(door): State<Door>, Path(id): Path<String>, edit: Edit) -> Answer<StatusCode> {
    let target = number(&id)?;
    if target != edit.caller.user_id.0 && !edit.caller.may_read_accounts() {
        // Whether there is such an account or not.
        return Err(Problem::forbidden());
    }
    let person = find(&door, &edit.caller, &id).await?;
    me::delete(&door, person.id, edit).await
}
