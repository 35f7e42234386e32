//! `GET /api/v1/services/{id}`

use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::DbError;
use frontdesk_kit::problem::Problem;
use http::StatusCode;

use super::{Answer, Id, shown};
use crate::{Catalogue, rules, store};

/// A service
///
/// Inactive services, and those of suspended specialists, are there for their owner and for administrators only.
#[utoipa::path(
    get, path = "/api/v1/services/{id}", tag = "services", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id.")),
    responses(
        (status = 200, description = "The service.", body = super::views::ServiceView,
         headers(("ETag" = String, description = "The service's version."))),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn show_service(State(catalogue): State<Catalogue>, caller: Option<Caller>, id: Id) -> Answer<Response> {
    let (sight, shared) = (rules::seeing(caller.as_ref()), catalogue.clone());
    let found = catalogue.desk().db.read(async move |tx| store::listed_one(tx, shared.cards(), sight, id.into()).await);
    let listed = found.await.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    Ok(shown(StatusCode::OK, &listed))
}
