//! `POST /api/token/blacklist/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::give_back;
use frontdesk_kit::input::Mode;
use http::HeaderMap;
use serde_json::{Value, json};

use super::refresh::REFRESH;
use crate::wire::{Answer, read, refresh_refused};

/// Blacklist a refresh token
///
/// This is how its clients log out: the session ends, and its access tokens with it.
#[utoipa::path(
    post, path = "/api/token/blacklist/", tag = "simplejwt", operation_id = "simplejwt_blacklist", security(()),
    responses((status = 200, description = "The session is over.", body = Value, example = json!({}))),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn blacklist(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<Value>> {
    let values = read(&REFRESH, &headers, body, Mode::Create).await?;
    let token = desk.tokens.read_dialect_refresh(values.text("refresh"), desk.clock.now());
    let token = token.map_err(|fault| refresh_refused(AccountError::Token(fault)))?;
    give_back(&desk, token, &origin).await.map_err(refresh_refused)?;
    Ok(Json(json!({})))
}
