//! The native JSON API of this room, one endpoint per file.

mod book;
mod book_hold;
mod cancel;
mod change_date;
mod changes;
mod claim_guest;
mod explain_slot;
mod external;
mod favourites;
mod feeds;
mod guest;
mod guest_manage;
mod hold;
mod holidays;
mod lists;
mod next_free;
mod next_slot;
mod notifications;
mod reschedule;
mod reviews;
mod schedule;
mod search;
mod service_things;
mod settle;
mod show;
mod slots;
mod things;
mod time_off;
pub(crate) mod views;
mod waitlist;
mod webhooks;

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::etag;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use http::{StatusCode, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::flow::{Shown, beside};
use crate::model::Booking;
use crate::{BookingError, Bookings};
pub(crate) use feeds::host;
use views::BookingView;
pub(crate) use views::zone;

/// An answer or a problem.
type Answer<T> = Result<T, Problem>;

/// Every native route of this room.
pub fn router(bookings: Bookings) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(slots::list_slots))
        .routes(routes!(next_slot::find_next_slot))
        .routes(routes!(explain_slot::explain_slot))
        .routes(routes!(next_free::find_next_free))
        .routes(routes!(search::search))
        .routes(routes!(book::make_booking, lists::list_all_bookings))
        .routes(routes!(show::show_booking))
        .routes(routes!(hold::hold_time))
        .routes(routes!(hold::release_hold))
        .routes(routes!(book_hold::book_hold))
        .routes(routes!(guest::book_as_guest))
        .routes(routes!(guest_manage::look_up_guest_booking))
        .routes(routes!(guest_manage::cancel_guest_booking))
        .routes(routes!(guest_manage::move_guest_booking))
        .routes(routes!(claim_guest::claim_guest_bookings))
        .routes(routes!(lists::list_own_bookings))
        .routes(routes!(lists::list_agenda))
        .routes(routes!(notifications::show_notifications, notifications::set_notifications))
        .routes(routes!(settle::confirm_booking))
        .routes(routes!(settle::decline_booking))
        .routes(routes!(settle::note_arrival))
        .routes(routes!(settle::complete_booking))
        .routes(routes!(settle::note_no_show))
        .routes(routes!(cancel::cancel_booking))
        .routes(routes!(reschedule::reschedule_booking))
        .routes(routes!(schedule::show_schedule, schedule::replace_schedule))
        .routes(routes!(change_date::change_date, change_date::restore_date))
        .routes(routes!(time_off::take_time_off, time_off::list_time_off))
        .routes(routes!(time_off::end_time_off))
        .routes(routes!(holidays::name_holiday, holidays::withdraw_holiday))
        .routes(routes!(favourites::list_favourites))
        .routes(routes!(favourites::mark_favourite, favourites::unmark_favourite))
        .routes(routes!(feeds::make_feed, feeds::end_feed))
        .routes(routes!(feeds::get_feed))
        .routes(routes!(external::list_calendars, external::add_calendar))
        .routes(routes!(external::remove_calendar))
        .merge(reviews::router())
        .routes(routes!(things::add_thing))
        .routes(routes!(things::list_things))
        .routes(routes!(things::edit_thing, things::remove_thing))
        .routes(routes!(service_things::list_needs, service_things::say_needs))
        .merge(waitlist::router())
        .merge(webhooks::router())
        .with_state(bookings)
}

/// The id in the path; whatever is no id names nothing.
struct Id(PublicId);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let path: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        let id = path.ok().and_then(|Path(text)| PublicId::parse(&text)).ok_or_else(Problem::not_found)?;
        Ok(Self(id))
    }
}

/// `booking` with what is shown beside it.
async fn complete(tx: &mut Tx, bookings: &Bookings, booking: Booking) -> Result<Shown, BookingError> {
    let shown = beside(tx, bookings.catalogue().cards(), vec![booking]).await?.pop();
    shown.ok_or_else(|| DbError::Bug("a booking was not shown".to_owned()).into())
}

/// A booking with its version as `ETag`.
fn shown(status: StatusCode, shown: &Shown) -> Answer<Response> {
    let view = BookingView::new(shown)?;
    let mut response = (status, axum::Json(view)).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(shown.booking.version));
    Ok(response)
}
