//! The `marketplace` wire: clients and specialists under `/api/auth/` (contract, section 4).

mod documents;
mod index;
mod limits;
mod login;
mod profile;
mod profiles;
mod refresh;
mod register;
mod service;
mod services;
mod views;

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::middleware::from_fn_with_state;
use frontdesk_accounts::desk::Desk;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape, Values};
use frontdesk_kit::problem::Problem;
use http::HeaderMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// An answer or a problem.
type Answer<T> = Result<T, Problem>;

/// Every route of this wire.
pub fn router(catalogue: Catalogue) -> OpenApiRouter {
    let desk: Desk = catalogue.desk().clone();
    let routes = OpenApiRouter::new()
        .routes(routes!(index::get_index))
        .routes(routes!(register::register))
        .routes(routes!(login::login))
        .routes(routes!(refresh::refresh))
        .routes(routes!(profile::get_me, profile::put_me, profile::patch_me))
        .routes(routes!(profiles::get_profile))
        .routes(routes!(services::list_services, services::create_service))
        .routes(routes!(service::get_service, service::put_service, service::patch_service, service::delete_service));
    let limited = match desk.limits.are_on() {
        true => routes.route_layer(from_fn_with_state(desk, limits::limit)),
        false => routes,
    };
    let mut router = limited.with_state(catalogue);
    documents::complete(router.get_openapi_mut());
    router
}

/// Reads a body as Django REST framework does.
async fn read_body(headers: &HeaderMap, body: HttpBody, limits: Limits) -> Answer<Body> {
    Ok(Body::read(headers, body, limits, Manners::Lenient).await?)
}

/// Reads a small body through `shape`.
async fn read(shape: &LazyLock<Shape>, headers: &HeaderMap, body: HttpBody, mode: Mode) -> Answer<Values> {
    let body = read_body(headers, body, Limits::json()).await?;
    Ok(shape.read(&body, Manners::Lenient, mode)?)
}

/// An id segment that is a number; anything else names nothing.
fn number(segment: &str) -> Answer<i64> {
    let digits = segment.bytes().all(|byte| byte.is_ascii_digit());
    segment.parse().ok().filter(|_| digits).ok_or_else(Problem::not_found)
}
