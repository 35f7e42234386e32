//! `GET /api/accounts/staff/users/`

use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::list_people;

use super::views::UserView;
use crate::wire::{self, Answer};

/// All accounts, for staff
///
/// For nobody else: administrators have a list of their own.
#[utoipa::path(
    get, path = "/api/accounts/staff/users/", tag = "accounts-wire", operation_id = "accounts_staff_users",
    security(("bearer" = [])),
    responses((status = 200, description = "All accounts.", body = Vec<UserView>)),
    extensions(("x-rule" = json!("account.staff_list"))),
)]
pub async fn list_users(State(desk): State<Desk>) -> Answer<Response> {
    Ok(wire::json(list_people(&desk, |person| UserView::from(person)).await?))
}
