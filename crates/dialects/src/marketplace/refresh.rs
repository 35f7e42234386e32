//! `POST /api/auth/refresh/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::input::{Field, Mode, Shape};
use http::{HeaderMap, HeaderName};

use super::login::TokensView;
use crate::jwt::rotate;
use crate::wire::{Answer, NO_STORE, read};

pub(super) static REFRESH: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("MarketplaceRefresh")
        .field(Field::text("refresh").max(10_000).required().example("eyJhbGciOiJIUzI1NiIs…"))
});

/// Refresh
///
/// Both tokens are new; the one that was sent is used up. Does not look at `Authorization`.
#[utoipa::path(
    post, path = "/api/auth/refresh/", tag = "marketplace", operation_id = "marketplace_refresh", security(()),
    responses((status = 200, description = "Two new tokens.", body = TokensView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn refresh(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<([(HeaderName, &'static str); 1], Json<TokensView>)> {
    let values = read(&REFRESH, &headers, body, Mode::Create).await?;
    Ok((NO_STORE, Json(rotate(&desk, values.text("refresh"), &origin).await?.into())))
}
