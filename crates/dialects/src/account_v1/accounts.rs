//! `GET` and `POST /api/v1/account/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{list_people, show_person, sign_up};
use frontdesk_accounts::policy::Permission;
use http::{HeaderMap, StatusCode};

use super::fields::new_account;
use super::refusal::refused;
use super::views::AccountView;
use crate::wire::{self, Answer};

/// All accounts
///
/// A bare array in the order of the ids, complete, for administrators. Everybody else sees their own alone.
#[utoipa::path(
    get, path = "/api/v1/account/", tag = "account-v1", operation_id = "account_v1_accounts",
    security(("bearer" = [])),
    responses((status = 200, description = "The accounts.", body = Vec<AccountView>)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn list_accounts(State(desk): State<Desk>, caller: Caller) -> Answer<Response> {
    if caller.may(Permission::ManageAnyAccount) {
        return Ok(wire::json(list_people(&desk, |person| AccountView::from(person)).await?));
    }
    let person = show_person(&desk, &caller, caller.user_id).await?;
    Ok(Json([AccountView::from(&person)]).into_response())
}

/// Create an account
///
/// For oneself: anyone may, and is a plain user then.
#[utoipa::path(
    post, path = "/api/v1/account/", tag = "account-v1", operation_id = "account_v1_create",
    security((), ("bearer" = [])),
    responses((status = 201, description = "The account.", body = AccountView)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn create_account(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<AccountView>)> {
    let request = new_account(&desk, &headers, body).await?;
    let account = sign_up(&desk, request, &origin).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(account.into())))
}
