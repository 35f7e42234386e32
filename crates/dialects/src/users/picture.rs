//! `GET /media/profile_images/default.jpg`

use axum::response::{IntoResponse, Response};
use frontdesk_accounts::picture::standard_picture;
use http::header;

/// The picture of whoever has none
#[utoipa::path(
    get, path = "/media/profile_images/default.jpg", tag = "users", operation_id = "users_default_picture", security(()),
    responses((status = 200, description = "The picture.", content_type = "image/jpeg", body = Vec<u8>)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn get_picture() -> Response {
    let headers = [
        (header::CONTENT_TYPE.as_str(), "image/jpeg"),
        (header::CACHE_CONTROL.as_str(), "public, max-age=86400"),
        // Web pages on other addresses show it too.
        ("cross-origin-resource-policy", "cross-origin"),
    ];
    (headers, standard_picture()).into_response()
}
