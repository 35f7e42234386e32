//! `POST /api/token/verify/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::check_token;
use frontdesk_accounts::token::TokenFault;
use frontdesk_kit::input::{Field, Invalid, Mode, Shape};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::HeaderMap;
use serde_json::{Value, json};

use super::LONGEST_TOKEN;
use crate::wire::{Answer, read, refresh_refused};

pub(super) static VERIFY: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("JwtVerify").field(Field::text("token").max(LONGEST_TOKEN).required().example("eyJhbGciOiJIUzI1NiIs…"))
});

/// Verify a token
///
/// Whether an access or a refresh token would be taken: one whose session or account is over would not. Does not use it up.
#[utoipa::path(
    post, path = "/api/token/verify/", tag = "simplejwt", operation_id = "simplejwt_verify", security(()),
    responses((status = 200, description = "It is good.", body = Value, example = json!({}))),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn verify(State(desk): State<Desk>, headers: HeaderMap, body: HttpBody) -> Answer<Json<Value>> {
    let values = read(&VERIFY, &headers, body, Mode::Create).await?;
    check_token(&desk, values.text("token")).await.map_err(refused)?;
    Ok(Json(json!({})))
}

/// A refresh token that is used up is a faulty field here, all other faults are those of a refresh.
fn refused(error: AccountError) -> Problem {
    match error {
        AccountError::Token(TokenFault::Spent) => {
            Invalid::one("non_field_errors", "token_spent", Message::new("drf-token-blacklisted")).into()
        }
        other => refresh_refused(other),
    }
}
