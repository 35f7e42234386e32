//! What the older wires have in common.

use axum::body::Body as HttpBody;
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::identifier::{Email, Identifier};
use frontdesk_kit::ids;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape, Values};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderName, header};

/// An answer or a problem.
pub type Answer<T> = Result<T, Problem>;

/// What keeps tokens out of caches.
pub const NO_STORE: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// Reads a body as Django REST framework does.
pub async fn read_body(headers: &HeaderMap, body: HttpBody, limits: Limits) -> Answer<Body> {
    Ok(Body::read(headers, body, limits, Manners::Lenient).await?)
}

/// Reads a small body through `shape`.
pub async fn read(shape: &Shape, headers: &HeaderMap, body: HttpBody, mode: Mode) -> Answer<Values> {
    let body = read_body(headers, body, Limits::json()).await?;
    Ok(shape.read(&body, Manners::Lenient, mode)?)
}

/// An id segment that is a number; anything else names nothing.
pub fn number(segment: &str) -> Answer<i64> {
    ids::number(segment).ok_or_else(Problem::not_found)
}

/// Whom a login names that knows e-mail addresses and nothing else; nobody if `text` is none.
pub fn by_email(text: &str) -> Vec<Identifier> {
    Email::parse(text).map(|email| Identifier::Email(email.key().to_owned())).into_iter().collect()
}

/// The role of whoever signs up on a wire that asks for none: the plain user, or what the model has in its place.
pub fn plain_role(desk: &Desk) -> String {
    let open = desk.model.sign_up_roles();
    let plain = open.iter().find(|role| *role == "user").or(open.first());
    plain.cloned().unwrap_or_else(|| "user".to_owned())
}

/// A refused refresh token is told in other words than a refused access token.
pub fn refresh_refused(error: AccountError) -> Problem {
    let problem = Problem::from(error);
    if problem.fault.is_some() { Problem { code: "refresh_refused", ..problem } } else { problem }
}

/// A request that changes something: who sends it, from where, and what.
pub struct Edit {
    pub caller: Caller,
    pub origin: Origin,
    pub headers: HeaderMap,
    pub body: HttpBody,
}

impl<S> FromRequest<S> for Edit
where
    S: Send + Sync,
    Desk: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        let (mut parts, body) = request.into_parts();
        let caller = <Caller as FromRequestParts<S>>::from_request_parts(&mut parts, state).await?;
        let Ok(origin) = Origin::from_request_parts(&mut parts, state).await;
        Ok(Self { caller, origin, headers: parts.headers, body })
    }
}

/// What is wrong with the declared field `declared`, said of the field that clients know as `known`.
pub fn renamed(error: AccountError, declared: &str, known: &str) -> AccountError {
    let AccountError::Invalid(mut invalid) = error else { return error };
    for fault in invalid.errors.iter_mut().filter(|fault| fault.field == declared) {
        known.clone_into(&mut fault.field);
    }
    AccountError::Invalid(invalid)
}

/// A list that has been written already.
pub fn json(bytes: Bytes) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], bytes).into_response()
}

/// Under which address this server is reached: the configured one, else what the client called it by.
pub fn base_url(desk: &Desk, headers: &HeaderMap) -> String {
    if let Some(url) = &desk.settings.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let host = if !host.is_empty() && host.len() < 256 && host.bytes().all(plain) { host } else { "localhost" };
    format!("http://{host}")
}
