//! `GET /api/v1/admin/events` and `GET /api/v1/admin/events/check`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, Invalid, Manners, Shape};
use frontdesk_kit::locale::Message;
use frontdesk_kit::page::{Page, bad_cursor, paged};
use frontdesk_kit::problem::Problem;
use serde::Serialize;

use super::scope;
use crate::desk::Desk;
use crate::flow::{self, AuditFault};
use crate::http::Answer;
use crate::store::audit::{EventEntry, EventSearch, events};
use crate::store::users;

static LIST: LazyLock<Shape> = LazyLock::new(|| {
    let query = Shape::new("EventList")
        .field(Field::text("event").max(60).example("password.changed").help("A name, or its first part: `password`."))
        .field(Field::uuid("account").help("Who did it, or to whom it was done."))
        .field(Field::integer("since").between(0, 253_402_300_799).help("Not before this Unix time, in seconds."))
        .field(Field::integer("until").between(0, 253_402_300_799).help("Before this Unix time, in seconds."));
    paged(query, "Events")
});
documented_query!(
    /// Which events are looked for.
    EventListQuery, LIST, Strict
);

/// One account in an event.
#[derive(Serialize, utoipa::ToSchema)]
pub struct EventPerson {
    #[schema(format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    pub id: String,
    #[schema(example = "anna")]
    pub username: Option<String>,
}

/// A security event.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SecurityEvent)]
pub struct EventView {
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub at: Timestamp,
    /// Stable; programs compare this.
    #[schema(example = "password.changed")]
    pub event: String,
    /// Who did it; `null` for nobody who was signed in, the operator, and accounts that are gone.
    pub actor: Option<EventPerson>,
    /// To whom it was done; `null` for nobody, and accounts that are gone.
    pub subject: Option<EventPerson>,
    #[schema(example = "203.0.113.7")]
    pub address: String,
    #[schema(example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    pub request_id: String,
    #[schema(example = "client -> staff")]
    pub detail: String,
}

impl From<&EventEntry> for EventView {
    fn from(entry: &EventEntry) -> Self {
        let person = |id: Option<PublicId>, name: &Option<String>| {
            id.map(|id| EventPerson { id: id.to_string(), username: name.clone() })
        };
        Self {
            at: entry.at,
            event: entry.event.clone(),
            actor: person(entry.actor, &entry.actor_name),
            subject: person(entry.subject, &entry.subject_name),
            address: entry.address.clone(),
            request_id: entry.request_id.clone(),
            detail: entry.detail.clone(),
        }
    }
}

/// Whether the record is as it was written.
#[derive(Serialize, utoipa::ToSchema)]
pub struct EventCheck {
    pub ok: bool,
    /// Events whose seal is right, up to the first that is not.
    #[schema(example = 1042)]
    pub good: i64,
    /// Events of the last moment, which have no seal yet.
    #[schema(example = 0)]
    pub unsealed: i64,
    /// The number of the first row that was changed, or before which rows are missing.
    pub row: Option<i64>,
    /// `changed`, `missing` or `cut_off`.
    #[schema(example = "changed")]
    pub fault: Option<&'static str>,
}

/// Read the record of security events
///
/// The newest first. For administrators.
#[utoipa::path(
    get, path = "/api/v1/admin/events", tag = "administration", params(EventListQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of events.", body = Page<EventView>)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn list_events(State(desk): State<Desk>, RawQuery(query): RawQuery) -> Answer<Json<Page<EventView>>> {
    let values = LIST.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let scope = scope("events", &values);
    let place = |cursor: &str| desk.cursor_key.open(&scope, cursor)?.first()?.parse().ok();
    let before = match values.opt_text("cursor") {
        None => i64::MAX,
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let account = match values.uuid("account") {
        None => None,
        Some(id) => {
            let found = desk.db.read(async move |tx| users::person_called(tx, PublicId(id)).await).await;
            let no_such = || Invalid::one("account", "invalid_choice", Message::new("field-filter-choice"));
            Some(found.map_err(|error: DbError| error)?.ok_or_else(|| Problem::invalid(no_such()))?.id)
        }
    };
    let limit = values.integer("limit");
    let search = EventSearch {
        event: values.opt_text("event").map(str::to_owned),
        account,
        since: values.opt_integer("since").map(Timestamp),
        until: values.opt_integer("until").map(Timestamp),
        before,
        limit: limit + 1,
    };
    let found = desk.db.report(async move |tx| events(tx, &search).await).await.map_err(|error: DbError| error)?;
    let page = Page::cut(found, limit, |last| desk.cursor_key.seal(&scope, &[last.id.to_string()]));
    let items = page.items.iter().map(EventView::from).collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}

/// Check the record of security events
///
/// Each event is sealed within a second, under a key that is not in the database; a row that was changed or removed
/// there is found. The command `frontdesk audit verify` does the same while the server is stopped.
#[utoipa::path(
    get, path = "/api/v1/admin/events/check", tag = "administration", security(("bearer" = [])),
    responses((status = 200, description = "What was found.", body = EventCheck)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn check_events(State(desk): State<Desk>) -> Answer<Json<EventCheck>> {
    let report = flow::verify_events(&desk).await?;
    let (row, fault) = match report.fault {
        None => (None, None),
        Some(AuditFault::Changed { id }) => (Some(id), Some("changed")),
        Some(AuditFault::Missing { before }) => (Some(before), Some("missing")),
        Some(AuditFault::CutOff) => (None, Some("cut_off")),
    };
    Ok(Json(EventCheck { ok: fault.is_none(), good: report.good, unsealed: report.unsealed, row, fault }))
}
