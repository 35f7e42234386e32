//! `GET /api/v1/specialists/{id}/reviews`

use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::ServiceError;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{bad_cursor, paged};
use serde::Serialize;

use super::views::ReviewView;
use super::{Answer, Id};
use crate::review::ReviewId;
use crate::{Bookings, flow};

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("ReviewList"), "Reviews"));
documented_query!(
    /// Which reviews.
    ReviewQuery, PAGE, Strict
);

/// A page of reviews.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ReviewPage)]
pub struct ReviewPage<'a> {
    items: Vec<ReviewView<'a>>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    next_cursor: Option<String>,
}

/// List reviews
///
/// What clients say of a specialist, the latest first. Whoever manages bookings sees hidden ones too.
#[utoipa::path(
    get, path = "/api/v1/specialists/{id}/reviews", tag = "reviews", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The profile's id."), ReviewQuery),
    responses(
        (status = 200, description = "A page of reviews.", body = ReviewPage),
        (status = 404, description = "There is no such specialist.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_reviews(
    State(bookings): State<Bookings>,
    caller: Option<Caller>,
    Id(id): Id,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (desk, shared, limit) = (bookings.desk(), bookings.clone(), values.integer("limit"));
    let with_hidden = caller.is_some_and(|caller| caller.may(Permission::ManageAnyBooking));
    let scope = format!("reviews {id} {with_hidden}");
    let place = |cursor: &str| place(&desk.cursor_key.open(&scope, cursor)?);
    let after = match values.opt_text("cursor") {
        None => (Timestamp(i64::MAX), ReviewId(i64::MAX)),
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let read = async move |tx: &mut frontdesk_kit::db::Tx| {
        let catalogue = shared.catalogue();
        let specialist = frontdesk_catalogue::flow::find_specialist(tx, &catalogue.desk().model, id).await?.user_id;
        let found = flow::reviews::reviews(tx, catalogue.cards(), (specialist, with_hidden), after, limit + 1).await?;
        Ok::<_, ServiceError>(found)
    };
    let mut found = desk.db.read(read).await?;
    let more = found.reviews.len() as i64 > limit;
    found.reviews.truncate(usize::try_from(limit).unwrap_or(0));
    let last = found.reviews.last().filter(|_| more);
    let next_cursor =
        last.map(|last| desk.cursor_key.seal(&scope, &[last.created_at.0.to_string(), last.id.to_string()]));
    let items = found.reviews.iter().map(|review| ReviewView::new(review, found.author_of(review))).collect();
    Ok(axum::Json(ReviewPage { items, next_cursor }).into_response())
}

fn place(parts: &[String]) -> Option<(Timestamp, ReviewId)> {
    let [created_at, id] = parts else { return None };
    Some((Timestamp(created_at.parse().ok()?), ReviewId(id.parse().ok()?)))
}
