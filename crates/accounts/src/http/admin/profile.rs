//! `GET` and `PATCH /api/v1/admin/accounts/{id}/profile`

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_kit::documented;
use frontdesk_kit::etag;
use frontdesk_kit::input::{Body, Limits, Manners};
use http::HeaderMap;

use super::Target;
use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::MARKETPLACE;
use crate::desk::Desk;
use crate::flow::edit_profile_of;
use crate::http::profile::shown;
use crate::http::{Answer, ProfileView};

documented!(
    /// The fields that some role may change in anybody's profile, as the operator declared them.
    ManagedProfilePatch, MARKETPLACE.manageable_shape(), Strict, Patch
);

/// The profile of an account
///
/// The declared fields that the caller may read of anybody.
#[utoipa::path(
    get, path = "/api/v1/admin/accounts/{id}/profile", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 200, description = "The profile.", body = ProfileView,
         headers(("ETag" = String, description = "The profile's version."))),
        (status = 404, description = "There is no such account.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.read_any"))),
)]
pub async fn show_account_profile(State(desk): State<Desk>, caller: Caller, Target(person): Target) -> Response {
    shown(&desk, &caller, &person.profile())
}

/// Change the profile of an account
///
/// Fields that are not sent stay. What the model lets the caller's role write into anybody's profile can be changed; another
/// field is refused by name (`forbidden_field`). Profiles of those who may do more with accounts than the caller are not
/// touched. With `If-Match`, a profile that has changed meanwhile is left alone.
#[utoipa::path(
    patch, path = "/api/v1/admin/accounts/{id}/profile", tag = "administration", request_body = ManagedProfilePatch,
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen."),
    ),
    responses(
        (status = 200, description = "The profile.", body = ProfileView,
         headers(("ETag" = String, description = "The profile's version."))),
        (status = 404, description = "There is no such account.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.read_any"))),
)]
pub async fn change_account_profile(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Target(person): Target,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = desk.model.read_change(&body, &caller.role, person.id == caller.user_id)?;
    let change = (values, etag::expected_versions(&headers));
    let profile = edit_profile_of(&desk, &caller, person.id, change, &origin).await?;
    Ok(shown(&desk, &caller, &profile))
}
