//! `PUT` and `PATCH /api/users/my_profile_update/{id}/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, State};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{AvatarUpload, ProfileChange, check_avatar, edit_profile, furnish_profile, set_avatar};
use frontdesk_accounts::model::Person;
use frontdesk_accounts::picture::{MediaName, PictureRules};
use frontdesk_kit::input::{Field, Invalid, Limits, Manners, Mode, Shape, Upload, Values};
use http::HeaderMap;

use super::own::own_profile;
use super::views::ChangedView;
use crate::wire::{Answer, base_url, read_body, renamed};

/// The largest body with a picture in it, in bytes.
const LARGEST: usize = 11 << 20;

pub(super) static PROFILE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("UsersProfileChange")
        .field(Field::text("username").max(50).nullable().may_be_blank().example("Аня"))
        .field(Field::image("image").nullable())
});

/// Replace your profile
///
/// No field is required; those that are not sent stay.
#[utoipa::path(
    put, path = "/api/users/my_profile_update/{id}/", tag = "users", operation_id = "users_replace_profile",
    security(("session" = [])),
    params(("id" = String, Path, description = "The profile's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses((status = 200, description = "The profile.", body = ChangedView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn put_my_profile(
    State(desk): State<Desk>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<ChangedView>> {
    let person = change(&desk, &caller, &id, (&headers, body), (&PROFILE, Mode::Replace)).await?;
    Ok(Json(ChangedView::new(&person, &base_url(&desk, &headers))))
}

/// Change your profile
///
/// Either field; `image` is a file of a form, or `null` to remove the picture.
#[utoipa::path(
    patch, path = "/api/users/my_profile_update/{id}/", tag = "users", operation_id = "users_change_profile",
    security(("session" = [])),
    params(("id" = String, Path, description = "The profile's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses((status = 200, description = "The profile.", body = ChangedView)),
    extensions(("x-rule" = json!("signed_in")), ("x-credentials" = json!("cookie"))),
)]
pub async fn patch_my_profile(
    State(desk): State<Desk>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<ChangedView>> {
    let person = change(&desk, &caller, &id, (&headers, body), (&PROFILE, Mode::Patch)).await?;
    Ok(Json(ChangedView::new(&person, &base_url(&desk, &headers))))
}

/// Changes the profile called `id`, if it is the caller's, by what the body says through `shape`.
pub(super) async fn change(
    desk: &Desk,
    caller: &Caller,
    id: &str,
    (headers, body): (&HeaderMap, HttpBody),
    (shape, mode): (&LazyLock<Shape>, Mode),
) -> Answer<Person> {
    own_profile(desk, caller, id).await?;
    let body = read_body(headers, body, Limits::upload(LARGEST)).await?;
    let (sent, invalid) = shape.sift(&body, Manners::Lenient, mode);
    let avatar = avatar(desk, &sent, invalid).await?;
    let mut values = Values::default();
    for (known, declared) in [("username", "profile_name"), ("intro", "intro")] {
        if let Some(value) = sent.get(known) {
            values.set(declared, value.clone());
        }
    }
    let changed = edit_profile(desk, caller, ProfileChange { values, avatar, expected_versions: None }).await;
    changed.map_err(|error| renamed(error, "profile_name", "username"))?;
    Ok(furnish_profile(desk, caller.user_id).await?)
}

/// The picture to come, unless something is wrong: with it or, as `invalid` says, with the other fields.
async fn avatar(desk: &Desk, sent: &Values, mut invalid: Invalid) -> Answer<Option<Option<MediaName>>> {
    let upload = sent.upload("image").map(upload);
    match upload {
        Some(upload) if invalid.is_empty() => Ok(Some(Some(set_avatar(desk, upload).await?))),
        Some(upload) => match check_avatar(desk, upload).await {
            Err(AccountError::Invalid(more)) => {
                invalid.errors.extend(more.errors);
                Err(invalid.into())
            }
            Err(error) => Err(error.into()),
            Ok(()) => Err(invalid.into()),
        },
        None => Ok(invalid.or_ok(sent.is_null("image").then_some(None))?),
    }
}

fn upload(file: &Upload) -> AvatarUpload {
    AvatarUpload {
        field: "image",
        bytes: file.bytes.clone(),
        file_name: Some(file.filename.clone()),
        rules: PictureRules::contract(),
    }
}
