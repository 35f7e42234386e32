//! `GET /api/auth/`

use crate::wire::base_url;
use axum::Json;
use axum::extract::State;
use frontdesk_accounts::desk::Desk;
use http::HeaderMap;
use serde_json::{Value, json};

/// Addresses of this wire
#[utoipa::path(
    get, path = "/api/auth/", tag = "marketplace", operation_id = "marketplace_index", security((), ("bearer" = [])),
    responses((status = 200, description = "Where the lists are.", body = Value,
               example = json!({"services": "https://example.com/api/auth/services/"}))),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn get_index(State(desk): State<Desk>, headers: HeaderMap) -> Json<Value> {
    Json(json!({"services": format!("{}/api/auth/services/", base_url(&desk, &headers))}))
}
