//! Requests that nobody answered come to an end.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use crate::error::BookingError;
use crate::model::Status;
use crate::store::bookings;

/// Requests that one transaction ends at most.
const AT_ONCE: i64 = 100;

/// Ends requests whose start has come; how many there were. There may be more when it is as many as one transaction takes.
pub async fn expire(tx: &mut Tx, now: Timestamp) -> Result<u64, BookingError> {
    let requests = bookings::unanswered(tx, now, AT_ONCE).await?;
    let count = requests.len() as u64;
    for booking in requests {
        super::settle::bring(tx, booking, Status::Expired, None, now).await?;
    }
    Ok(count)
}
