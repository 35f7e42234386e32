//! `POST /api/v1/sessions/current/tokens`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Field, Shape};
use http::{HeaderMap, header};

use super::sign_in::{NO_STORE, TokensView};
use super::{Answer, read};
use crate::address::Origin;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::flow::{Grace, refresh};
use crate::token::Wire;

static REFRESH: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("Refresh").field(Field::secret("refresh_token").max(200).required().example("fdr_AZqffmwfcACA…"))
});
documented!(
    /// The body of a refresh.
    RefreshBody, REFRESH, Strict, Create
);

/// Refresh the tokens
///
/// Exchanges the newest refresh token for the next pair. The one before it gets the same pair once more for ten
/// seconds (a lost answer, two tabs); any older one ends the session.
#[utoipa::path(
    post, path = "/api/v1/sessions/current/tokens", tag = "sessions", request_body = RefreshBody, security(()),
    responses(
        (status = 200, description = "The next tokens.", body = TokensView),
        (status = 401, description = "The token is not valid (`invalid_token`) or was used before (`token_reused`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn refresh_session(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<([(header::HeaderName, &'static str); 1], Json<TokensView>)> {
    let values = read(&REFRESH, &headers, body).await?;
    let link = desk.tokens.read_native_refresh(values.secret("refresh_token")).map_err(AccountError::Token)?;
    let signed_in = refresh(&desk, link, (Wire::Native, Grace::SameSuccessor), &origin).await?;
    Ok((NO_STORE, Json(signed_in.into())))
}
