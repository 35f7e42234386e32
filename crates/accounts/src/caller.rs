//! Whoever acts in a request.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::problem::Problem;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};

use crate::declared::RoleKey;
use crate::desk::Desk;
use crate::live::Standing;
use crate::model::{SessionId, UserId};
use crate::policy::{Permission, Permissions};

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
    /// Whether the caller's role holds `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
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

/// Finds out who sends `headers`: nobody, somebody, or a 401 when what they show is no good.
pub async fn authenticate(desk: &Desk, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
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
