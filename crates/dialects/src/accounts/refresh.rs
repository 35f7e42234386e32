//! `POST /api/accounts/token/refresh/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::renew_access;
use frontdesk_kit::input::{Field, Mode, Shape};
use http::{HeaderMap, HeaderName};
use serde::Serialize;

use crate::wire::{Answer, NO_STORE, read, refresh_refused};

pub(super) static REFRESH: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AccountsRefresh").field(Field::text("refresh").max(10_000).required().example("eyJhbGciOiJIUzI1NiIs…"))
});

/// A fresh access token.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = AccountsAccess)]
pub struct AccessView {
    /// Lives 900 seconds.
    pub access: String,
}

/// Refresh
///
/// The refresh token is not used up. Does not look at `Authorization`.
#[utoipa::path(
    post, path = "/api/accounts/token/refresh/", tag = "accounts-wire", operation_id = "accounts_refresh", security(()),
    responses((status = 200, description = "A new access token.", body = AccessView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn refresh(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<([(HeaderName, &'static str); 1], Json<AccessView>)> {
    let values = read(&REFRESH, &headers, body, Mode::Create).await?;
    let token = desk.tokens.read_dialect_refresh(values.text("refresh"), desk.clock.now());
    let token = token.map_err(|fault| refresh_refused(AccountError::Token(fault)))?;
    let access = renew_access(&desk, token, &origin).await.map_err(refresh_refused)?;
    Ok((NO_STORE, Json(AccessView { access })))
}
