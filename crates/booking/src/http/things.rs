//! `POST /api/v1/things`, `GET /api/v1/me/things`, `PATCH` and `DELETE /api/v1/things/{id}`: rooms and equipment.

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Value};
use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::{Answer, Id};
use crate::model::Thing;
use crate::store::things;
use crate::{Bookings, flow};

static THING: LazyLock<Shape> = LazyLock::new(|| {
    let units = Field::integer("units").between(1, 32).default(Value::Integer(1)).example(2);
    Shape::new("NewThing")
        .field(Field::text("name").max(100).required().example("Кресло"))
        .field(units.help("How many there are of it: so many visits at once."))
});
documented!(
    /// The body of a new thing.
    NewThingBody, THING, Strict, Create
);
documented!(
    /// What is to become different about a thing.
    ThingPatch, THING, Strict, Patch
);

/// A room, or a piece of equipment.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Thing)]
pub struct ThingView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a94")]
    id: PublicId,
    #[schema(example = "Кресло")]
    name: String,
    /// How many there are of it.
    #[schema(minimum = 1, maximum = 32, example = 2)]
    units: i64,
}

impl From<Thing> for ThingView {
    fn from(thing: Thing) -> Self {
        Self { id: thing.public_id, name: thing.name, units: thing.units }
    }
}

/// Rooms and equipment.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ThingList)]
pub struct ThingList {
    items: Vec<ThingView>,
}

impl From<Vec<Thing>> for ThingList {
    fn from(things: Vec<Thing>) -> Self {
        Self { items: things.into_iter().map(ThingView::from).collect() }
    }
}

/// Add a thing
///
/// A room or a piece of equipment of the caller's that services may need, up to 32 of a kind. One has at most 50 things.
#[utoipa::path(
    post, path = "/api/v1/things", tag = "schedules", request_body = NewThingBody, security(("bearer" = [])),
    responses(
        (status = 201, description = "The thing.", body = ThingView),
        (status = 422, description = "Some input cannot be accepted, or the caller has 50 already (`too_many`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn add_thing(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<ThingView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = THING.read(&body, Manners::Strict, Mode::Create)?;
    let (name, units) = (values.text("name").to_owned(), values.integer("units"));
    let (desk, now) = (bookings.desk(), bookings.desk().clock.now());
    let id = PublicId(desk.entropy.uuid(now));
    let add =
        async move |tx: &mut frontdesk_kit::db::Tx| flow::add_thing(tx, &caller, (name.clone(), units), id, now).await;
    Ok((StatusCode::CREATED, Json(desk.db.write(add).await?.into())))
}

/// List your things
///
/// All of them, the oldest first.
#[utoipa::path(
    get, path = "/api/v1/me/things", tag = "schedules", security(("bearer" = [])),
    responses((status = 200, description = "At most 50 things.", body = ThingList)),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn list_things(State(bookings): State<Bookings>, caller: Caller) -> Answer<Json<ThingList>> {
    let list = async move |tx: &mut frontdesk_kit::db::Tx| things::of_owner(tx, caller.user_id).await;
    let found = bookings.desk().db.read(list).await.map_err(|error: DbError| error)?;
    Ok(Json(found.into()))
}

/// Change a thing
///
/// One's own; staff anybody's. With fewer units than before, what is booked keeps the unit that it has.
#[utoipa::path(
    patch, path = "/api/v1/things/{id}", tag = "schedules", request_body = ThingPatch, security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The thing's id.")),
    responses(
        (status = 200, description = "The thing.", body = ThingView),
        (status = 404, description = "There is no such thing that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn edit_thing(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<ThingView>> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = THING.read(&body, Manners::Strict, Mode::Patch)?;
    let change = (values.opt_text("name").map(str::to_owned), values.opt_integer("units"));
    let edit = async move |tx: &mut frontdesk_kit::db::Tx| flow::edit_thing(tx, &caller, id, change.clone()).await;
    Ok(Json(bookings.desk().db.write(edit).await?.into()))
}

/// Remove a thing
///
/// One's own; staff anybody's. No service needs it any more; what is booked stays booked.
#[utoipa::path(
    delete, path = "/api/v1/things/{id}", tag = "schedules", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The thing's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such thing that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn remove_thing(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let remove = async move |tx: &mut frontdesk_kit::db::Tx| flow::remove_thing(tx, &caller, id).await;
    bookings.desk().db.write(remove).await?;
    Ok(StatusCode::NO_CONTENT)
}
