//! `GET /.well-known/jwks.json`

use axum::Json;
use axum::extract::State;
use http::header::{CACHE_CONTROL, HeaderName};
use serde_json::Value;

use crate::desk::Desk;

/// Public keys
///
/// The keys that verify access tokens of `/api/v1` (RFC 7517), for services of yours that read them.
#[utoipa::path(
    get, path = "/.well-known/jwks.json", tag = "sessions", security(()),
    responses((status = 200, description = "A JWK set.", body = Value,
               example = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig",
                                          "kid": "0V6vUo5pHc1mXh3n", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}))),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn get_keys(State(desk): State<Desk>) -> ([(HeaderName, &'static str); 1], Json<Value>) {
    ([(CACHE_CONTROL, "public, max-age=300")], Json(desk.tokens.jwks()))
}
