//! What is shown of reviews.

use axum::response::{IntoResponse, Response};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::etag;
use frontdesk_kit::ids::PublicId;
use http::{StatusCode, header};
use serde::Serialize;

use crate::review::Review;

/// What a client says of a visit that took place.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Review)]
pub struct ReviewView<'a> {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a95")]
    id: PublicId,
    #[schema(minimum = 1, maximum = 5, example = 5)]
    rating: i64,
    /// Empty when nothing was written, and when who wrote it has left.
    #[schema(example = "Очень внимательный мастер.")]
    text: &'a str,
    /// What was done, as it was called then.
    #[schema(example = "Массаж лица")]
    service: &'a str,
    /// The first name of who wrote it, where the operator lets anybody read names; `null` otherwise.
    #[schema(example = "Анна")]
    author: Option<String>,
    /// The specialist's answer; `null` as long as there is none.
    reply: Option<ReplyView<'a>>,
    /// Whether it is out of sight: then only its author and those who manage bookings see it.
    hidden: bool,
    #[schema(value_type = String, format = DateTime, example = "2030-05-07T06:00:00Z")]
    created_at: Timestamp,
    /// When it, or its answer, changed last.
    #[schema(value_type = String, format = DateTime, example = "2030-05-07T06:00:00Z")]
    updated_at: Timestamp,
}

/// A specialist's answer.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ReviewReply)]
pub struct ReplyView<'a> {
    #[schema(example = "Спасибо, приходите ещё!")]
    text: &'a str,
    #[schema(value_type = String, format = DateTime, example = "2030-05-07T07:00:00Z")]
    at: Timestamp,
}

impl<'a> ReviewView<'a> {
    /// The view of `review` by somebody with this full name.
    pub fn new(review: &'a Review, full_name: Option<&str>) -> Self {
        Self {
            id: review.public_id,
            rating: review.rating,
            text: &review.text,
            service: &review.service_name,
            author: full_name.and_then(|name| name.split_whitespace().next()).map(str::to_owned),
            reply: review.replied_at.map(|at| ReplyView { text: &review.reply, at }),
            hidden: review.hidden_at.is_some(),
            created_at: review.created_at,
            updated_at: review.updated_at,
        }
    }
}

/// A review with its version as `ETag`.
pub fn shown(status: StatusCode, review: &Review, full_name: Option<&str>) -> Response {
    let mut response = (status, axum::Json(ReviewView::new(review, full_name))).into_response();
    response.headers_mut().insert(header::ETAG, etag::of(review.version));
    response
}
