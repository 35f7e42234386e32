//! `GET /api/v1/waitlist`

use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};
use serde::Serialize;

use super::views::EntryView;
use crate::http::Answer;
use crate::store::waitlist;
use crate::waiting::{Entry, EntryId};
use crate::{Bookings, rules};

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("Waitlist"), "Entries"));
documented_query!(
    /// Which entries.
    WaitlistQuery, PAGE, Strict
);

/// A page of the waitlist.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = WaitlistPage)]
pub struct WaitlistPage<'a> {
    items: Vec<EntryView<'a>>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    next_cursor: Option<String>,
}

/// List what you wait for
///
/// The latest first; whoever manages bookings is shown everybody's. What is settled is forgotten after 30 days.
#[utoipa::path(
    get, path = "/api/v1/waitlist", tag = "bookings", params(WaitlistQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of entries.", body = WaitlistPage)),
    extensions(("x-rule" = json!("booking.make or booking.manage_any"))),
)]
pub async fn list_waitlist(
    State(bookings): State<Bookings>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (desk, shared, limit) = (bookings.desk(), bookings.clone(), values.integer("limit"));
    let (sight, scope) = (rules::seeing(&caller), format!("waitlist {}", caller.user_id));
    let place = |cursor: &str| place(&desk.cursor_key.open(&scope, cursor)?);
    let before = match values.opt_text("cursor") {
        None => EntryId(i64::MAX),
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let read = async move |tx: &mut Tx| {
        let found = waitlist::page(tx, sight, before, limit + 1).await?;
        let people = found.iter().flat_map(|entry| [Some(entry.client_id), entry.specialist_id]);
        let mut people: Vec<UserId> = people.flatten().collect();
        people.sort_unstable();
        people.dedup();
        Ok::<_, DbError>((found, shared.catalogue().cards().of(tx, &people).await?))
    };
    let (found, cards) = desk.db.read(read).await?;
    let page = Page::cut(found, limit, |last: &Entry| desk.cursor_key.seal(&scope, &[last.id.to_string()]));
    let items = page.items.iter().map(|entry| EntryView::new(entry, &cards)).collect();
    Ok(axum::Json(WaitlistPage { items, next_cursor: page.next_cursor }).into_response())
}

fn place(parts: &[String]) -> Option<EntryId> {
    let [id] = parts else { return None };
    Some(EntryId(id.parse().ok()?))
}
