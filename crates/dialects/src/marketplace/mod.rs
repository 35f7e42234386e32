//! The `marketplace` wire: clients and specialists under `/api/auth/` (contract, section 4).

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

use axum::middleware::from_fn_with_state;
use frontdesk_accounts::desk::Desk;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::input::Mode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use self::services::{LONGEST_DESCRIPTION, LONGEST_NAME};
use crate::documents::{self, BodyOf};

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
    let bodies: [BodyOf<'_>; 8] = [
        ("marketplace_register", &register::REGISTER, Mode::Create),
        ("marketplace_login", &login::LOGIN, Mode::Create),
        ("marketplace_refresh", &refresh::REFRESH, Mode::Create),
        ("marketplace_replace_profile", &profile::PROFILE, Mode::Replace),
        ("marketplace_change_profile", &profile::PROFILE, Mode::Patch),
        ("marketplace_add_service", &services::SERVICE, Mode::Create),
        ("marketplace_replace_service", &services::SERVICE, Mode::Replace),
        ("marketplace_change_service", &services::SERVICE, Mode::Patch),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router
}
