//! `GET /api/v1/me/locations`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape, Values};
use frontdesk_kit::page::{Page, bad_cursor, paged};

use super::Answer;
use super::views::{LocationPage, LocationView};
use crate::location::LocationId;
use crate::store::locations;

pub(super) static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("Locations"), "Locations"));
documented_query!(
    /// Which page.
    LocationsQuery, PAGE, Strict
);

/// List your locations
///
/// The oldest first.
#[utoipa::path(
    get, path = "/api/v1/me/locations", tag = "schedules", params(LocationsQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of locations.", body = LocationPage)),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn list_own_locations(
    State(desk): State<Desk>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Json<LocationPage>> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    page(&desk, caller.user_id, &values).await.map(Json)
}

/// The page of the locations of `owner` that `values` ask for.
pub(super) async fn page(desk: &Desk, owner: UserId, values: &Values) -> Answer<LocationPage> {
    let (limit, scope) = (values.integer("limit"), format!("locations of {owner}"));
    let place = |cursor: &str| desk.cursor_key.open(&scope, cursor)?.first()?.parse().ok();
    let after = match values.opt_text("cursor") {
        None => 0,
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let read =
        async move |tx: &mut frontdesk_kit::db::Tx| locations::of_owner(tx, owner, LocationId(after), limit + 1).await;
    let found = desk.db.read(read).await.map_err(|error: DbError| error)?;
    let page = Page::cut(found, limit, |last| desk.cursor_key.seal(&scope, &[last.id.to_string()]));
    Ok(LocationPage { items: page.items.iter().map(LocationView::new).collect(), next_cursor: page.next_cursor })
}
