//! `POST /api/token/refresh/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{self, Grace, SignedIn};
use frontdesk_accounts::token::Wire;
use frontdesk_kit::input::{Field, Mode, Shape};
use http::{HeaderMap, HeaderName};
use serde::Serialize;

use super::LONGEST_TOKEN;
use crate::wire::{Answer, NO_STORE, read, refresh_refused};

pub(super) static REFRESH: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("JwtRefresh")
        .field(Field::text("refresh").max(LONGEST_TOKEN).required().example("eyJhbGciOiJIUzI1NiIs…"))
});

/// An access token and the next refresh token.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = JwtRenewedPair)]
pub struct RenewedView {
    /// Lives 900 seconds.
    pub access: String,
    /// Lives 604,800 seconds and works once.
    pub refresh: String,
}

/// Refresh
///
/// Both tokens are new; the one that was sent is used up. Does not look at `Authorization`.
#[utoipa::path(
    post, path = "/api/token/refresh/", tag = "simplejwt", operation_id = "simplejwt_refresh", security(()),
    responses((status = 200, description = "Two new tokens.", body = RenewedView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn refresh(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<([(HeaderName, &'static str); 1], Json<RenewedView>)> {
    let values = read(&REFRESH, &headers, body, Mode::Create).await?;
    let signed_in = rotate(&desk, values.text("refresh"), &origin).await?;
    Ok((NO_STORE, Json(RenewedView { access: signed_in.access, refresh: signed_in.refresh })))
}

/// Exchanges the refresh token `text` for its successor, exactly once; one of the old backend becomes a session of ours.
pub async fn rotate(desk: &Desk, text: &str, origin: &Origin) -> Answer<SignedIn> {
    let token = desk.tokens.read_dialect_refresh(text, desk.clock.now());
    let signed_in = match token.map_err(|fault| refresh_refused(AccountError::Token(fault)))? {
        Ok(link) => flow::refresh(desk, link, (Wire::Dialect, Grace::Refuse), origin).await,
        Err(foreign) => flow::refresh_foreign(desk, foreign, origin).await,
    };
    signed_in.map_err(refresh_refused)
}
