//! What became of bookings, and who saw to it.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use crate::model::Booking;

/// Notes that `booking`, as it is now, has come about by `kind`; nobody did it when there is no `actor`.
pub async fn note(
    tx: &mut Tx,
    booking: &Booking,
    kind: &str,
    actor: Option<UserId>,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql =
        "insert into booking_events (booking_id, seq, kind, actor_id, starts_at, at) values ($1, $2, $3, $4, $5, $6)";
    tx.run(sql, &[&booking.id, &booking.version, &kind, &actor, &booking.starts_at, &now]).await.map(|_| ())
}
