//! Waiting for a time to come free.

mod count;
mod join;
mod leave;
mod list;
mod views;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Bookings;

/// The routes of the waitlist.
pub(super) fn router() -> OpenApiRouter<Bookings> {
    OpenApiRouter::new()
        .routes(routes!(join::join_waitlist, list::list_waitlist))
        .routes(routes!(leave::leave_waitlist))
        .routes(routes!(count::count_waiting))
}
