//! `GET /media/avatars/{folder}/{file}`

use std::io::Read;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use frontdesk_kit::problem::Problem;
use http::{HeaderName, HeaderValue, header};

use super::Answer;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::picture::{MediaFolder, MediaName};

/// A picture opened on its own is a picture and nothing else.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// A picture
///
/// Names never change their content: a new picture has a new name.
#[utoipa::path(
    get, path = "/media/avatars/{folder}/{file}", tag = "profiles", security(()),
    params(
        ("folder" = String, Path, description = "The first letters of the name."),
        ("file" = String, Path, description = "The picture's name."),
    ),
    responses(
        (status = 200, description = "The picture.", content_type = "image/png", body = Vec<u8>),
        (status = 404, description = "There is no such picture.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn get_picture(State(desk): State<Desk>, Path((folder, file)): Path<(String, String)>) -> Answer<Response> {
    let name = MediaName::parse(&format!("avatars/{folder}/{file}")).ok_or_else(Problem::not_found)?;
    let media = desk.media.clone();
    let content_type = name.kind().content_type();
    let read = tokio::task::spawn_blocking(move || bytes_of(&media, &name)).await;
    let bytes = read.map_err(Problem::internal)?.map_err(AccountError::Media)?.ok_or_else(Problem::not_found)?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    // Pictures are public: web pages on other addresses show them too.
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("cross-origin"));
    Ok(response)
}

/// The whole file; pictures have been made small when they were stored.
fn bytes_of(media: &MediaFolder, name: &MediaName) -> std::io::Result<Option<Vec<u8>>> {
    let Some(mut found) = media.read(name)? else { return Ok(None) };
    let mut bytes = Vec::with_capacity(usize::try_from(found.length).unwrap_or(0));
    found.file.read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}
