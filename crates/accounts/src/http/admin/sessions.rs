//! `/api/v1/admin/accounts/{id}/sessions` and `/api/v1/admin/accounts/{id}/password-reset`

use axum::Json;
use axum::extract::State;
use frontdesk_kit::db::DbError;
use http::StatusCode;
use serde::Serialize;

use super::Target;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow;
use crate::http::Answer;
use crate::http::session_list::SessionView;
use crate::model::SessionId;
use crate::store::sessions;

/// So many sessions of one person are shown: nobody has more that live.
const MOST: i64 = 100;

/// The living sessions of an account.
#[derive(Serialize, utoipa::ToSchema)]
pub struct AccountSessions {
    /// The newest first; 100 at most.
    pub items: Vec<SessionView>,
}

/// The sessions of an account
#[utoipa::path(
    get, path = "/api/v1/admin/accounts/{id}/sessions", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 200, description = "Those that live.", body = AccountSessions),
        (status = 404, description = "There is no such account.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.read_any"))),
)]
pub async fn list_account_sessions(
    State(desk): State<Desk>,
    caller: Caller,
    Target(person): Target,
) -> Answer<Json<AccountSessions>> {
    let now = desk.clock.now();
    let list =
        async move |tx: &mut frontdesk_kit::db::Tx| sessions::list(tx, person.id, SessionId(i64::MAX), MOST, now).await;
    let found = desk.db.read(list).await.map_err(|error: DbError| error)?;
    let current = caller.session.map(|(id, _)| id);
    Ok(Json(AccountSessions { items: found.iter().map(|entry| SessionView::new(entry, current)).collect() }))
}

/// End all sessions of an account
///
/// From the next request on none of its tokens opens anything.
#[utoipa::path(
    delete, path = "/api/v1/admin/accounts/{id}/sessions", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 204, description = "They have ended."),
        (status = 404, description = "There is no such account.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn end_account_sessions(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Target(person): Target,
) -> Answer<StatusCode> {
    flow::end_sessions_of(&desk, &caller, &person, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Start a password reset for an account
///
/// The person gets the letter; whoever starts it learns nothing and sets nothing.
#[utoipa::path(
    post, path = "/api/v1/admin/accounts/{id}/password-reset", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 202, description = "If it has an address, a letter is on its way."),
        (status = 404, description = "There is no such account.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn start_reset(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Target(person): Target,
) -> Answer<StatusCode> {
    flow::start_reset(&desk, &caller, &person, &origin).await?;
    Ok(StatusCode::ACCEPTED)
}
