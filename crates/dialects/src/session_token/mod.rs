//! The `session-token` wire: form login under `/api/user/` (contract, section 7).

mod create;
mod fields;
mod list;
mod login;
mod logout;
mod record;
mod views;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_kit::input::Mode;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::documents::{self, BodyOf};
use crate::wire::renamed;

/// Every route of this wire.
pub fn router(desk: Desk) -> OpenApiRouter {
    let (schemas, paths, login): UtoipaMethodRouter<Desk> = routes!(login::login);
    let mut router = OpenApiRouter::new()
        .routes(routes!(list::list_records, create::create_record))
        .routes((schemas, paths, login.fallback(login::hint)))
        .routes(routes!(record::get_record, record::put_record, record::patch_record, record::delete_record))
        .routes(routes!(logout::get_logout, logout::post_logout))
        .with_state(desk);
    let bodies: [BodyOf<'_>; 4] = [
        ("session_token_create", &fields::NEW_RECORD, Mode::Create),
        ("session_token_login", &login::LOGIN, Mode::Create),
        ("session_token_replace", &fields::RECORD, Mode::Replace),
        ("session_token_change", &fields::RECORD, Mode::Patch),
    ];
    documents::complete(router.get_openapi_mut(), &bodies);
    router
}

/// What a flow refuses, in the words of this wire.
fn refused(error: AccountError) -> Problem {
    match renamed(error, "display_name", "name") {
        AccountError::Invalid(mut invalid) => {
            for fault in invalid.errors.iter_mut().filter(|fault| fault.field == "email" && fault.code == "taken") {
                fault.message = Message::new("drf-email-taken-display");
            }
            invalid.into()
        }
        other => other.into(),
    }
}

/// The answer to a number that nobody has.
fn nobody(problem: Problem) -> Problem {
    match problem.code {
        "not_found" => problem.with_detail(Message::new("drf-no-match").arg("model", "CustomUser")),
        _ => problem,
    }
}
