//! `POST /api/accounts/signup/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::fields::new_account;
use crate::wire::Answer;

/// Sign up
///
/// As a plain user; no other role can be asked for.
#[utoipa::path(
    post, path = "/api/accounts/signup/", tag = "accounts-wire", operation_id = "accounts_sign_up",
    security((), ("bearer" = [])),
    responses((status = 201, description = "Signed up.", body = Value, example = json!({"message": "User created successfully"}))),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn sign_up(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<Value>)> {
    let request = new_account(&desk, &headers, body).await?;
    flow::sign_up(&desk, request, &origin).await?;
    Ok((StatusCode::CREATED, Json(json!({"message": "User created successfully"}))))
}
