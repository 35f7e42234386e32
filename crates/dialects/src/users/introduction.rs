//! `PUT` and `PATCH /api/users/my_profile_update_for_animators_or_administartor/{id}/`, spelled as clients know it.

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_kit::input::{Field, Mode, Shape};
use http::HeaderMap;

use super::update::{PROFILE, change};
use super::views::IntroducedView;
use crate::wire::{Answer, base_url};

pub(super) static INTRODUCTION: LazyLock<Shape> = LazyLock::new(|| {
    let mut shape = PROFILE.clone().field(
        Field::text("intro").max(50).nullable().may_be_blank().example("Провожу детские праздники с 2015 года."),
    );
    "UsersIntroduction".clone_into(&mut shape.name);
    shape
});

/// Replace your profile, introduction included
///
/// For animators and administrators. No field is required; those that are not sent stay.
#[utoipa::path(
    put, path = "/api/users/my_profile_update_for_animators_or_administartor/{id}/", tag = "users",
    operation_id = "users_replace_introduction", security(("session" = [])),
    params(("id" = String, Path, description = "The profile's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses((status = 200, description = "The profile.", body = IntroducedView)),
    extensions(("x-rule" = json!("intro.write")), ("x-credentials" = json!("cookie"))),
)]
pub async fn put_introduction(
    State(desk): State<Desk>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<IntroducedView>> {
    let person = change(&desk, &caller, &id, (&headers, body), (&INTRODUCTION, Mode::Replace)).await?;
    Ok(Json(IntroducedView::new(&person, &base_url(&desk, &headers))))
}

/// Change your profile, introduction included
///
/// For animators and administrators.
#[utoipa::path(
    patch, path = "/api/users/my_profile_update_for_animators_or_administartor/{id}/", tag = "users",
    operation_id = "users_change_introduction", security(("session" = [])),
    params(("id" = String, Path, description = "The profile's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses((status = 200, description = "The profile.", body = IntroducedView)),
    extensions(("x-rule" = json!("intro.write")), ("x-credentials" = json!("cookie"))),
)]
pub async fn patch_introduction(
    State(desk): State<Desk>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<IntroducedView>> {
    let person = change(&desk, &caller, &id, (&headers, body), (&INTRODUCTION, Mode::Patch)).await?;
    Ok(Json(IntroducedView::new(&person, &base_url(&desk, &headers))))
}
