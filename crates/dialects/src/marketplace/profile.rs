//! `GET`, `PUT` and `PATCH /api/auth/profile/me/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::flow::{AvatarUpload, ProfileChange, edit_profile, set_avatar};
use frontdesk_accounts::picture::{MediaName, PictureRules};
use frontdesk_accounts::store::profiles;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::{Field, Limits, Manners, Mode, Shape, Value, Values};
use frontdesk_kit::problem::Problem;
use http::HeaderMap;

use super::views::ProfileView;
use crate::wire::{Answer, base_url, read_body};

/// The largest body with a picture in it, in bytes.
const LARGEST: usize = 11 << 20;

pub(super) static PROFILE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("MarketplaceProfileChange")
        .field(Field::text("full_name").max(255).required().example("Анна Иванова"))
        .field(Field::image("avatar").nullable())
        .field(Field::prose("bio").max(20_000).may_be_blank().example("Массажист с медицинским образованием."))
        .field(Field::text("city").max(100).may_be_blank().example("Казань"))
        .field(Field::integer("experience_years").between(0, i64::MAX).example(7))
});

/// Your profile
#[utoipa::path(
    get, path = "/api/auth/profile/me/", tag = "marketplace", operation_id = "marketplace_my_profile", security(("bearer" = [])),
    responses((status = 200, description = "The profile.", body = ProfileView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn get_me(State(catalogue): State<Catalogue>, caller: Caller, headers: HeaderMap) -> Answer<Response> {
    let (desk, user) = (catalogue.desk(), caller.user_id);
    let found = desk.db.read(async move |tx| profiles::of_user(tx, user).await);
    let profile = found.await.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    Ok(Json(ProfileView::new(&profile, &base_url(desk, &headers))).into_response())
}

/// Replace your profile
///
/// Optional fields that are not sent stay.
#[utoipa::path(
    put, path = "/api/auth/profile/me/", tag = "marketplace", operation_id = "marketplace_replace_profile", security(("bearer" = [])),
    responses((status = 200, description = "The profile.", body = ProfileView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn put_me(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    change(&catalogue, &caller, &headers, body, Mode::Replace).await
}

/// Change your profile
///
/// Any of the fields; `avatar` is a file of a form, or `null` to remove the picture.
#[utoipa::path(
    patch, path = "/api/auth/profile/me/", tag = "marketplace", operation_id = "marketplace_change_profile", security(("bearer" = [])),
    responses((status = 200, description = "The profile.", body = ProfileView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn patch_me(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    change(&catalogue, &caller, &headers, body, Mode::Patch).await
}

async fn change(
    catalogue: &Catalogue,
    caller: &Caller,
    headers: &HeaderMap,
    body: HttpBody,
    mode: Mode,
) -> Answer<Response> {
    let body = read_body(headers, body, Limits::upload(LARGEST)).await?;
    let values = PROFILE.read(&body, Manners::Lenient, mode)?;
    let avatar = avatar(catalogue, &values).await?;
    let change = ProfileChange { values, avatar, expected_versions: None };
    let profile = edit_profile(catalogue.desk(), caller, change).await?;
    Ok(Json(ProfileView::new(&profile, &base_url(catalogue.desk(), headers))).into_response())
}

async fn avatar(catalogue: &Catalogue, values: &Values) -> Answer<Option<Option<MediaName>>> {
    match values.get("avatar") {
        Some(Value::Null) => Ok(Some(None)),
        Some(Value::Upload(file)) => {
            let upload = AvatarUpload {
                field: "avatar",
                bytes: file.bytes.clone(),
                file_name: Some(file.filename.clone()),
                rules: PictureRules::contract(),
            };
            Ok(Some(Some(set_avatar(catalogue.desk(), upload).await?)))
        }
        _ => Ok(None),
    }
}
