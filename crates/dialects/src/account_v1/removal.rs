//! `DELETE /api/v1/account/{id}/remove/` and `DELETE /api/v1/account/remove/{number}/`

use axum::extract::{Path, State};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use http::StatusCode;

use super::account::remove;
use crate::wire::Answer;

/// Remove an account
///
/// The same as deleting it.
#[utoipa::path(
    delete, path = "/api/v1/account/{id}/remove/", tag = "account-v1", operation_id = "account_v1_remove",
    security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 204, description = "It is gone."), (status = 403, description = "Another's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn remove_account(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    remove(&desk, &caller, &origin, &id).await
}

/// Remove an account by its number
///
/// The same under one more address.
#[utoipa::path(
    delete, path = "/api/v1/account/remove/{number}/", tag = "account-v1", operation_id = "account_v1_remove_by_number",
    security(("bearer" = [])),
    params(("number" = i64, Path, minimum = 0, description = "The account's id.", example = 17)),
    responses((status = 204, description = "It is gone."), (status = 403, description = "Another's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn remove_by_number(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    remove(&desk, &caller, &origin, &id).await
}
