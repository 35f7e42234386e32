//! `POST` and `DELETE /api/v1/me/calendar-feed`, `GET /calendar/{file}`

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::etag;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use super::Answer;
use crate::ics::{VisitEvent, calendar};
use crate::store::feeds;
use crate::{Bookings, flow};

/// A link that calendars can follow.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CalendarFeed)]
pub struct FeedView {
    /// Shown this once. Without `server.public_url` it is the path only.
    #[schema(example = "https://desk.example.com/calendar/Jx3….ics")]
    url: String,
}

/// Make a calendar feed
///
/// A secret link under which calendar programs read what you have booked and for what you are booked. A link that was
/// made before leads nowhere from now on.
#[utoipa::path(
    post, path = "/api/v1/me/calendar-feed", tag = "calendars", security(("bearer" = [])),
    responses((status = 201, description = "The link.", body = FeedView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn make_feed(State(bookings): State<Bookings>, caller: Caller) -> Answer<(StatusCode, Json<FeedView>)> {
    let (desk, now) = (bookings.desk(), bookings.desk().clock.now());
    let (secret, hash) = desk.tokens.new_link(desk.entropy);
    let put = async move |tx: &mut Tx| feeds::put(tx, caller.user_id, &hash, now).await;
    desk.db.write(put).await.map_err(|error: DbError| error)?;
    let base = desk.settings.public_url.as_deref().unwrap_or("").trim_end_matches('/');
    Ok((StatusCode::CREATED, Json(FeedView { url: format!("{base}/calendar/{secret}.ics") })))
}

/// End your calendar feed
///
/// Its link leads nowhere any more.
#[utoipa::path(
    delete, path = "/api/v1/me/calendar-feed", tag = "calendars", security(("bearer" = [])),
    responses((status = 204, description = "There is none, or none any more.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn end_feed(State(bookings): State<Bookings>, caller: Caller) -> Answer<StatusCode> {
    let end = async move |tx: &mut Tx| feeds::delete(tx, caller.user_id).await;
    bookings.desk().db.write(end).await.map_err(|error: DbError| error)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A calendar feed
///
/// What the owner of the link has booked and is booked for, as iCalendar (RFC 5545): what was in the last 30 days, and
/// what is to come. What was called off in the last 30 days is there as cancelled.
#[utoipa::path(
    get, path = "/calendar/{file}", tag = "calendars", security(()),
    params(
        ("file" = String, Path, description = "The secret of the link, and `.ics`.", example = "Jx3….ics"),
        ("If-None-Match" = Option<String>, Header, description = "The `ETag` of what you have."),
    ),
    responses(
        (status = 200, description = "The bookings.", body = String, content_type = "text/calendar; charset=utf-8",
         headers(("ETag" = String, description = "The tag of this content.")),
         example = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n…"),
        (status = 304, description = "You have seen it."),
        (status = 404, description = "The link leads nowhere.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn get_feed(
    State(bookings): State<Bookings>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let secret = file.strip_suffix(".ics").ok_or_else(Problem::not_found)?;
    let (desk, shared, now) = (bookings.desk(), bookings.clone(), bookings.desk().clock.now());
    let hash = desk.tokens.link_hash(secret);
    // May be long, and delays nobody so.
    let read = async move |tx: &mut Tx| flow::feeds::feed(tx, shared.catalogue().cards(), &hash, now).await;
    let found = desk.db.report(read).await.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    let host = host(desk.settings.public_url.as_deref());
    let text = calendar(None, found.iter().map(|(shown, side)| VisitEvent::new(shown, *side, &host)));
    let tag = etag::of_content(text.as_bytes());
    let mut response = match etag::is_seen(&headers, &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// What makes ids of events unlike those of other servers; it is to stay as it is for ever.
pub fn host(public_url: Option<&str>) -> String {
    let uri = public_url.and_then(|url| url.parse::<http::Uri>().ok());
    uri.as_ref().and_then(http::Uri::host).unwrap_or("frontdesk").to_owned()
}
