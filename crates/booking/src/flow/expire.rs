//! Requests that nobody answered come to an end, and holds that nobody booked.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Db;
use frontdesk_kit::ids::PublicId;

use crate::error::BookingError;
use crate::model::{Booking, BookingId, Status};
use crate::rules;
use crate::store::{bookings, holds, waitlist};

/// Requests that are read at once.
const AT_ONCE: i64 = 100;

/// What became of requests whose start has come, or of holds that hold no more.
#[derive(Debug, Default)]
pub struct Expired {
    pub ended: u64,
    /// Those that could not be ended, and why.
    pub faulty: Vec<(PublicId, BookingError)>,
}

/// Ends every request whose start has come, each in a transaction of its own: one that cannot be ended holds up no other.
pub async fn expire(db: &Db, now: Timestamp) -> Result<Expired, BookingError> {
    let (mut expired, mut place) = (Expired::default(), (Timestamp(i64::MIN), BookingId(0)));
    loop {
        let read = async move |tx: &mut frontdesk_kit::db::Tx| bookings::unanswered(tx, place, now, AT_ONCE).await;
        let requests: Vec<Booking> = db.read(read).await?;
        let Some(last) = requests.last() else { return Ok(expired) };
        place = (last.starts_at, last.id);
        for booking in requests {
            let id = booking.public_id;
            let end = async move |tx: &mut frontdesk_kit::db::Tx| {
                super::settle::bring(tx, booking, Status::Expired, None, now).await
            };
            match db.write(end).await {
                Ok(_) => expired.ended += 1,
                // Somebody was faster: it is no such request any more.
                Err(BookingError::Stale) => {}
                Err(error) => expired.faulty.push((id, error)),
            }
        }
    }
}

/// Gives back the time of every hold that holds no more, each in a transaction of its own: one that cannot be ended holds up
/// no other. Forgets those that cannot be booked any more.
pub async fn expire_holds(db: &Db, now: Timestamp) -> Result<Expired, BookingError> {
    let expired = end_lapsed(db, now).await?;
    let before = now.plus(-rules::HOLD_KEPT_SECONDS);
    db.write(async move |tx: &mut frontdesk_kit::db::Tx| holds::sweep(tx, before).await).await?;
    Ok(expired)
}

/// The same without forgetting any; whoever waits for their time hears of it.
pub(super) async fn end_lapsed(db: &Db, now: Timestamp) -> Result<Expired, BookingError> {
    let (mut expired, mut place) = (Expired::default(), BookingId(0));
    loop {
        let read = async move |tx: &mut frontdesk_kit::db::Tx| holds::lapsed(tx, place, now, AT_ONCE).await;
        let lapsed: Vec<Booking> = db.read(read).await?;
        let Some(last) = lapsed.last() else { return Ok(expired) };
        place = last.id;
        for hold in lapsed {
            let id = hold.public_id;
            let end = async move |tx: &mut frontdesk_kit::db::Tx| {
                let stood = super::claim::clear(tx, &hold, now).await?;
                waitlist::freed(tx, &[hold.id], now).await?;
                Ok::<_, BookingError>(stood)
            };
            match db.write(end).await {
                Ok(stood) => expired.ended += u64::from(stood),
                Err(error) => expired.faulty.push((id, error)),
            }
        }
    }
}
