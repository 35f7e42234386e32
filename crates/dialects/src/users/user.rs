//! `GET /api/users/user/`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::furnish_profile;

use super::views::UserView;
use crate::wire::Answer;

/// Who is logged in
#[utoipa::path(
    get, path = "/api/users/user/", tag = "users", operation_id = "users_user", security(("session" = [])),
    responses((status = 200, description = "The user.", body = UserView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn get_user(State(desk): State<Desk>, caller: Caller) -> Answer<Json<UserView>> {
    let person = furnish_profile(&desk, caller.user_id).await?;
    Ok(Json(UserView::from(&person)))
}
