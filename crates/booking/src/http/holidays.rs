//! `PUT` and `DELETE /api/v1/holidays/{date}`: they change the hours of everybody who does not work on holidays.

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::Tx;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_schedule::DayNumber;
use frontdesk_schedule::http::hours::read_date;
use frontdesk_schedule::store::holidays::Holiday;
use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::Answer;
use super::views::StrandedView;
use crate::flow::{self, Shown};
use crate::{BookingError, Bookings};

static HOLIDAY: LazyLock<Shape> =
    LazyLock::new(|| Shape::new("HolidayName").field(Field::text("name").max(100).required().example("Новый год")));
documented!(
    /// What a holiday is called.
    HolidayNameBody, HOLIDAY, Strict, Replace
);

/// A holiday, and who was to come.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = NamedHoliday)]
pub struct NamedView<'a> {
    #[schema(format = Date, example = "2027-01-01")]
    date: String,
    #[schema(example = "Новый год")]
    name: String,
    /// Bookings to come around the date that lie outside of the hours now, at most 500, for whoever may see them. They
    /// stay booked until somebody moves or cancels them.
    stranded: Vec<StrandedView<'a>>,
}

/// Name a holiday
///
/// On this date rules open nothing, except where somebody works on holidays; hours that are given for the date itself hold.
/// What is booked on it stays: `stranded` lists who is to come although nobody will be there.
#[utoipa::path(
    put, path = "/api/v1/holidays/{date}", tag = "schedules", request_body = HolidayNameBody, security(("bearer" = [])),
    params(("date" = String, Path, format = Date, description = "The date.", example = "2027-01-01")),
    responses(
        (status = 200, description = "It was one, and is called so now.", body = NamedView),
        (status = 201, description = "It is a holiday now.", body = NamedView),
        (status = 404, description = "There is no such date.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_any"))),
)]
pub async fn name_holiday(
    State(bookings): State<Bookings>,
    caller: Caller,
    Path(date): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let date = read_date(&date)?;
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let name = HOLIDAY.read(&body, Manners::Strict, Mode::Replace)?.text("name").to_owned();
    let holiday = Holiday { local_date: DayNumber::from(date), name: name.clone() };
    let (desk, shared, acting, now) = (bookings.desk(), bookings.clone(), caller.clone(), bookings.desk().clock.now());
    let put = async move |tx: &mut Tx| frontdesk_schedule::flow::name_holiday(tx, &acting, &holiday).await;
    let is_new = desk.db.write(put).await?;
    // Everybody's hours are laid out for it: nobody waits for the writer meanwhile.
    let look = async move |tx: &mut Tx| {
        let left_out = flow::stranded_around(tx, &caller, date, now).await?;
        Ok::<_, BookingError>(flow::beside(tx, shared.catalogue().cards(), left_out).await?)
    };
    let left_out: Vec<Shown> = desk.db.report(look).await?;
    let stranded = left_out.iter().map(StrandedView::new).collect();
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(NamedView { date: date.to_string(), name, stranded })).into_response())
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
    State(bookings): State<Bookings>,
    caller: Caller,
    Path(date): Path<String>,
) -> Answer<StatusCode> {
    let date = DayNumber::from(read_date(&date)?);
    let withdraw = async move |tx: &mut Tx| frontdesk_schedule::flow::withdraw_holiday(tx, &caller, date).await;
    bookings.desk().db.write(withdraw).await?;
    Ok(StatusCode::NO_CONTENT)
}
