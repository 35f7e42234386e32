//! `GET`, `PUT`, `PATCH` and `DELETE /api/auth/services/{id}/`

use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_catalogue::model::{Service, ServiceId, ServiceRef, Sight};
use frontdesk_catalogue::{Catalogue, ServiceError, flow, store};
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Mode;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::services::{SERVICE, change, shown, sight};
use super::views::ServiceView;
use crate::wire::{Answer, number, read};

fn missing() -> Problem {
    Problem::not_found().with_detail(Message::new("drf-no-match").arg("model", "Service"))
}

async fn find(catalogue: &Catalogue, sight: Sight, id: &str) -> Answer<Service> {
    let wanted = ServiceRef::Number(ServiceId(number(id)?));
    let found = catalogue.desk().db.read(async move |tx| store::find(tx, sight, wanted).await);
    found.await.map_err(|error: DbError| error)?.ok_or_else(missing)
}

fn refused(error: ServiceError) -> Problem {
    match error {
        ServiceError::NotFound => missing(),
        other => other.into(),
    }
}

/// One service
///
/// For a specialist another's service does not exist.
#[utoipa::path(
    get, path = "/api/auth/services/{id}/", tag = "marketplace", operation_id = "marketplace_service", security((), ("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The service's id.", example = 42)),
    responses((status = 200, description = "The service.", body = ServiceView)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn get_service(
    State(catalogue): State<Catalogue>,
    caller: Option<Caller>,
    Path(id): Path<String>,
) -> Answer<Response> {
    Ok(shown(&find(&catalogue, sight(caller.as_ref()), &id).await?))
}

/// Replace a service
#[utoipa::path(
    put, path = "/api/auth/services/{id}/", tag = "marketplace", operation_id = "marketplace_replace_service", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The service's id.", example = 42)),
    responses((status = 200, description = "The service.", body = ServiceView)),
    extensions(("x-rule" = json!("service.manage_own"))),
)]
pub async fn put_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    update(&catalogue, caller, &id, &headers, (body, Mode::Replace)).await
}

/// Change a service
#[utoipa::path(
    patch, path = "/api/auth/services/{id}/", tag = "marketplace", operation_id = "marketplace_change_service", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The service's id.", example = 42)),
    responses((status = 200, description = "The service.", body = ServiceView)),
    extensions(("x-rule" = json!("service.manage_own"))),
)]
pub async fn patch_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    update(&catalogue, caller, &id, &headers, (body, Mode::Patch)).await
}

async fn update(
    catalogue: &Catalogue,
    caller: Caller,
    id: &str,
    headers: &HeaderMap,
    (body, mode): (HttpBody, Mode),
) -> Answer<Response> {
    // Existence is told before the body is looked at.
    let service = find(catalogue, Sight::Only(caller.user_id), id).await?;
    let change = change(&read(&SERVICE, headers, body, mode).await?);
    let (wanted, now) = (ServiceRef::Number(service.id), catalogue.desk().clock.now());
    let written = catalogue.desk().db.write(async move |tx| flow::edit(tx, &caller, wanted, &change, None, now).await);
    let service = written.await.map_err(refused)?;
    catalogue.touch_services();
    Ok(shown(&service))
}

/// Delete a service
#[utoipa::path(
    delete, path = "/api/auth/services/{id}/", tag = "marketplace", operation_id = "marketplace_delete_service", security(("bearer" = [])),
    params(("id" = i64, Path, minimum = 0, description = "The service's id.", example = 42)),
    responses((status = 204, description = "It is gone.")),
    extensions(("x-rule" = json!("service.manage_own"))),
)]
pub async fn delete_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    let wanted = ServiceRef::Number(ServiceId(number(&id)?));
    let desk = catalogue.desk();
    let gone = desk.db.write(async move |tx| flow::withdraw(tx, &caller, wanted, None).await);
    gone.await.map_err(refused)?;
    catalogue.touch_services();
    Ok(StatusCode::NO_CONTENT)
}
