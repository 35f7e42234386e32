//! `GET /api/v1/holidays`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Field, Manners, Shape};
use jiff::tz::TimeZone;

use super::Answer;
use super::views::{HolidayList, HolidayView};
use crate::store::holidays;
use crate::stored::DayNumber;

static YEAR: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("Holidays")
        .field(Field::integer("year").between(2000, 2199).example(2027).help("Without, the present one."))
});
documented_query!(
    /// Of which year.
    HolidaysQuery, YEAR, Strict
);

/// The holidays of a year
#[utoipa::path(
    get, path = "/api/v1/holidays", tag = "schedules", params(HolidaysQuery), security((), ("bearer" = [])),
    responses((status = 200, description = "The holidays, by date.", body = HolidayList)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_holidays(State(desk): State<Desk>, RawQuery(query): RawQuery) -> Answer<Json<HolidayList>> {
    let values = YEAR.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let present = || i64::from(jiff::Timestamp::from(desk.clock.now()).to_zoned(TimeZone::UTC).year());
    let year = values.opt_integer("year").unwrap_or_else(present).clamp(2000, 2199) as i16;
    let day = |month, day| DayNumber::from(jiff::civil::date(year, month, day));
    let (first, last) = (day(1, 1), day(12, 31));
    let found = desk.db.read(async move |tx| holidays::list(tx, first, last).await).await;
    let found = found.map_err(|error: DbError| error)?;
    let view =
        |holiday: holidays::Holiday| HolidayView { date: holiday.local_date.date().to_string(), name: holiday.name };
    Ok(Json(HolidayList { items: found.into_iter().map(view).collect() }))
}
