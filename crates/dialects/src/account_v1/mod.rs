//! The `account-v1` wire: user records by REST under `/api/v1/account/` (contract, section 6).

mod account;
mod accounts;
mod fields;
mod index;
mod refusal;
mod removal;
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
        .routes(routes!(index::get_index))
        .routes(routes!(accounts::list_accounts, accounts::create_account))
        .routes(routes!(account::get_account, account::put_account, account::patch_account, account::delete_account))
        .routes(routes!(removal::remove_account))
        .routes(routes!(removal::remove_by_number));
    let mut router = routes.with_state(desk);
    let bodies: [BodyOf<'_>; 3] = [
        ("account_v1_create", &ACCOUNT, Mode::Create),
        ("account_v1_replace", &ACCOUNT, Mode::Replace),
        ("account_v1_change", &ACCOUNT, Mode::Patch),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router
}
