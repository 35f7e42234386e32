//! `POST /api/token/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::flow::{SignIn, SignedIn, sign_in};
use frontdesk_accounts::identifier::Identifier;
use frontdesk_accounts::token::Wire;
use frontdesk_kit::input::Mode;
use http::HeaderMap;
use serde::Serialize;

use super::Door;
use crate::cookies;
use crate::wire::{Answer, NO_STORE, read};

/// A refresh and an access token.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = JwtPair)]
pub struct PairView {
    /// Lives 604,800 seconds and works once.
    pub refresh: String,
    /// Lives 900 seconds.
    pub access: String,
}

/// Log in
///
/// With a user name, or with an address where the model knows people by it; any other name of the account is taken too.
/// Does not look at `Authorization`.
#[utoipa::path(
    post, path = "/api/token/", tag = "simplejwt", operation_id = "simplejwt_login", security(()),
    responses((status = 200, description = "Two tokens.", body = PairView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn obtain(State(door): State<Door>, origin: Origin, headers: HeaderMap, body: HttpBody) -> Answer<Response> {
    let desk = &door.desk;
    let values = read(&door.obtain, &headers, body, Mode::Create).await?;
    let request = SignIn {
        identifiers: Identifier::parse(values.text(desk.model.login().key())),
        password: values.secret("password").to_owned(),
        device_name: String::new(),
        device_token: cookies::device(&headers),
        wire: Wire::Dialect,
    };
    let SignedIn { access, refresh, device_token, .. } = sign_in(desk, request, &origin).await?;
    let mut response = (NO_STORE, Json(PairView { refresh, access })).into_response();
    cookies::keep_device(desk, &device_token.unwrap_or_default(), &mut response);
    Ok(response)
}
