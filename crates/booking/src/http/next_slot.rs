//! `GET /api/v1/services/{id}/slots/next`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use serde::Serialize;

use super::slots::{SlotView, visit, with_visit};
use super::{Answer, Id};
use crate::{Bookings, flow};

static PLACE: LazyLock<Shape> = LazyLock::new(|| with_visit(Shape::new("NextSlotSearch")));
documented_query!(
    /// What else, and where.
    NextSlotQuery, PLACE, Strict
);

/// The first time that is free.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = NextSlot)]
pub struct NextSlotView {
    /// `null` when nothing is free as far ahead as the service can be booked.
    slot: Option<SlotView>,
}

/// Find the next free time
///
/// The earliest at which the service can be booked right now.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/slots/next", tag = "bookings", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id."), NextSlotQuery),
    responses(
        (status = 200, description = "The next free time.", body = NextSlotView),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, or the service cannot be booked at all (`not_bookable`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn find_next_slot(
    State(bookings): State<Bookings>,
    Id(service): Id,
    RawQuery(query): RawQuery,
) -> Answer<Json<NextSlotView>> {
    let values = PLACE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (visit, now) = (visit(service, &values), bookings.desk().clock.now());
    let desk = bookings.desk().clone();
    let find = async move |tx: &mut frontdesk_kit::db::Tx| flow::next_free(tx, &desk.model, &visit, now).await;
    let (offered, slot) = bookings.desk().db.read(find).await?;
    Ok(Json(NextSlotView { slot: slot.map(|slot| SlotView::new(&offered, &slot)).transpose()? }))
}
