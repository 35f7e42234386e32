//! `POST /api/v1/sessions`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Field, Shape};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use super::{Answer, LONGEST_TYPED, read};
use crate::address::Origin;
use crate::desk::Desk;
use crate::flow::{SignIn, SignedIn, sign_in};
use crate::identifier::Identifier;
use crate::token::{ACCESS_SECONDS, Wire};

static SIGN_IN: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("SignIn")
        .field(
            Field::text("identifier")
                .max(254)
                .required()
                .example("anna")
                .help("User name, e-mail address or telephone number."),
        )
        .field(Field::secret("password").max(LONGEST_TYPED).required().example("river-stone-42"))
        .field(Field::text("device_name").max(100).example("Anna's phone").help("Shown in the list of sessions."))
        .field(
            Field::secret("device_token")
                .max(100)
                .example("fdd_q83vEjRWeJq83v…")
                .help("What an earlier sign-in on this device answered: strangers' wrong guesses do not hold it up."),
        )
});
documented!(
    /// The body of a sign-in.
    SignInBody, SIGN_IN, Strict, Create
);

/// A session's tokens.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Tokens)]
pub struct TokensView {
    /// Goes into `Authorization: Bearer …`.
    pub access_token: String,
    /// Exchanged for the next pair; works once.
    pub refresh_token: String,
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    pub expires_in: i64,
    #[schema(format = Uuid)]
    pub session_id: String,
    /// For the device to keep and to show at the next sign-in to this account. Opens nothing. Not part of a refresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "fdd_q83vEjRWeJq83v…")]
    pub device_token: Option<String>,
}

impl From<SignedIn> for TokensView {
    fn from(signed_in: SignedIn) -> Self {
        Self {
            access_token: signed_in.access,
            refresh_token: signed_in.refresh,
            token_type: "Bearer",
            expires_in: ACCESS_SECONDS,
            session_id: signed_in.session.to_string(),
            device_token: signed_in.device_token,
        }
    }
}

/// What keeps tokens out of caches (RFC 6749 section 5.1).
pub(super) const NO_STORE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// Sign in
///
/// Begins a session. An unknown name and a wrong password get the same answer, in the same time.
#[utoipa::path(
    post, path = "/api/v1/sessions", tag = "sessions", request_body = SignInBody, security(()),
    responses(
        (status = 201, description = "The session's first tokens.", body = TokensView),
        (status = 401, description = "The name or the password is not right (`invalid_credentials`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn create_session(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, [(header::HeaderName, &'static str); 1], Json<TokensView>)> {
    let values = read(&SIGN_IN, &headers, body).await?;
    let request = SignIn {
        identifiers: Identifier::parse(values.text("identifier")),
        password: values.secret("password").to_owned(),
        device_name: values.text("device_name").to_owned(),
        device_token: values.opt_secret("device_token").map(str::to_owned),
        wire: Wire::Native,
    };
    let signed_in = sign_in(&desk, request, &origin).await?;
    Ok((StatusCode::CREATED, NO_STORE, Json(signed_in.into())))
}
