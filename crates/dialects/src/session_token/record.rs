//! `GET`, `PUT`, `PATCH` and `DELETE /api/user/{id}/`

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{AccountChange, delete_account, edit_account, show_person};
use frontdesk_accounts::model::{Person, UserId};
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::input::{Body, Limits, Manners, Mode};
use http::StatusCode;

use super::views::RecordView;
use super::{fields, nobody, refused};
use crate::cookies;
use crate::wire::{Answer, Edit, number, read_body};

/// A record
///
/// One's own, or anybody's for administrators.
#[utoipa::path(
    get, path = "/api/user/{id}/", tag = "session-token", operation_id = "session_token_record", security(("session" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The user's number.", example = 17)),
    responses((status = 200, description = "The record.", body = RecordView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn get_record(State(desk): State<Desk>, caller: Caller, Path(id): Path<String>) -> Answer<Json<RecordView>> {
    let person = find(&desk, &caller, &id).await?;
    Ok(Json(RecordView::seen_by(&desk, &caller, &person).await?))
}

/// Replace a record
///
/// One's own, or anybody's for administrators. Optional fields that are not sent stay.
#[utoipa::path(
    put, path = "/api/user/{id}/", tag = "session-token", operation_id = "session_token_replace",
    security(("session" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The user's number.", example = 17)),
    responses((status = 200, description = "The record.", body = RecordView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn put_record(State(desk): State<Desk>, Path(id): Path<String>, edit: Edit) -> Answer<Json<RecordView>> {
    update(&desk, &id, edit, Mode::Replace).await
}

/// Change a record
///
/// One's own, or anybody's for administrators.
#[utoipa::path(
    patch, path = "/api/user/{id}/", tag = "session-token", operation_id = "session_token_change",
    security(("session" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The user's number.", example = 17)),
    responses((status = 200, description = "The record.", body = RecordView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn patch_record(State(desk): State<Desk>, Path(id): Path<String>, edit: Edit) -> Answer<Json<RecordView>> {
    update(&desk, &id, edit, Mode::Patch).await
}

/// Delete an account
///
/// One's own, or anybody's for administrators.
#[utoipa::path(
    delete, path = "/api/user/{id}/", tag = "session-token", operation_id = "session_token_delete",
    security(("session" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The user's number.", example = 17)),
    responses((status = 204, description = "Gone.")),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn delete_record(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<Response> {
    let person = find(&desk, &caller, &id).await?;
    delete_account(&desk, &caller, person.id, &origin).await.map_err(|error| nobody(error.into()))?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if person.id == caller.user_id {
        cookies::take_back(&desk, &mut response);
    }
    Ok(response)
}

async fn find(desk: &Desk, caller: &Caller, segment: &str) -> Answer<Person> {
    let id = UserId(number(segment)?);
    show_person(desk, caller, id).await.map_err(|error| nobody(error.into()))
}

async fn update(desk: &Desk, id: &str, edit: Edit, mode: Mode) -> Answer<Json<RecordView>> {
    let Edit { caller, origin, headers, body } = edit;
    // Whose it is, and whether it is there, is told before the body is looked at.
    let before = find(desk, &caller, id).await?;
    let body = read_body(&headers, body, Limits::json()).await?;
    let change = change_to(&caller, &before, &body, mode);
    let after = edit_account(desk, &caller, before.id, change, &origin).await;
    let after = after.map_err(|error| nobody(refused(error)))?;
    Ok(Json(RecordView::seen_by(desk, &caller, &after).await?))
}

/// What `body` asks for. Flags count only from administrators.
fn change_to(caller: &Caller, before: &Person, body: &Body, mode: Mode) -> AccountChange {
    let (sent, invalid) = fields::RECORD.sift(body, Manners::Lenient, mode);
    let manages = caller.may(Permission::ManageAnyAccount);
    AccountChange {
        email: sent.opt_text("email").map(str::to_owned),
        phone: fields::phone(&sent),
        password: sent.opt_secret("password").map(str::to_owned),
        role: fields::role(&before.role, &sent).filter(|_| manages),
        active: sent.opt_boolean("is_active").filter(|_| manages),
        fields: fields::declared(&sent),
        invalid,
        ..AccountChange::nothing(fields::policy())
    }
}
