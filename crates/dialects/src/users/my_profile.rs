//! `GET /api/users/my_profile/` and `DELETE /api/users/my_profile_delete/{id}/`

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{delete_account, furnish_profile};
use http::{HeaderMap, StatusCode};

use super::own::own_profile;
use super::views::ProfileView;
use crate::cookies;
use crate::wire::{Answer, base_url};

/// Your profile
#[utoipa::path(
    get, path = "/api/users/my_profile/", tag = "users", operation_id = "users_my_profile", security(("session" = [])),
    responses((status = 200, description = "The profile.", body = ProfileView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn get_my_profile(State(desk): State<Desk>, caller: Caller, headers: HeaderMap) -> Answer<Json<ProfileView>> {
    let person = furnish_profile(&desk, caller.user_id).await?;
    Ok(Json(ProfileView::new(&person, &base_url(&desk, &headers))))
}

/// Delete your account
///
/// By the id of your profile. User, profile and sessions are gone.
#[utoipa::path(
    delete, path = "/api/users/my_profile_delete/{id}/", tag = "users", operation_id = "users_delete_profile",
    security(("session" = [])),
    params(("id" = String, Path, description = "The profile's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses((status = 204, description = "Gone.")),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn delete_my_profile(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<Response> {
    let person = own_profile(&desk, &caller, &id).await?;
    delete_account(&desk, &caller, person.id, &origin).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::take_back(&desk, &mut response);
    Ok(response)
}
