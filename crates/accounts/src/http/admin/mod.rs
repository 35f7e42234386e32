//! The administration of accounts: `/api/v1/admin/…`

mod account;
mod create;
mod events;
mod export;
mod import;
mod invitations;
mod list;
mod profile;
mod query;
mod sessions;
mod views;

pub use create::add_account_shape;
pub use export::account_export_shape;
pub use invitations::invite_shape;
pub use list::account_list_shape;

use axum::extract::{FromRequestParts, Path};
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Values;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Answer;
use crate::desk::Desk;
use crate::model::Person;
use crate::store::users;

/// Every route of this folder.
pub fn router(desk: Desk) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list::list_accounts, create::add_account))
        .routes(routes!(import::import_accounts))
        .routes(routes!(export::export_accounts))
        .routes(routes!(account::show_account, account::change_account, account::delete_account))
        .routes(routes!(profile::show_account_profile, profile::change_account_profile))
        .routes(routes!(sessions::list_account_sessions, sessions::end_account_sessions))
        .routes(routes!(sessions::start_reset))
        .routes(routes!(invitations::list_invitations, invitations::invite))
        .routes(routes!(invitations::revoke_invitation))
        .routes(routes!(events::list_events))
        .routes(routes!(events::check_events))
        .with_state(desk)
}

/// All that must stay the same from one page of `list` to the next.
fn scope(list: &str, values: &Values) -> String {
    let filters = values.iter().filter(|(key, _)| !["limit", "cursor"].contains(key));
    filters.fold(list.to_owned(), |scope, (key, value)| format!("{scope}\u{1e}{key}={value:?}"))
}

/// The account that the path names; whatever is no id names nothing.
struct Target(Person);

impl FromRequestParts<Desk> for Target {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Answer<Self> {
        let path: Result<Path<String>, _> = Path::from_request_parts(parts, desk).await;
        let id = path.ok().and_then(|Path(text)| PublicId::parse(&text)).ok_or_else(Problem::not_found)?;
        let found = desk.db.read(async move |tx| users::person_called(tx, id).await).await;
        found.map_err(|error: DbError| error)?.map(Self).ok_or_else(Problem::not_found)
    }
}
