//! The `users` wire: session login, profiles and Russian roles under `/api/users/` (contract, section 5).

mod introduction;
mod login;
mod logout;
mod my_profile;
mod own;
mod picture;
mod register;
mod update;
mod user;
mod views;

use frontdesk_accounts::desk::Desk;
use frontdesk_kit::input::Mode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::documents::{self, BodyOf};

/// Every route of this wire.
pub fn router(desk: Desk) -> OpenApiRouter {
    let mut router = OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(login::login))
        .routes(routes!(logout::logout))
        .routes(routes!(user::get_user))
        .routes(routes!(my_profile::get_my_profile))
        .routes(routes!(update::put_my_profile, update::patch_my_profile))
        .routes(routes!(my_profile::delete_my_profile))
        .routes(routes!(introduction::put_introduction, introduction::patch_introduction))
        .with_state(desk);
    let bodies: [BodyOf<'_>; 6] = [
        ("users_register", &register::REGISTER, Mode::Create),
        ("users_login", &login::LOGIN, Mode::Create),
        ("users_replace_profile", &update::PROFILE, Mode::Replace),
        ("users_change_profile", &update::PROFILE, Mode::Patch),
        ("users_replace_introduction", &introduction::INTRODUCTION, Mode::Replace),
        ("users_change_introduction", &introduction::INTRODUCTION, Mode::Patch),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router.routes(routes!(picture::get_picture))
}
