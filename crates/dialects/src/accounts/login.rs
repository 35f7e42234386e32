//! `POST /api/accounts/login/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{SignIn, SignedIn, sign_in};
use frontdesk_accounts::identifier::{Email, Identifier, Username};
use frontdesk_accounts::model::Person;
use frontdesk_accounts::store::{sessions, users};
use frontdesk_accounts::token::Wire;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::{Field, Limits, Manners, Mode, Shape, Values};
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use serde_json::json;

use super::views::UserView;
use crate::cookies;
use crate::wire::{Answer, NO_STORE, read_body};

pub(super) static LOGIN: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AccountsLogin")
        .field(Field::text("username").max(1000).nullable().may_be_blank().example("anna"))
        .field(Field::text("email").max(1000).nullable().may_be_blank().example("anna@example.com"))
        .field(Field::secret("password").max(4096).nullable().may_be_blank().example("Quiet-Harbor-42"))
});

/// Two tokens, and whose they are.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = AccountsLogin)]
pub struct LoginView {
    /// Lives 900 seconds.
    pub access: String,
    /// Lives 604,800 seconds, however often it is used.
    pub refresh: String,
    pub user: UserView,
}

/// Log in
///
/// With `username`, or with `email` where that is missing or empty. Every failure has the same answer.
#[utoipa::path(
    post, path = "/api/accounts/login/", tag = "accounts-wire", operation_id = "accounts_login",
    security((), ("bearer" = [])),
    responses((status = 200, description = "Two tokens and the account.", body = LoginView)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn login(State(desk): State<Desk>, origin: Origin, headers: HeaderMap, body: HttpBody) -> Answer<Response> {
    let body = read_body(&headers, body, Limits::json()).await?;
    let (values, invalid) = LOGIN.sift(&body, Manners::Lenient, Mode::Patch);
    if !invalid.is_empty() {
        return Ok(refused());
    }
    let request = SignIn {
        identifiers: identifier(&values).into_iter().collect(),
        password: values.secret("password").to_owned(),
        device_name: String::new(),
        device_token: cookies::device(&headers),
        wire: Wire::Dialect,
    };
    let signed_in = match sign_in(&desk, request, &origin).await {
        Err(AccountError::WrongCredentials) => return Ok(refused()),
        signed_in => signed_in?,
    };
    let Some(person) = owner(&desk, &signed_in).await? else { return Ok(refused()) };
    let SignedIn { access, refresh, device_token, .. } = signed_in;
    let view = LoginView { access, refresh, user: UserView::from(&person) };
    let mut response = (NO_STORE, Json(view)).into_response();
    cookies::keep_device(&desk, &device_token.unwrap_or_default(), &mut response);
    Ok(response)
}

/// The user name decides, if there is one; an address in its place is not looked for.
fn identifier(values: &Values) -> Option<Identifier> {
    match values.text("username") {
        "" => Email::parse(values.text("email")).ok().map(|email| Identifier::Email(email.key().to_owned())),
        name => Username::parse(name).ok().map(|name| Identifier::Username(name.key().to_owned())),
    }
}

async fn owner(desk: &Desk, signed_in: &SignedIn) -> Result<Option<Person>, DbError> {
    let session = signed_in.session;
    let find = desk.db.read(async move |tx| match sessions::find(tx, session).await? {
        Some(session) => users::person(tx, session.user_id).await,
        None => Ok(None),
    });
    find.await
}

/// One answer for every failure; programs compare it.
fn refused() -> Response {
    let challenge = [(header::WWW_AUTHENTICATE, "Bearer realm=\"api\"")];
    (StatusCode::UNAUTHORIZED, challenge, Json(json!({"error": "Invalid credentials"}))).into_response()
}
