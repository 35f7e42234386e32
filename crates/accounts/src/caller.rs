//! Whoever acts in a request.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, StatusCode, header};

use crate::declared::RoleKey;
use crate::desk::Desk;
use crate::live::Standing;
use crate::model::{Account, SessionId, UserId};
use crate::policy::{Permission, Permissions};
use crate::token::Bearer;

/// The person who is signed in. The gate puts it into the request; handlers only take it out.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user_id: UserId,
    pub user_public_id: PublicId,
    pub role: RoleKey,
    pub permissions: Permissions,
    /// The session; absent for a token of the old backend.
    pub session: Option<(SessionId, PublicId)>,
}

impl Caller {
    /// Whoever runs the server, at its command line: may everything, and has no account.
    pub fn operator() -> Self {
        Self {
            user_id: UserId(0),
            user_public_id: PublicId(uuid::Uuid::nil()),
            role: RoleKey::new("operator"),
            permissions: Permissions::all(),
            session: None,
        }
    }

    /// Whether this is [`Caller::operator`].
    pub fn is_operator(&self) -> bool {
        self.user_id == UserId(0)
    }

    /// Whoever has `account`, as if they called: for what they began and others finish.
    pub(crate) fn standing_for(desk: &Desk, account: &Account) -> Self {
        Self {
            user_id: account.id,
            user_public_id: account.public_id,
            role: RoleKey::new(&account.role),
            permissions: desk.model.role(&account.role).map(|role| role.permissions).unwrap_or_default(),
            session: None,
        }
    }

    /// Whether the caller's role holds `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Whether the caller may look at other people's accounts.
    pub fn may_read_accounts(&self) -> bool {
        self.may(Permission::ReadAnyAccount) || self.may(Permission::ManageAnyAccount)
    }

    fn new(desk: &Desk, standing: &Standing) -> Self {
        // A role that the model file no longer has holds nothing.
        let permissions = desk.model.role(standing.role.as_str()).map(|role| role.permissions).unwrap_or_default();
        Self {
            user_id: standing.user_id,
            user_public_id: standing.user_public_id,
            role: standing.role.clone(),
            permissions,
            session: standing.session,
        }
    }
}

/// What a route takes as proof of who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// An access token in `Authorization`.
    Bearer,
    /// The session's cookie; whoever writes also shows the token that a foreign page cannot know.
    Cookie,
}

/// The name of the session's cookie.
pub const SESSION_COOKIE: &str = "sessionid";
/// In which a writing request shows its token against forgery.
const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrftoken");

/// Finds out who sends a request: nobody, somebody, or a refusal when what they show is no good.
pub async fn authenticate(
    desk: &Desk,
    credentials: Credentials,
    (method, headers): (&Method, &HeaderMap),
) -> Result<Option<Caller>, Problem> {
    match credentials {
        Credentials::Bearer => by_token(desk, headers).await,
        Credentials::Cookie => by_cookie(desk, method, headers).await,
    }
}

/// A cookie that opens nothing, or nothing any more, is no cookie: browsers go on sending them.
async fn by_cookie(desk: &Desk, method: &Method, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
    let cookie = cookie(headers, SESSION_COOKIE);
    let Some(session) = cookie.and_then(|text| desk.tokens.read_session_cookie(text)) else { return Ok(None) };
    let standing = desk.live.find(&desk.db, Bearer::Session(session), desk.clock.now()).await?;
    let Some(standing) = standing.filter(|standing| !standing.suspended) else { return Ok(None) };
    if !method.is_safe() {
        not_forged(desk, session, headers)?;
    }
    Ok(Some(Caller::new(desk, &standing)))
}

/// A page elsewhere can make a browser send its cookies, but cannot read them to show the token that goes with them.
fn not_forged(desk: &Desk, session: PublicId, headers: &HeaderMap) -> Result<(), Problem> {
    let fault = match headers.get(CSRF_HEADER).map(|value| value.to_str().unwrap_or_default()) {
        Some(shown) if desk.tokens.is_csrf_token(session, shown) => return Ok(()),
        Some(_) => "csrf_incorrect",
        None => "csrf_missing",
    };
    Err(Problem::new(StatusCode::FORBIDDEN, "csrf_failed").with_fault(fault))
}

/// The first cookie called `name` (RFC 6265 section 5.4).
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.trim_matches('"'))
}

async fn by_token(desk: &Desk, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
    let Some(token) = bearer_token(headers)? else { return Ok(None) };
    let now = desk.clock.now();
    let verified = desk.tokens.verify(token, now).map_err(|fault| refused(fault.name()))?;
    let standing = desk.live.find(&desk.db, verified.bearer, now).await?;
    match standing {
        None => Err(refused("user_not_found")),
        Some(standing) if standing.suspended => Err(refused("user_inactive")),
        Some(standing) => Ok(Some(Caller::new(desk, &standing))),
    }
}

fn refused(fault: &'static str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "invalid_token").with_fault(fault)
}

/// The one word after `Bearer` (RFC 6750 section 2.1); another scheme is nobody.
fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let Ok(text) = value.to_str() else { return Err(refused("token_invalid")) };
    let mut words = text.split_ascii_whitespace();
    if !words.next().is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer")) {
        return Ok(None);
    }
    match (words.next(), words.next(), values.next()) {
        (Some(token), None, None) => Ok(Some(token)),
        _ => Err(refused("bad_authorization_header")),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(Problem::unauthenticated)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(parts.extensions.get::<Caller>().cloned())
    }
}
