//! What clients say of visits.

mod hide;
mod list;
mod own;
mod reply;
mod views;

use frontdesk_kit::db::Tx;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Answer, Id};
use crate::review::Review;
use crate::{BookingError, Bookings};

/// The routes of reviews.
pub fn router() -> OpenApiRouter<Bookings> {
    OpenApiRouter::new()
        .routes(routes!(own::review_booking, own::show_review, own::change_review, own::withdraw_review))
        .routes(routes!(list::list_reviews))
        .routes(routes!(reply::reply_to_review, reply::withdraw_reply))
        .routes(routes!(hide::hide_review, hide::unhide_review))
}

/// `review` with its author's name, as far as anybody may read it.
async fn complete(tx: &mut Tx, bookings: &Bookings, review: Review) -> Result<(Review, Option<String>), BookingError> {
    let author = Vec::from_iter(review.client_id);
    let cards = bookings.catalogue().cards().of(tx, &author).await?;
    let name = cards.into_values().next().and_then(|card| card.full_name.clone());
    Ok((review, name))
}
