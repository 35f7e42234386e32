//! `POST /api/auth/login/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{SignIn, SignedIn, sign_in};
use frontdesk_accounts::identifier::Identifier;
use frontdesk_accounts::token::Wire;
use frontdesk_kit::input::{Field, Mode, Shape};
use http::HeaderMap;
use serde::Serialize;

use crate::cookies;
use crate::wire::{Answer, NO_STORE, read};

pub(super) static LOGIN: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("MarketplaceLogin")
        .field(Field::text("username").max(1000).required().example("anna"))
        .field(Field::secret("password").max(4096).required().example("Quiet-Harbor-42"))
});

/// An access and a refresh token.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = MarketplaceTokens)]
pub struct TokensView {
    /// Lives 900 seconds.
    pub access: String,
    /// Lives 604,800 seconds and works once.
    pub refresh: String,
}

impl From<SignedIn> for TokensView {
    fn from(signed_in: SignedIn) -> Self {
        Self { access: signed_in.access, refresh: signed_in.refresh }
    }
}

/// Log in
///
/// With a user name; an e-mail address or a telephone number is taken too. Does not look at `Authorization`.
#[utoipa::path(
    post, path = "/api/auth/login/", tag = "marketplace", operation_id = "marketplace_login", security(()),
    responses((status = 200, description = "Two tokens.", body = TokensView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn login(State(desk): State<Desk>, origin: Origin, headers: HeaderMap, body: HttpBody) -> Answer<Response> {
    let values = read(&LOGIN, &headers, body, Mode::Create).await?;
    let request = SignIn {
        identifiers: Identifier::parse(values.text("username")),
        password: values.secret("password").to_owned(),
        device_name: String::new(),
        device_token: cookies::device(&headers),
        wire: Wire::Dialect,
    };
    let signed_in = sign_in(&desk, request, &origin).await?;
    let device = signed_in.device_token.clone().unwrap_or_default();
    let mut response = (NO_STORE, Json(TokensView::from(signed_in))).into_response();
    cookies::keep_device(&desk, &device, &mut response);
    Ok(response)
}
