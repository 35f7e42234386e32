//! `GET`, `PUT`, `PATCH` and `DELETE /auth/users/me/`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::flow::{AccountChange, ask_email_proof, delete_with_proof, edit_account, read_person};
use frontdesk_accounts::model::{Person, UserId};
use frontdesk_kit::input::{Limits, Manners, Mode};
use frontdesk_kit::locale::Message;
use http::StatusCode;

use super::views::UserView;
use super::{Door, policy, refusal};
use crate::wire::{Answer, Edit, read, read_body};

/// Your account
#[utoipa::path(
    get, path = "/auth/users/me/", tag = "djoser", operation_id = "djoser_me", security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = UserView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_me(State(door): State<Door>, caller: Caller) -> Answer<Json<UserView>> {
    let person = read_person(&door.desk, &caller, caller.user_id).await?;
    Ok(Json(UserView::new(&person, door.login)))
}

/// Replace your account
///
/// What people are known by, roles and passwords are changed elsewhere and ignored here.
#[utoipa::path(
    put, path = "/auth/users/me/", tag = "djoser", operation_id = "djoser_replace_me", security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = UserView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn put_me(State(door): State<Door>, edit: Edit) -> Answer<Json<UserView>> {
    let before = read_person(&door.desk, &edit.caller, edit.caller.user_id).await?;
    change(&door, &before, edit, Mode::Replace).await
}

/// Change your account
///
/// A new address holds at once; the old one is told, and the new one gets a letter that proves it.
#[utoipa::path(
    patch, path = "/auth/users/me/", tag = "djoser", operation_id = "djoser_change_me", security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = UserView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn patch_me(State(door): State<Door>, edit: Edit) -> Answer<Json<UserView>> {
    let before = read_person(&door.desk, &edit.caller, edit.caller.user_id).await?;
    change(&door, &before, edit, Mode::Patch).await
}

/// Delete your account
///
/// With the password. Profile, services, sessions and picture go with it. The last administrator stays.
#[utoipa::path(
    delete, path = "/auth/users/me/", tag = "djoser", operation_id = "djoser_delete_me", security(("bearer" = [])),
    responses((status = 204, description = "It is gone."), (status = 403, description = "The last administrator stays.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn delete_me(State(door): State<Door>, edit: Edit) -> Answer<StatusCode> {
    delete(&door, edit.caller.user_id, edit).await
}

/// Changes the account `before` by what the body says.
pub(super) async fn change(door: &Door, before: &Person, edit: Edit, mode: Mode) -> Answer<Json<UserView>> {
    let body = read_body(&edit.headers, edit.body, Limits::json()).await?;
    let (values, mut invalid) = door.forms.change.sift(&body, Manners::Lenient, mode);
    let email = values.opt_text("email").filter(|text| !text.is_empty());
    if email.is_none() && values.has("email") && before.email.is_some() {
        // Whoever has no address may send none, as it is shown.
        invalid.push("email", "kept", Message::new("drf-email-kept"));
    }
    let change = AccountChange { email: email.map(str::to_owned), invalid, ..AccountChange::nothing(policy()) };
    let after = edit_account(&door.desk, &edit.caller, before.id, change, &edit.origin).await?;
    if after.email != before.email {
        ask_email_proof(&door.desk, before.id, &edit.origin).await?;
    }
    Ok(Json(UserView::new(&after, door.login)))
}

/// Deletes the account `target`, if the caller shows their own password.
pub(super) async fn delete(door: &Door, target: UserId, edit: Edit) -> Answer<StatusCode> {
    let values = read(&door.forms.deletion, &edit.headers, edit.body, Mode::Create).await?;
    let password = values.secret("current_password");
    let gone = delete_with_proof(&door.desk, &edit.caller, target, password, &edit.origin).await;
    gone.map_err(refusal::of_proof)?;
    Ok(StatusCode::NO_CONTENT)
}
