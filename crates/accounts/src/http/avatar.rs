//! `PUT` and `DELETE /api/v1/me/avatar`

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use frontdesk_kit::input::{Body, Input, Invalid, Limits, Manners};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode, header};

use super::Answer;
use super::profile::shown;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow::{AvatarUpload, ProfileChange, edit_profile, set_avatar};
use crate::picture::PictureRules;

/// The largest upload, in bytes.
const LARGEST: usize = 10 << 20;

/// The picture's bytes, of a type that is decided by looking at them.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "documents the body")]
pub struct PictureBytes(Vec<u8>);

/// The multipart form of an upload.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "documents the body")]
pub struct PictureForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Set your picture
///
/// PNG, JPEG or WebP up to 10 MB and 25 megapixels, as the part `file` of a form or as the whole body.
/// It is decoded and made anew: metadata (where a photo was taken) does not survive.
#[utoipa::path(
    put, path = "/api/v1/me/avatar", tag = "profiles", security(("bearer" = [])),
    request_body(content(
        (PictureForm = "multipart/form-data"), (PictureBytes = "image/png"), (PictureBytes = "image/jpeg"),
        (PictureBytes = "image/webp"),
    )),
    responses((status = 200, description = "The profile with the new picture.", body = super::ProfileView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn put_avatar(
    State(desk): State<Desk>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    desk.model.may_set_picture(&caller.role, true)?;
    let (bytes, file_name) = upload(&headers, body).await?;
    let upload = AvatarUpload { field: "file", bytes, file_name, rules: PictureRules::native() };
    let name = set_avatar(&desk, upload).await?;
    let change = ProfileChange { avatar: Some(Some(name)), ..ProfileChange::default() };
    let profile = edit_profile(&desk, &caller, change).await?;
    Ok(shown(&desk, &caller, &profile))
}

async fn upload(headers: &HeaderMap, body: HttpBody) -> Answer<(Bytes, Option<String>)> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if kind.starts_with("multipart/form-data") {
        let body = Body::read(headers, body, Limits::upload(LARGEST), Manners::Strict).await?;
        let file = match body.get("file") {
            Some(Input::File(file)) => Some(file),
            _ => None,
        };
        let missing = || Problem::invalid(Invalid::one("file", "required", Message::new("field-file-required")));
        return file.map(|file| (file.bytes.clone(), Some(file.filename.clone()))).ok_or_else(missing);
    }
    if !kind.starts_with("image/") {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
    }
    let too_large = |_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    Ok((axum::body::to_bytes(body, LARGEST).await.map_err(too_large)?, None))
}

/// Remove your picture
#[utoipa::path(
    delete, path = "/api/v1/me/avatar", tag = "profiles", security(("bearer" = [])),
    responses((status = 204, description = "There is none any more.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn delete_avatar(State(desk): State<Desk>, caller: Caller) -> Answer<StatusCode> {
    desk.model.may_set_picture(&caller.role, true)?;
    edit_profile(&desk, &caller, ProfileChange { avatar: Some(None), ..ProfileChange::default() }).await?;
    Ok(StatusCode::NO_CONTENT)
}
