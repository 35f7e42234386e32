//! `GET` and `POST /api/v1/me/external-calendars`, `DELETE /api/v1/me/external-calendars/{id}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use frontdesk_notify::outbound::Target;
use http::{HeaderMap, StatusCode, Uri};
use serde::Serialize;

use super::{Answer, Id};
use crate::external::ExternalCalendar;
use crate::store::external;
use crate::{Bookings, flow};

static CALENDAR: LazyLock<Shape> = LazyLock::new(|| {
    let url = Field::url("url").required().example("https://calendar.example.com/noor/private-5f1c.ics");
    Shape::new("NewExternalCalendar").field(url.help("Where it is, as iCalendar; `https` in the place of `webcal`."))
});
documented!(
    /// A calendar kept elsewhere.
    NewExternalCalendarBody, CALENDAR, Strict, Create
);

/// A calendar kept elsewhere. Its address is not shown again: whoever knows it can often read the calendar.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ExternalCalendar)]
pub struct CalendarView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a96")]
    id: PublicId,
    /// The machine in its address.
    #[schema(example = "calendar.example.com")]
    host: String,
    /// When it was last read; `null` if that has not come about yet.
    #[schema(value_type = Option<String>, format = DateTime, example = "2030-05-07T06:00:00Z")]
    read_at: Option<Timestamp>,
    /// When it was last asked.
    #[schema(value_type = Option<String>, format = DateTime, example = "2030-05-07T06:15:00Z")]
    tried_at: Option<Timestamp>,
    /// Why asking was in vain the last time: `address`, `unreachable`, `slow`, `status`, `not_a_calendar` or `too_much`;
    /// `null` if it was not. What was read before holds until then.
    #[schema(example = "unreachable")]
    error: Option<String>,
    /// Events of which nobody knows when they are: they keep no time busy.
    #[schema(minimum = 0, example = 0)]
    skipped_events: i64,
    #[schema(value_type = String, format = DateTime, example = "2030-05-07T06:00:00Z")]
    created_at: Timestamp,
}

impl From<ExternalCalendar> for CalendarView {
    fn from(calendar: ExternalCalendar) -> Self {
        let uri: Option<Uri> = calendar.url.parse().ok();
        Self {
            id: calendar.public_id,
            host: uri.as_ref().and_then(Uri::host).unwrap_or("").to_owned(),
            read_at: calendar.read_at,
            tried_at: calendar.tried_at,
            error: Some(calendar.error).filter(|error| !error.is_empty()),
            skipped_events: calendar.skipped,
            created_at: calendar.created_at,
        }
    }
}

/// All of them: five at most.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ExternalCalendarList)]
pub struct CalendarListView {
    items: Vec<CalendarView>,
}

/// List your calendars elsewhere
///
/// When each was read, and why not.
#[utoipa::path(
    get, path = "/api/v1/me/external-calendars", tag = "calendars", security(("bearer" = [])),
    responses((status = 200, description = "The calendars.", body = CalendarListView)),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn list_calendars(State(bookings): State<Bookings>, caller: Caller) -> Answer<Json<CalendarListView>> {
    let list = async move |tx: &mut Tx| external::of_owner(tx, caller.user_id).await;
    let found = bookings.desk().db.read(list).await.map_err(|error: DbError| error)?;
    Ok(Json(CalendarListView { items: found.into_iter().map(CalendarView::from).collect() }))
}

/// Add a calendar that you keep elsewhere
///
/// What is busy there cannot be booked here. It is read soon, and every 15 minutes from then on; more rarely when that
/// is in vain. At most five.
#[utoipa::path(
    post, path = "/api/v1/me/external-calendars", tag = "calendars", request_body = NewExternalCalendarBody,
    security(("bearer" = [])),
    responses(
        (status = 201, description = "The calendar.", body = CalendarView),
        (status = 422, description = "Some input cannot be accepted, or there are five already.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn add_calendar(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<CalendarView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = CALENDAR.read(&body, Manners::Strict, Mode::Create)?;
    let refused = |_| Invalid::one("url", "invalid_url", Message::new("field-outbound-url"));
    let url = Target::read(values.text("url"), bookings.calendars()).map_err(refused)?.as_str().to_owned();
    let (desk, now) = (bookings.desk(), bookings.desk().clock.now());
    let public_id = PublicId(desk.entropy.uuid(now));
    let add = async move |tx: &mut Tx| flow::external::add(tx, &caller, &url, public_id, now).await;
    Ok((StatusCode::CREATED, Json(desk.db.write(add).await?.into())))
}

/// Remove a calendar that you keep elsewhere
///
/// What only it kept busy can be booked again.
#[utoipa::path(
    delete, path = "/api/v1/me/external-calendars/{id}", tag = "calendars", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The calendar's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "The caller has no such calendar.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn remove_calendar(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<StatusCode> {
    let remove = async move |tx: &mut Tx| external::delete(tx, caller.user_id, id).await;
    let was_there = bookings.desk().db.write(remove).await.map_err(|error: DbError| error)?;
    if was_there { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
