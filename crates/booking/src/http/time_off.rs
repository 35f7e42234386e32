//! `/api/v1/locations/{id}/time-off` and `/api/v1/time-off/{id}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{RawQuery, State};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};
use frontdesk_kit::{documented, documented_query};
use frontdesk_schedule::http::hours::{AbsenceView, TIME_OFF, read_time_off};
use frontdesk_schedule::store::time_off;
use frontdesk_schedule::{Absence, AbsenceId, ScheduleError};
use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::views::StrandedView;
use super::{Answer, Id};
use crate::flow::{self, Shown};
use crate::{BookingError, Bookings};

documented!(
    /// When somebody is away.
    NewTimeOffBody, TIME_OFF, Strict, Create
);

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("TimeOffList"), "Absences"));
documented_query!(
    /// Which page.
    TimeOffQuery, PAGE, Strict
);

/// Time off, and who was to come.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = TakenTimeOff)]
pub struct TakenView<'a> {
    time_off: AbsenceView,
    /// Bookings to come that lie outside of the hours now, at most 500, for whoever may see them. They stay booked
    /// until somebody moves or cancels them.
    stranded: Vec<StrandedView<'a>>,
}

/// A page of time off.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = TimeOffPage)]
pub struct TimeOffPage {
    items: Vec<AbsenceView>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    next_cursor: Option<String>,
}

/// Take time off
///
/// Whatever the hours say, nothing can be booked then. `stranded` lists who is to come although nobody will be there.
#[utoipa::path(
    post, path = "/api/v1/locations/{id}/time-off", tag = "schedules", request_body = NewTimeOffBody,
    security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The location's id.")),
    responses(
        (status = 201, description = "The time off.", body = TakenView),
        (status = 404, description = "There is no such location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn take_time_off(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<axum::response::Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let new = read_time_off(&TIME_OFF.read(&body, Manners::Strict, Mode::Create)?);
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    let public_id = PublicId(desk.entropy.uuid(now));
    let take = async move |tx: &mut frontdesk_kit::db::Tx| {
        let (location, absence) =
            frontdesk_schedule::flow::take_time_off(tx, &caller, id, &new, public_id, now).await?;
        let left_out = flow::stranded(tx, &caller, &location, now).await?;
        let left_out = flow::beside(tx, shared.catalogue().cards(), left_out).await?;
        Ok::<_, BookingError>((absence, left_out))
    };
    let (absence, left_out): (Absence, Vec<Shown>) = desk.db.write(take).await?;
    let stranded = left_out.iter().map(StrandedView::new).collect();
    let view = TakenView { time_off: AbsenceView::new(&absence), stranded };
    Ok(axum::response::IntoResponse::into_response((StatusCode::CREATED, Json(view))))
}

/// List time off
///
/// What is not over yet; what ends first, first.
#[utoipa::path(
    get, path = "/api/v1/locations/{id}/time-off", tag = "schedules", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The location's id."), TimeOffQuery),
    responses(
        (status = 200, description = "A page of time off.", body = TimeOffPage),
        (status = 404, description = "There is no such location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn list_time_off(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    RawQuery(query): RawQuery,
) -> Answer<Json<TimeOffPage>> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (desk, limit, scope) = (bookings.desk(), values.integer("limit"), format!("time off {id}"));
    let place = |cursor: &str| place(&desk.cursor_key.open(&scope, cursor)?);
    let after = match values.opt_text("cursor") {
        None => (desk.clock.now(), AbsenceId(i64::MAX)),
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let list = async move |tx: &mut frontdesk_kit::db::Tx| {
        let location = frontdesk_schedule::flow::find_managed(tx, &caller, id, None).await?;
        Ok::<_, ScheduleError>(time_off::list(tx, location.id, after, limit + 1).await?)
    };
    let page = Page::cut(desk.db.read(list).await?, limit, |last: &Absence| {
        desk.cursor_key.seal(&scope, &[last.ends_at.0.to_string(), last.id.to_string()])
    });
    Ok(Json(TimeOffPage { items: page.items.iter().map(AbsenceView::new).collect(), next_cursor: page.next_cursor }))
}

fn place(parts: &[String]) -> Option<(Timestamp, AbsenceId)> {
    let [ends_at, id] = parts else { return None };
    Some((Timestamp(ends_at.parse().ok()?), AbsenceId(id.parse().ok()?)))
}

/// Take time off back
///
/// What the hours open then can be booked again.
#[utoipa::path(
    delete, path = "/api/v1/time-off/{id}", tag = "schedules", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The id of the time off.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such time off at a location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn end_time_off(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let end = async move |tx: &mut frontdesk_kit::db::Tx| frontdesk_schedule::flow::end_time_off(tx, &caller, id).await;
    bookings.desk().db.write(end).await?;
    Ok(StatusCode::NO_CONTENT)
}
