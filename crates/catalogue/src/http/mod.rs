//! The native JSON API of this room, one endpoint per file.

mod categories;
mod edit_service;
mod list_services;
mod own_services;
mod publish_service;
mod show_service;
mod show_specialist;
mod views;
mod withdraw_service;

use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};
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

/// The version that `If-Match` names; a tag that is none of ours matches nothing.
fn expected_versions(headers: &HeaderMap) -> Option<Vec<i64>> {
    let tags = headers.get(header::IF_MATCH)?.to_str().unwrap_or("");
    if tags.trim() == "*" {
        return None;
    }
    let version = |tag: &str| tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok();
    Some(tags.split(',').filter_map(version).collect())
}

/// A service with its version as `ETag`.
fn shown(status: StatusCode, listed: &Listed) -> Response {
    let mut response = (status, axum::Json(ServiceView::new(listed))).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", listed.service.version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Ready JSON.
fn json(body: impl Into<axum::body::Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn bad_cursor() -> Problem {
    Problem::invalid(Invalid::one("cursor", "invalid_cursor", Message::new("problem-invalid-cursor")))
}
