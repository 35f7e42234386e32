//! `GET /api/v1/me/bookings`, `GET /api/v1/me/agenda` and `GET /api/v1/bookings`: what one has booked, for what one is
//! booked, and what everybody has.

use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::store::cards;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, Manners, Shape, Value, Values};
use frontdesk_kit::page::{bad_cursor, paged};

use super::views::{BookingPage, BookingView};
use super::{Answer, changes};
use crate::flow::beside;
use crate::model::{BookingId, Status};
use crate::store::lists::{self, Listing, When, Whose};
use crate::{BookingError, Bookings};

static LIST: LazyLock<Shape> =
    LazyLock::new(|| paged(filters("BookingList").field(changes::changed_after()), "Bookings"));
static AGENDA: LazyLock<Shape> = LazyLock::new(|| paged(filters("Agenda").field(changes::changed_after()), "Bookings"));
documented_query!(
    /// Which bookings.
    BookingQuery, LIST, Strict
);
documented_query!(
    /// Which bookings of one's services.
    AgendaQuery, AGENDA, Strict
);

static ALL: LazyLock<Shape> = LazyLock::new(|| {
    let specialist = Field::uuid("specialist").help("The id of a specialist's profile.");
    paged(filters("EverybodysBookings").field(specialist).field(changes::changed_after()), "Bookings")
});
documented_query!(
    /// Whose bookings, and which.
    EverybodysBookingQuery, ALL, Strict
);

fn filters(name: &str) -> Shape {
    let when = Field::choice("when", When::KEYS.iter().copied());
    let bookings = Status::KEYS.iter().filter(|status| **status != Status::Held.key());
    Shape::new(name)
        .field(
            when.default(Value::Text(When::Upcoming.key().to_owned()))
                .help("What is not over yet, the earliest first; or what is over, the latest first."),
        )
        .field(Field::choice("status", bookings.copied()).help("Only bookings that have come to this."))
}

/// List your bookings
///
/// Those that you have made. With `changed_after`, in the order in which they last changed: a program that reads on with each
/// `next_cursor` has a copy of all of them.
#[utoipa::path(
    get, path = "/api/v1/me/bookings", tag = "bookings", params(BookingQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of bookings.", body = BookingPage)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn list_own_bookings(
    State(bookings): State<Bookings>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = LIST.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    page(&bookings, Whose::MadeBy(caller.user_id), &values).await
}

/// List your agenda
///
/// Bookings of your services, at all your locations. With `changed_after`, in the order in which they last changed: a
/// program that reads on with each `next_cursor` has a copy of all of them.
#[utoipa::path(
    get, path = "/api/v1/me/agenda", tag = "bookings", params(AgendaQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of bookings.", body = BookingPage)),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn list_agenda(
    State(bookings): State<Bookings>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = AGENDA.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    page(&bookings, Whose::For(caller.user_id), &values).await
}

/// List everybody's bookings
///
/// For whoever manages them; `specialist` leaves those of one. With `changed_after`, in the order in which they last
/// changed: a program that reads on with each `next_cursor` has a copy of all of them.
#[utoipa::path(
    get, path = "/api/v1/bookings", tag = "bookings", params(EverybodysBookingQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of bookings.", body = BookingPage)),
    extensions(("x-rule" = json!("booking.manage_any"))),
)]
pub async fn list_all_bookings(State(bookings): State<Bookings>, RawQuery(query): RawQuery) -> Answer<Response> {
    let values = ALL.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let Some(specialist) = values.uuid("specialist").map(PublicId) else {
        return page(&bookings, Whose::Everybodys, &values).await;
    };
    let find = async move |tx: &mut frontdesk_kit::db::Tx| cards::user_of(tx, specialist).await;
    let found = bookings.desk().db.read(find).await.map_err(|error: DbError| error)?;
    // A profile that there is not has no bookings.
    page(&bookings, Whose::For(found.unwrap_or(UserId(0))), &values).await
}

async fn page(bookings: &Bookings, whose: Whose, values: &Values) -> Answer<Response> {
    if let Some(changed) = changes::page(bookings, whose, values).await? {
        return Ok(changed);
    }
    let (desk, shared) = (bookings.desk(), bookings.clone());
    let when = values.opt_text("when").and_then(When::parse).unwrap_or(When::Upcoming);
    let status = values.opt_text("status").and_then(Status::parse);
    let scope = format!("bookings {whose:?} {when:?} {status:?}");
    let place = |cursor: &str| place(&desk.cursor_key.open(&scope, cursor)?);
    let after = match values.opt_text("cursor") {
        None => None,
        Some(cursor) => Some(place(cursor).ok_or_else(bad_cursor)?),
    };
    let limit = values.integer("limit");
    let (listing, now) = (Listing { whose, when, status, after, limit: limit + 1 }, desk.clock.now());
    let read = async move |tx: &mut frontdesk_kit::db::Tx| {
        let found = lists::page(tx, listing, now).await?;
        Ok::<_, BookingError>(beside(tx, shared.catalogue().cards(), found).await?)
    };
    let mut found = desk.db.read(read).await?;
    let more = found.len() as i64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(0));
    let last = found.last().filter(|_| more).map(|last| &last.booking);
    let next_cursor =
        last.map(|last| desk.cursor_key.seal(&scope, &[last.starts_at.0.to_string(), last.id.to_string()]));
    let items = found.iter().map(BookingView::new).collect::<Result<_, _>>()?;
    Ok(axum::Json(BookingPage { items, next_cursor }).into_response())
}

fn place(parts: &[String]) -> Option<(Timestamp, BookingId)> {
    let [starts_at, id] = parts else { return None };
    Some((Timestamp(starts_at.parse().ok()?), BookingId(id.parse().ok()?)))
}
