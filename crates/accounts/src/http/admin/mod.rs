//! The administration of accounts: `/api/v1/admin/…`

mod account;
mod create;
mod events;
mod list;
mod sessions;
mod views;

use axum::extract::{FromRequestParts, Path};
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
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
        .routes(routes!(account::show_account, account::change_account, account::delete_account))
        .routes(routes!(sessions::list_account_sessions, sessions::end_account_sessions))
        .routes(routes!(sessions::start_reset))
        .routes(routes!(events::list_events))
        .routes(routes!(events::check_events))
        .with_state(desk)
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
