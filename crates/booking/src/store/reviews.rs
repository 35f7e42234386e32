//! What clients say of visits. The totals in `specialist_ratings` are kept by triggers.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;

use crate::model::BookingId;
use crate::review::{Opinion, Review, ReviewId, Reviewed};

/// `select` with the columns of a [`Review`], in its order.
const REVIEW: &str = "select r.id, r.public_id, r.booking_id, r.specialist_id, r.client_id, r.rating, r.text, r.reply,
        r.replied_at, r.hidden_at, r.created_at, r.updated_at, r.version, b.service_name
    from reviews r join bookings b on b.id = r.booking_id";

/// The review that is meant.
pub async fn find(tx: &mut Tx, reviewed: Reviewed) -> Result<Option<Review>, DbError> {
    let mut query = Query::new(REVIEW);
    match reviewed {
        Reviewed::By(author, booking) => {
            query.filter("r.booking_id = ? and r.client_id = ?", vec![Box::new(booking), Box::new(author)])
        }
        Reviewed::Of(specialist, id) => {
            query.filter("r.public_id = ? and r.specialist_id = ?", vec![Box::new(id), Box::new(specialist)])
        }
        Reviewed::Any(id) => query.filter("r.public_id = ?", vec![Box::new(id)]),
    };
    tx.opt(&query, &query.params()).await
}

/// The review of a booking, whoever asks.
pub async fn of_booking(tx: &mut Tx, booking: BookingId) -> Result<Option<Review>, DbError> {
    let mut query = Query::new(REVIEW);
    query.filter("r.booking_id = ?", vec![Box::new(booking)]);
    tx.opt(&query, &query.params()).await
}

/// Adds what `client` says of `booking` with `specialist`; `false` when the booking has a review already.
pub async fn insert(
    tx: &mut Tx,
    booking: BookingId,
    (client, specialist): (UserId, UserId),
    opinion: &Opinion,
    public_id: PublicId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let sql = "insert into reviews (public_id, booking_id, specialist_id, client_id, rating, text, reply, created_at,
                                    updated_at, version)
               values ($1, $2, $3, $4, $5, $6, '', $7, $7, 1) on conflict (booking_id) do nothing";
    let values: [&dyn frontdesk_kit::db::Param; 7] =
        [&public_id, &booking, &specialist, &client, &opinion.rating, &opinion.text, &now];
    Ok(tx.run(sql, &values).await? == 1)
}

/// Puts `review` in the place of the version before it; `false` when somebody was faster.
pub async fn update(tx: &mut Tx, review: &Review) -> Result<bool, DbError> {
    let sql = "update reviews set rating = $1, text = $2, reply = $3, replied_at = $4, hidden_at = $5, updated_at = $6,
                   version = version + 1
               where id = $7 and version = $8";
    let values: [&dyn frontdesk_kit::db::Param; 8] = [
        &review.rating,
        &review.text,
        &review.reply,
        &review.replied_at,
        &review.hidden_at,
        &review.updated_at,
        &review.id,
        &(review.version - 1),
    ];
    Ok(tx.run(sql, &values).await? == 1)
}

/// Removes `review`, if it is still in the version that was read.
pub async fn delete(tx: &mut Tx, review: &Review) -> Result<bool, DbError> {
    Ok(tx.run("delete from reviews where id = $1 and version = $2", &[&review.id, &review.version]).await? == 1)
}

/// What is said of `specialist`, the latest first: those before a place, at most `limit`.
pub async fn page(
    tx: &mut Tx,
    specialist: UserId,
    with_hidden: bool,
    (created_at, id): (Timestamp, ReviewId),
    limit: i64,
) -> Result<Vec<Review>, DbError> {
    let mut query = Query::new(REVIEW);
    query.filter("r.specialist_id = ?", vec![Box::new(specialist)]);
    query.filter("(r.created_at, r.id) < (?, ?)", vec![Box::new(created_at), Box::new(id)]);
    if !with_hidden {
        query.push("and r.hidden_at is null");
    }
    query.bind("order by r.created_at desc, r.id desc limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// What `specialist` has answered to, the latest first, at most `limit`.
pub async fn answered(tx: &mut Tx, specialist: UserId, limit: i64) -> Result<Vec<Review>, DbError> {
    let mut query = Query::new(REVIEW);
    query.filter("r.specialist_id = ? and r.replied_at is not null", vec![Box::new(specialist)]);
    query.bind("order by r.created_at desc, r.id desc limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}

/// What `client` has said, the latest first, at most `limit`.
pub async fn by_client(tx: &mut Tx, client: UserId, limit: i64) -> Result<Vec<Review>, DbError> {
    let mut query = Query::new(REVIEW);
    query.filter("r.client_id = ?", vec![Box::new(client)]);
    query.bind("order by r.created_at desc, r.id desc limit ?", vec![Box::new(limit)]);
    tx.all(&query, &query.params()).await
}
