//! `GET` and `PUT /api/v1/locations/{id}/schedule`

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Limits, Manners, Mode};
use frontdesk_kit::{documented, etag};
use frontdesk_schedule::http::hours::{ChangedDateView, RULES, RuleView, RulesView, changed_dates, read_rules};
use http::{HeaderMap, header};
use serde::Serialize;

use super::views::StrandedView;
use super::{Answer, Id};
use crate::Bookings;
use crate::flow::{self, Hours};

documented!(
    /// The hours that come again.
    ScheduleBody, RULES, Strict, Create
);

/// When a location is open, and who is to come although it is not.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Schedule)]
pub struct ScheduleView<'a> {
    /// The location's id.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    location: PublicId,
    /// The IANA name of the zone in which hours are told.
    #[schema(example = "Europe/Moscow")]
    time_zone: &'a str,
    rules: Vec<RuleView>,
    works_on_holidays: bool,
    /// What is different on dates to come.
    dates: Vec<ChangedDateView>,
    /// Bookings to come that lie outside of these hours, at most 500, for whoever may see them. They stay booked until
    /// somebody moves or cancels them.
    stranded: Vec<StrandedView<'a>>,
}

/// The hours with their version as `ETag`.
pub(super) fn shown(hours: &Hours) -> Response {
    let RulesView { rules, works_on_holidays } = RulesView::new(&hours.location, &hours.rules);
    let view = ScheduleView {
        location: hours.location.public_id,
        time_zone: &hours.location.time_zone,
        rules,
        works_on_holidays,
        dates: changed_dates(&hours.overrides),
        stranded: hours.stranded.iter().map(StrandedView::new).collect(),
    };
    let mut response = axum::Json(view).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(hours.location.hours_version));
    response
}

/// The hours of a location
///
/// With the bookings that lie outside of them.
#[utoipa::path(
    get, path = "/api/v1/locations/{id}/schedule", tag = "schedules", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The location's id.")),
    responses(
        (status = 200, description = "The hours.", body = ScheduleView,
         headers(("ETag" = String, description = "The version of the hours."))),
        (status = 404, description = "There is no such location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn show_schedule(State(bookings): State<Bookings>, caller: Caller, Id(id): Id) -> Answer<Response> {
    let (shared, now) = (bookings.clone(), bookings.desk().clock.now());
    let show = async move |tx: &mut frontdesk_kit::db::Tx| {
        let location = frontdesk_schedule::flow::find_managed(tx, &caller, id, None).await?;
        flow::hours(tx, shared.catalogue().cards(), &caller, location, now).await
    };
    Ok(shown(&bookings.desk().db.read(show).await?))
}

/// Set the hours of a location
///
/// These rules take the place of those that were; changed dates and time off stay. Nobody who has booked is sent away:
/// `stranded` lists whom the new hours leave out. With `If-Match`, hours that have changed meanwhile are left alone.
#[utoipa::path(
    put, path = "/api/v1/locations/{id}/schedule", tag = "schedules", request_body = ScheduleBody, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The location's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the hours that you have seen."),
    ),
    responses(
        (status = 200, description = "The hours.", body = ScheduleView,
         headers(("ETag" = String, description = "The version of the hours."))),
        (status = 404, description = "There is no such location that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "They have changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn replace_schedule(
    State(bookings): State<Bookings>,
    caller: Caller,
    Id(id): Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let new = read_rules(&RULES.read(&body, Manners::Strict, Mode::Create)?)?;
    let (seen, shared, now) = (etag::expected_versions(&headers), bookings.clone(), bookings.desk().clock.now());
    let replace = async move |tx: &mut frontdesk_kit::db::Tx| {
        let changed = frontdesk_schedule::flow::replace_rules(tx, &caller, id, &new, seen.as_deref()).await?;
        flow::hours(tx, shared.catalogue().cards(), &caller, changed, now).await
    };
    Ok(shown(&bookings.desk().db.write(replace).await?))
}
