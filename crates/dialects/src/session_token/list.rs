//! `GET /api/user/`

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{list_people, show_person};
use frontdesk_accounts::policy::Permission;

use super::views::RecordView;
use crate::wire::{Answer, json};

/// List records
///
/// Complete, in ascending order of id, for administrators. Everybody else sees his own alone.
#[utoipa::path(
    get, path = "/api/user/", tag = "session-token", operation_id = "session_token_list", security(("session" = [])),
    responses((status = 200, description = "The records.", body = Vec<RecordView>)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn list_records(State(desk): State<Desk>, caller: Caller) -> Answer<Response> {
    if caller.may(Permission::ManageAnyAccount) {
        let records = list_people(&desk, RecordView::new).await?;
        return Ok(json(records));
    }
    let person = show_person(&desk, &caller, caller.user_id).await?;
    Ok(Json([RecordView::seen_by(&desk, &caller, &person).await?]).into_response())
}
