//! The `accounts` wire: roles admin, staff and user under `/api/accounts/` (contract, section 3).

mod fields;
mod login;
mod people;
mod person;
mod profile;
mod refresh;
mod sign_up;
mod staff;
mod views;

use frontdesk_accounts::desk::Desk;
use frontdesk_kit::input::Mode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::fields::ACCOUNT;
use crate::documents::{self, BodyOf};

/// Every route of this wire.
pub fn router(desk: Desk) -> OpenApiRouter {
    let routes = OpenApiRouter::new()
        .routes(routes!(sign_up::sign_up))
        .routes(routes!(login::login))
        .routes(routes!(refresh::refresh))
        .routes(routes!(profile::get_profile, profile::put_profile, profile::patch_profile))
        .routes(routes!(people::list_users, people::create_user))
        .routes(routes!(person::get_user, person::put_user, person::patch_user, person::delete_user))
        .routes(routes!(staff::list_users));
    let mut router = routes.with_state(desk);
    let bodies: [BodyOf<'_>; 8] = [
        ("accounts_sign_up", &ACCOUNT, Mode::Create),
        ("accounts_login", &login::LOGIN, Mode::Patch),
        ("accounts_refresh", &refresh::REFRESH, Mode::Create),
        ("accounts_replace_profile", &ACCOUNT, Mode::Replace),
        ("accounts_change_profile", &ACCOUNT, Mode::Patch),
        ("accounts_add_user", &ACCOUNT, Mode::Create),
        ("accounts_replace_user", &ACCOUNT, Mode::Replace),
        ("accounts_change_user", &ACCOUNT, Mode::Patch),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router
}
