//! `GET /api/v1/next-free`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, FieldCode, Manners, Shape};
use serde::Serialize;

use super::Answer;
use super::views::{told, zone};
use crate::flow::NextFree;
use crate::model::moment;
use crate::{Bookings, flow};

/// Services that can be asked about at once.
const MOST: usize = 100;
/// Characters of an id, with a comma.
const LENGTH: i64 = 37;

static WANTED: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("NextFreeSearch").field(
        Field::text("services")
            .max(MOST as i64 * LENGTH)
            .required()
            .check(are_ids, "0-9a-fA-F,-")
            .example("019a9f7e-6c1f-7000-8000-2f6d3c1b5a90,019a9f7e-6c1f-7000-8000-2f6d3c1b5a91")
            .help("The ids of up to 100 services, with commas between them."),
    )
});
documented_query!(
    /// Which services are asked about.
    NextFreeQuery, WANTED, Strict
);

/// When a service can be had.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = NextFree)]
pub struct NextFreeView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    service: PublicId,
    /// The id of the location where it is free first; `null` when it is not.
    #[schema(value_type = Option<String>, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    location: Option<PublicId>,
    /// As the clocks of the location show it, with their distance from UTC.
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    next_free_at: Option<String>,
}

/// The next free times of several services.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = NextFreeList)]
pub struct NextFreeListView {
    items: Vec<NextFreeView>,
}

/// Find the next free times of several services
///
/// The earliest at which each can be booked right now, with whoever performs it and wherever, on the next 60 dates: for lists.
/// In the order in which they are asked for; services that nobody may see are left out.
#[utoipa::path(
    get, path = "/api/v1/next-free", tag = "bookings", params(NextFreeQuery), security((), ("bearer" = [])),
    responses(
        (status = 200, description = "The next free times.", body = NextFreeListView),
        (status = 422, description = "Some input cannot be accepted.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn find_next_free(
    State(bookings): State<Bookings>,
    RawQuery(query): RawQuery,
) -> Answer<Json<NextFreeListView>> {
    let values = WANTED.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let services = ids(values.text("services")).unwrap_or_default();
    let found = flow::next_free_of(&bookings, services).await?;
    Ok(Json(NextFreeListView { items: found.iter().map(NextFreeView::new).collect() }))
}

impl NextFreeView {
    fn new(next: &NextFree) -> Self {
        let first = next.first.as_ref();
        Self {
            service: next.service,
            location: first.map(|(location, _)| location.public_id),
            next_free_at: first.map(|(location, tick)| told(moment(*tick), &zone(&location.time_zone))),
        }
    }
}

fn are_ids(text: &str) -> Result<(), FieldCode> {
    ids(text).map(|_| ()).ok_or(FieldCode { code: "invalid_uuid", key: "field-uuid" })
}

/// The ids in `text`, each once.
fn ids(text: &str) -> Option<Vec<PublicId>> {
    let mut all = Vec::new();
    for id in text.split(',') {
        let id = PublicId::parse(id)?;
        if !all.contains(&id) {
            all.push(id);
        }
    }
    (all.len() <= MOST).then_some(all)
}
