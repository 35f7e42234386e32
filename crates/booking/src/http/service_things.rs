//! `GET` and `PUT /api/v1/services/{id}/things`: what a service needs.

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use http::HeaderMap;

use super::things::ThingList;
use super::{Answer, Id};
use crate::{Bookings, flow};

/// Things that one service may need.
const MOST: usize = 5;

static NEEDS: LazyLock<Shape> = LazyLock::new(|| {
    let things = Field::uuids("things", MOST).required();
    Shape::new("ServiceNeeds")
        .field(things.help("Ids of things of its owner's; one unit of each is taken by every visit."))
});
documented!(
    /// What a service needs.
    ServiceNeedsBody, NEEDS, Strict, Create
);

/// List what a service needs
///
/// Rooms and equipment.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/things", tag = "services", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id.")),
    responses(
        (status = 200, description = "At most 5 things.", body = ThingList),
        (status = 404, description = "There is no such service that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own or service.manage_any"))),
)]
pub async fn list_needs(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<Json<ThingList>> {
    let list = async move |tx: &mut frontdesk_kit::db::Tx| flow::needed_things(tx, &caller, id).await;
    Ok(Json(bookings.desk().db.read(list).await?.into()))
}

/// Say what a service needs
///
/// Rooms and equipment of its owner's, instead of what it needed before. It can be booked when one unit of each is free, and
/// takes it for the whole visit and the buffers around it.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/things", tag = "services", request_body = ServiceNeedsBody,
    security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id.")),
    responses(
        (status = 200, description = "What it needs now.", body = ThingList),
        (status = 404, description = "There is no such service that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own or service.manage_any"))),
)]
pub async fn say_needs(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<ThingList>> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = NEEDS.read(&body, Manners::Strict, Mode::Create)?;
    let things: Vec<PublicId> = values.uuids("things").iter().copied().map(PublicId).collect();
    let say = async move |tx: &mut frontdesk_kit::db::Tx| flow::need_things(tx, &caller, id, &things).await;
    Ok(Json(bookings.desk().db.write(say).await?.into()))
}
