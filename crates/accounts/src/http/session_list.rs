//! `GET` and `DELETE /api/v1/sessions`, `DELETE /api/v1/sessions/{id}`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};
use frontdesk_kit::problem::Problem;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;

use super::Answer;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow;
use crate::model::{SessionEntry, SessionId};
use crate::store::sessions;

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("Page"), "Sessions"));
documented_query!(
    /// Which page.
    PageQuery, PAGE, Strict
);

/// A session as its owner sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    #[schema(format = Uuid)]
    pub id: String,
    #[schema(example = "Anna's phone")]
    pub device_name: String,
    #[schema(example = "Mozilla/5.0 (Android 16)")]
    pub user_agent: String,
    /// The address that it began from.
    #[schema(example = "203.0.113.7")]
    pub address: String,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When its tokens were refreshed last.
    #[schema(value_type = String, format = DateTime)]
    pub last_seen_at: Timestamp,
    /// Whether this request belongs to it.
    pub current: bool,
}

impl SessionView {
    pub(super) fn new(entry: &SessionEntry, current: Option<SessionId>) -> Self {
        Self {
            id: entry.public_id.to_string(),
            device_name: entry.device_name.clone(),
            user_agent: entry.user_agent.clone(),
            address: entry.address.clone(),
            created_at: entry.created_at,
            last_seen_at: entry.last_seen_at,
            current: Some(entry.id) == current,
        }
    }
}

/// List your sessions
///
/// The newest first.
#[utoipa::path(
    get, path = "/api/v1/sessions", tag = "sessions", params(PageQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of living sessions.", body = Page<SessionView>)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn list_sessions(
    State(desk): State<Desk>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<SessionView>>> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (limit, scope) = (values.integer("limit"), format!("sessions {}", caller.user_id));
    let place = |cursor: &str| desk.cursor_key.open(&scope, cursor)?.first()?.parse().ok();
    let before = match values.opt_text("cursor") {
        None => i64::MAX,
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let (user, now) = (caller.user_id, desk.clock.now());
    let found = desk.db.read(async move |tx| sessions::list(tx, user, SessionId(before), limit + 1, now).await);
    let page = Page::cut(found.await.map_err(|error: DbError| error)?, limit, |last| {
        desk.cursor_key.seal(&scope, &[last.id.to_string()])
    });
    let current = caller.session.map(|(id, _)| id);
    let items = page.items.iter().map(|entry| SessionView::new(entry, current)).collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}

/// End a session
///
/// `current` is the session of this request: signing out. Its tokens are worthless from the next request on.
#[utoipa::path(
    delete, path = "/api/v1/sessions/{id}", tag = "sessions", security(("bearer" = [])),
    params(("id" = String, Path, description = "A session's id, or `current`.", example = "current")),
    responses(
        (status = 204, description = "It has ended.",
         headers(("Clear-Site-Data" = String, description = "Sent when the session of this request ended."))),
        (status = 404, description = "There is no such living session of yours.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn end_session(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<(StatusCode, Option<[(HeaderName, HeaderValue); 1]>, ())> {
    let current = caller.session.map(|(_, id)| id);
    let session = if id == "current" { current } else { PublicId::parse(&id) }.ok_or_else(Problem::not_found)?;
    flow::end_session(&desk, &caller, session, &origin).await?;
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok((StatusCode::NO_CONTENT, (Some(session) == current).then_some([clear]), ()))
}

/// End all other sessions
///
/// Only the session of this request goes on.
#[utoipa::path(
    delete, path = "/api/v1/sessions", tag = "sessions", security(("bearer" = [])),
    responses((status = 204, description = "They have ended.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn end_other_sessions(State(desk): State<Desk>, caller: Caller, origin: Origin) -> Answer<StatusCode> {
    flow::end_other_sessions(&desk, &caller, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
