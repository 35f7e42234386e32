//! `GET /api/v1/me/favourites`, `PUT` and `DELETE /api/v1/me/favourites/{id}`

use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};
use http::StatusCode;
use serde::Serialize;

use super::views::PersonView;
use super::{Answer, Id};
use crate::store::favourites;
use crate::{Bookings, flow};

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("FavouriteList"), "Favourites"));
documented_query!(
    /// Which favourites.
    FavouriteQuery, PAGE, Strict
);

/// Somebody whom the caller likes to go to.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Favourite)]
pub struct FavouriteView<'a> {
    specialist: PersonView<'a>,
    /// Since when.
    #[schema(value_type = String, format = DateTime, example = "2030-05-07T06:00:00Z")]
    marked_at: Timestamp,
}

/// A page of favourites.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = FavouritePage)]
pub struct FavouritePage<'a> {
    items: Vec<FavouriteView<'a>>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    next_cursor: Option<String>,
}

/// List your favourites
///
/// Specialists whom you have marked, the latest first.
#[utoipa::path(
    get, path = "/api/v1/me/favourites", tag = "favourites", params(FavouriteQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of specialists.", body = FavouritePage)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn list_favourites(
    State(bookings): State<Bookings>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (desk, shared, limit) = (bookings.desk(), bookings.clone(), values.integer("limit"));
    let scope = format!("favourites {}", caller.user_id);
    let place = |cursor: &str| place(&desk.cursor_key.open(&scope, cursor)?);
    let after = match values.opt_text("cursor") {
        None => (Timestamp(i64::MAX), UserId(i64::MAX)),
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let read = async move |tx: &mut Tx| {
        let found = favourites::page(tx, caller.user_id, after, limit + 1).await?;
        let people: Vec<UserId> = found.iter().map(|(specialist, _)| *specialist).collect();
        Ok::<_, DbError>((found, shared.catalogue().cards().of(tx, &people).await?))
    };
    let (found, cards) = desk.db.read(read).await?;
    let page = Page::cut(found, limit, |(specialist, marked_at)| {
        desk.cursor_key.seal(&scope, &[marked_at.0.to_string(), specialist.to_string()])
    });
    let with_card = |(specialist, marked_at): &(UserId, Timestamp)| Some((cards.get(specialist)?, *marked_at));
    let known = page.items.iter().filter_map(with_card);
    let items = known.map(|(card, marked_at)| FavouriteView { specialist: PersonView::new(card), marked_at }).collect();
    Ok(axum::Json(FavouritePage { items, next_cursor: page.next_cursor }).into_response())
}

fn place(parts: &[String]) -> Option<(Timestamp, UserId)> {
    let [marked_at, id] = parts else { return None };
    Some((Timestamp(marked_at.parse().ok()?), UserId(id.parse().ok()?)))
}

/// Mark a favourite
///
/// At most 200. One that is marked stays so.
#[utoipa::path(
    put, path = "/api/v1/me/favourites/{id}", tag = "favourites", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The id of the specialist's profile.")),
    responses(
        (status = 204, description = "It is marked."),
        (status = 404, description = "There is no such specialist.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "There are 200 others already.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn mark_favourite(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let (desk, now) = (bookings.desk().clone(), bookings.desk().clock.now());
    let mark = async move |tx: &mut Tx| flow::favourites::mark(tx, &desk.model, &caller, id, now).await;
    bookings.desk().db.write(mark).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the mark of a favourite away
#[utoipa::path(
    delete, path = "/api/v1/me/favourites/{id}", tag = "favourites", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The id of the specialist's profile.")),
    responses(
        (status = 204, description = "It is not marked, or not any more."),
        (status = 404, description = "There is no such profile.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn unmark_favourite(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let unmark = async move |tx: &mut Tx| flow::favourites::unmark(tx, &caller, id).await;
    bookings.desk().db.write(unmark).await?;
    Ok(StatusCode::NO_CONTENT)
}
