//! `PUT` and `DELETE /api/v1/holidays/{date}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use http::{HeaderMap, StatusCode};

use super::Answer;
use super::hours::read_date;
use super::views::HolidayView;
use crate::flow;
use crate::store::holidays::Holiday;
use crate::stored::DayNumber;

static HOLIDAY: LazyLock<Shape> =
    LazyLock::new(|| Shape::new("HolidayName").field(Field::text("name").max(100).required().example("Новый год")));
documented!(
    /// What a holiday is called.
    HolidayNameBody, HOLIDAY, Strict, Replace
);

/// Name a holiday
///
/// On this date rules open nothing, except where somebody works on holidays; hours that are given for the date itself hold.
/// What is booked on it stays.
#[utoipa::path(
    put, path = "/api/v1/holidays/{date}", tag = "schedules", request_body = HolidayNameBody, security(("bearer" = [])),
    params(("date" = String, Path, format = Date, description = "The date.", example = "2027-01-01")),
    responses(
        (status = 200, description = "It was one, and is called so now.", body = HolidayView),
        (status = 201, description = "It is a holiday now.", body = HolidayView),
        (status = 404, description = "There is no such date.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_any"))),
)]
pub async fn name_holiday(
    State(desk): State<Desk>,
    caller: Caller,
    Path(date): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let date = read_date(&date)?;
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let name = HOLIDAY.read(&body, Manners::Strict, Mode::Replace)?.text("name").to_owned();
    let holiday = Holiday { local_date: DayNumber::from(date), name: name.clone() };
    let is_new = desk.db.write(async move |tx| flow::name_holiday(tx, &caller, &holiday).await).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(HolidayView { date: date.to_string(), name })).into_response())
}

/// Make a holiday a day like others
#[utoipa::path(
    delete, path = "/api/v1/holidays/{date}", tag = "schedules", security(("bearer" = [])),
    params(("date" = String, Path, format = Date, description = "The date.", example = "2027-01-01")),
    responses(
        (status = 204, description = "It is no holiday any more."),
        (status = 404, description = "It was none.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_any"))),
)]
pub async fn withdraw_holiday(
    State(desk): State<Desk>,
    caller: Caller,
    Path(date): Path<String>,
) -> Answer<StatusCode> {
    let date = DayNumber::from(read_date(&date)?);
    desk.db.write(async move |tx| flow::withdraw_holiday(tx, &caller, date).await).await?;
    Ok(StatusCode::NO_CONTENT)
}
