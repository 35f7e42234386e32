//! `PUT` and `DELETE /api/v1/locations/{id}/schedule/dates/{date}`

use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Limits, Manners, Mode};
use frontdesk_kit::problem::Problem;
use frontdesk_kit::{documented, etag};
use frontdesk_schedule::Change;
use frontdesk_schedule::http::hours::{DATE, read_changes, read_date};
use http::HeaderMap;
use jiff::civil::Date;

use super::Answer;
use super::schedule::{ScheduleView, shown};
use crate::{Bookings, flow};

documented!(
    /// What is different on one date.
    DateChangeBody, DATE, Strict, Create
);

/// Change one date
///
/// The location is closed on it, or has these hours instead or also. `stranded` lists whom that leaves out.
#[utoipa::path(
    put, path = "/api/v1/locations/{id}/schedule/dates/{date}", tag = "schedules", request_body = DateChangeBody,
    security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The location's id."),
        ("date" = String, Path, format = Date, description = "A date from 2000 to 2199, as the location has it.", example = "2030-12-31"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the hours that you have seen."),
    ),
    responses(
        (status = 200, description = "The hours.", body = ScheduleView,
         headers(("ETag" = String, description = "The version of the hours."))),
        (status = 404, description = "There is no such location that the caller manages, or no such date.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "They have changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn change_date(
    State(bookings): State<Bookings>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let place = place(&path)?;
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let changes = read_changes(&DATE.read(&body, Manners::Strict, Mode::Create)?)?;
    write(&bookings, caller, place, changes, &headers).await
}

/// Let the rules hold on a date again
///
/// `stranded` lists whom that leaves out.
#[utoipa::path(
    delete, path = "/api/v1/locations/{id}/schedule/dates/{date}", tag = "schedules", security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The location's id."),
        ("date" = String, Path, format = Date, description = "A date from 2000 to 2199, as the location has it.", example = "2030-12-31"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the hours that you have seen."),
    ),
    responses(
        (status = 200, description = "The hours.", body = ScheduleView,
         headers(("ETag" = String, description = "The version of the hours."))),
        (status = 404, description = "There is no such location that the caller manages, or no such date.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "They have changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own or schedule.manage_any"))),
)]
pub async fn restore_date(
    State(bookings): State<Bookings>,
    caller: Caller,
    Path(path): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer<Response> {
    write(&bookings, caller, place(&path)?, Vec::new(), &headers).await
}

fn place((id, date): &(String, String)) -> Answer<(PublicId, Date)> {
    Ok((PublicId::parse(id).ok_or_else(Problem::not_found)?, read_date(date)?))
}

async fn write(
    bookings: &Bookings,
    caller: Caller,
    (id, date): (PublicId, Date),
    changes: Vec<Change>,
    headers: &HeaderMap,
) -> Answer<Response> {
    let (seen, shared, now) = (etag::expected_versions(headers), bookings.clone(), bookings.desk().clock.now());
    let change = async move |tx: &mut frontdesk_kit::db::Tx| {
        let what = (date, &changes[..]);
        let changed = frontdesk_schedule::flow::change_date(tx, &caller, id, what, seen.as_deref(), now).await?;
        flow::hours(tx, shared.catalogue().cards(), &caller, changed, now).await
    };
    Ok(shown(&bookings.desk().db.write(change).await?))
}
