//! The native JSON API of this room, one endpoint per file.

mod categories;
mod edit_service;
mod invite_performer;
mod list_performers;
mod list_services;
mod own_services;
mod perform;
mod performances;
mod publish_service;
mod show_service;
mod show_specialist;
mod terms;
pub mod views;
mod withdraw_service;

pub use show_specialist::RatingView;

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use frontdesk_kit::etag;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::Catalogue;
use crate::model::{Listed, ServiceRef};
use views::ServiceView;

/// An answer or a problem.
type Answer<T> = Result<T, Problem>;

/// Every native route of this room.
pub fn router(catalogue: Catalogue) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_services::list_services, publish_service::publish_service))
        .routes(routes!(show_service::show_service, edit_service::edit_service, withdraw_service::withdraw_service))
        .routes(routes!(own_services::list_own_services))
        .routes(routes!(list_performers::list_performers))
        .routes(routes!(invite_performer::invite_performer, perform::dismiss_performer))
        .routes(routes!(perform::accept_performance))
        .routes(routes!(performances::list_performances))
        .routes(routes!(show_specialist::show_specialist))
        .routes(routes!(categories::list_categories))
        .with_state(catalogue)
}

/// The id in the path; whatever is no id names nothing.
struct Id(PublicId);

impl From<Id> for ServiceRef {
    fn from(id: Id) -> Self {
        ServiceRef::Public(id.0)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let path: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        let id = path.ok().and_then(|Path(text)| PublicId::parse(&text)).ok_or_else(Problem::not_found)?;
        Ok(Self(id))
    }
}

/// The service and the specialist's profile in the path; whatever are no ids name nothing.
struct Performing(ServiceRef, PublicId);

impl<S: Send + Sync> FromRequestParts<S> for Performing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let path: Result<Path<(String, String)>, PathRejection> = Path::from_request_parts(parts, state).await;
        let ids = path.ok().and_then(|Path((one, other))| PublicId::parse(&one).zip(PublicId::parse(&other)));
        let (service, specialist) = ids.ok_or_else(Problem::not_found)?;
        Ok(Self(ServiceRef::Public(service), specialist))
    }
}

/// A service with its version as `ETag`.
fn shown(status: StatusCode, listed: &Listed) -> Response {
    let mut response = (status, axum::Json(ServiceView::new(listed))).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(listed.service.version));
    response
}

/// Ready JSON.
fn json(body: impl Into<axum::body::Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
