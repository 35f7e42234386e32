//! `GET /api/v1/me/services`

use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};
use frontdesk_kit::problem::Problem;

use super::views::{ServicePage, ServiceView};
use super::{Answer, json};
use crate::error::ServiceError;
use crate::model::ServiceId;
use crate::{Catalogue, store};

static PAGE: LazyLock<Shape> = LazyLock::new(|| paged(Shape::new("OwnServices"), "Services"));
documented_query!(
    /// Which page.
    OwnServicesQuery, PAGE, Strict
);

/// List your services
///
/// Also those that are not active; the newest first.
#[utoipa::path(
    get, path = "/api/v1/me/services", tag = "services", params(OwnServicesQuery), security(("bearer" = [])),
    responses((status = 200, description = "A page of services.", body = ServicePage)),
    extensions(("x-rule" = json!("service.manage_own"))),
)]
pub async fn list_own_services(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = PAGE.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (limit, scope, desk) = (values.integer("limit"), format!("own services {}", caller.user_id), catalogue.desk());
    let place = |cursor: &str| desk.cursor_key.open(&scope, cursor)?.first()?.parse().ok();
    let before = match values.opt_text("cursor") {
        None => i64::MAX,
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let shared = catalogue.clone();
    let own = async move |tx: &mut frontdesk_kit::db::Tx| {
        let services = store::services::own(tx, caller.user_id, ServiceId(before), limit + 1).await?;
        let card = shared.cards().of(tx, &[caller.user_id]).await?.remove(&caller.user_id);
        Ok::<_, ServiceError>((services, card.ok_or(ServiceError::NotFound)?))
    };
    let (services, card) = desk.db.read(own).await?;
    let page = Page::cut(services, limit, |last| desk.cursor_key.seal(&scope, &[last.id.to_string()]));
    let items = page.items.iter().map(|service| ServiceView::beside(service, &card)).collect();
    let page = ServicePage { items, next_cursor: page.next_cursor };
    serde_json::to_vec(&page).map(json).map_err(Problem::internal)
}
