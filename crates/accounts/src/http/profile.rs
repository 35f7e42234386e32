//! `GET` and `PATCH /api/v1/me/profile`

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_kit::db::DbError;
use frontdesk_kit::documented;
use frontdesk_kit::etag;
use frontdesk_kit::input::{Body, Limits, Manners};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, header};

use super::{Answer, ProfileView};
use crate::caller::Caller;
use crate::declared::MARKETPLACE;
use crate::desk::Desk;
use crate::flow::{ProfileChange, edit_profile};
use crate::model::Profile;
use crate::store::profiles;

documented!(
    /// The fields of a profile that its owner may change, as the operator declared them.
    ProfilePatch, MARKETPLACE.editable_shape(), Strict, Patch
);

/// A profile with its version as `ETag`.
pub(super) fn shown(desk: &Desk, caller: &Caller, profile: &Profile) -> Response {
    let own = profile.user_id == caller.user_id;
    let view = ProfileView::json(&desk.model, profile, Some(&caller.role), own);
    let mut response = ([(header::CONTENT_TYPE, "application/json")], view).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(profile.version));
    response
}

/// Your profile
///
/// There is one from the first moment of the account.
#[utoipa::path(
    get, path = "/api/v1/me/profile", tag = "profiles", security(("bearer" = [])),
    responses((status = 200, description = "The profile.", body = ProfileView,
               headers(("ETag" = String, description = "The profile's version.")))),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_my_profile(State(desk): State<Desk>, caller: Caller) -> Answer<Response> {
    let user = caller.user_id;
    let found = desk.db.read(async move |tx| profiles::of_user(tx, user).await);
    let profile = found.await.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    Ok(shown(&desk, &caller, &profile))
}

/// Change your profile
///
/// Fields that are not sent stay. One that you may not change is refused by name (`forbidden_field`). With `If-Match`, a profile that has changed meanwhile is left alone.
#[utoipa::path(
    patch, path = "/api/v1/me/profile", tag = "profiles", request_body = ProfilePatch, security(("bearer" = [])),
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that you have seen.")),
    responses(
        (status = 200, description = "The profile.", body = ProfileView,
         headers(("ETag" = String, description = "The profile's version."))),
        (status = 412, description = "It has changed since (`stale`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn edit_my_profile(
    State(desk): State<Desk>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = desk.model.read_change(&body, &caller.role, true)?;
    let change = ProfileChange { values, avatar: None, expected_versions: etag::expected_versions(&headers) };
    let profile = edit_profile(&desk, &caller, change).await?;
    Ok(shown(&desk, &caller, &profile))
}
