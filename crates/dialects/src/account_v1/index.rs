//! `GET /api/v1/`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::desk::Desk;
use http::HeaderMap;
use serde_json::{Value, json};

use crate::wire::base_url;

/// Addresses of this wire
#[utoipa::path(
    get, path = "/api/v1/", tag = "account-v1", operation_id = "account_v1_index", security((), ("bearer" = [])),
    responses((status = 200, description = "Where the list is.", body = Value,
               example = json!({"account": "https://example.com/api/v1/account/"}))),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn get_index(State(desk): State<Desk>, headers: HeaderMap) -> Json<Value> {
    Json(json!({"account": format!("{}/api/v1/account/", base_url(&desk, &headers))}))
}
