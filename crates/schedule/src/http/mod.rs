//! The native JSON API of this room, one endpoint per file; and the hours as they travel, which the room above serves,
//! because it can tell whose bookings a change strands.

mod add_location;
mod edit_location;
pub mod hours;
mod list_holidays;
mod own_locations;
mod show_location;
mod specialist_locations;
mod views;
mod withdraw_location;

pub use views::{LocationView, degrees};

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::etag;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use http::{StatusCode, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::location::Location;

/// An answer or a problem.
type Answer<T> = Result<T, Problem>;

/// Every native route of this room.
pub fn router(desk: Desk) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(add_location::add_location))
        .routes(routes!(
            show_location::show_location,
            edit_location::edit_location,
            withdraw_location::withdraw_location
        ))
        .routes(routes!(own_locations::list_own_locations))
        .routes(routes!(specialist_locations::list_specialist_locations))
        .routes(routes!(list_holidays::list_holidays))
        .with_state(desk)
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

/// A location with its version as `ETag`.
fn shown(status: StatusCode, location: &Location) -> Response {
    let mut response = (status, axum::Json(LocationView::new(location))).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(location.version));
    response
}
