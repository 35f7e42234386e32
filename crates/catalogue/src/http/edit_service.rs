//! `PATCH /api/v1/services/{id}`

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented;
use frontdesk_kit::etag;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Values};
use frontdesk_kit::money::Minor;
use http::{HeaderMap, StatusCode};

use super::publish_service::SERVICE;
use super::terms::terms;
use super::{Answer, Id, shown};
use crate::category::Category;
use crate::currency::Currency;
use crate::error::ServiceError;
use crate::model::ServiceChange;
use crate::{Catalogue, flow, store};

documented!(
    /// What is to become different about a service.
    ServicePatch, SERVICE, Strict, Patch
);

/// Change a service
///
/// One's own; an administrator anybody's. What is not sent stays. With `If-Match`, a service that has changed
/// meanwhile is left alone.
#[utoipa::path(
    patch, path = "/api/v1/services/{id}", tag = "services", request_body = ServicePatch, security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The service's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The service.", body = super::views::ServiceView,
         headers(("ETag" = String, description = "The service's version."))),
        (status = 403, description = "The caller's role manages no services.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such service that the caller manages.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own or service.manage_any"))),
)]
pub async fn edit_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    id: Id,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let change = change(&SERVICE.read(&body, Manners::Strict, Mode::Patch)?);
    let (service, expected, shared) = (id.into(), etag::expected_versions(&headers), catalogue.clone());
    let (desk, now) = (catalogue.desk(), catalogue.desk().clock.now());
    let edit = async move |tx: &mut frontdesk_kit::db::Tx| {
        let service = flow::edit(tx, &caller, service, &change, expected.as_deref(), now).await?;
        store::beside_card(tx, shared.cards(), service).await?.ok_or(ServiceError::NotFound)
    };
    let listed = desk.db.write(edit).await?;
    catalogue.touch_services();
    Ok(shown(StatusCode::OK, &listed))
}

fn change(values: &Values) -> ServiceChange {
    ServiceChange {
        name: values.opt_text("name").map(str::to_owned),
        description: values.opt_text("description").map(str::to_owned),
        category: values.has("category").then(|| values.opt_text("category").and_then(Category::parse)),
        price: values.opt_integer("price_minor").map(Minor),
        currency: values.opt_text("currency").and_then(Currency::parse),
        duration_minutes: values.opt_integer("duration_minutes"),
        active: values.opt_boolean("active"),
        terms: terms(values),
    }
}
