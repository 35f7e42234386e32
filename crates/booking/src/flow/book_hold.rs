//! A time that was held is booked.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::{ServiceRef, Sight};
use frontdesk_catalogue::store::performers;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use super::claim::take;
use super::reschedule::{diary, services_of};
use crate::agreement::Agreement;
use crate::calendar;
use crate::error::BookingError;
use crate::model::{Booking, Side, Status};
use crate::rules;
use crate::store::{bookings, claims, events, holds, waitlist};

/// Makes a booking of what is held for the caller, on the terms on which it was held. A hold that holds no more is booked
/// all the same for an hour, if nobody took its time and what it is for is still to be had.
pub async fn book_hold(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    (id, note): (PublicId, &str),
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let client = rules::booking(caller)?;
    let hold = match holds::find(tx, client, id).await? {
        Some(hold) => hold,
        // It is a booking by now, if it was ever theirs.
        None => return super::get(tx, caller, id).await.and(Err(BookingError::State)),
    };
    // Whether it has been swept away yet or not.
    if hold.hold_expires_at.is_some_and(|until| until.plus(rules::HOLD_KEPT_SECONDS) <= now) {
        return Err(BookingError::NotFound);
    }
    let gone = || BookingError::NotBookable("no_location");
    let specialist = hold.specialist_id.filter(|_| hold.location_id.is_some()).ok_or_else(gone)?;
    if !calendar::works(tx, model, specialist).await? {
        return Err(gone());
    }
    if hold.starts_at <= now {
        return Err(BookingError::NotBookable("past"));
    }
    let services = services_of(tx, &hold).await?.len();
    rules::one_more(bookings::to_come_of(tx, client, specialist, now).await?, services)?;
    let agreement = Agreement::stored(&hold)?;
    let booked = Booking {
        status: if agreement.confirm { Status::Requested } else { Status::Confirmed },
        hold_expires_at: None,
        note: note.to_owned(),
        updated_at: now,
        version: hold.version + 1,
        ..hold.clone()
    };
    if !holds::book(tx, &hold, &booked).await? {
        return Err(BookingError::Stale);
    }
    // Whose clock goes before ours may have given its time to others already.
    if hold.hold_expires_at.is_none_or(|until| until <= now) || !holds::has_time(tx, hold.id).await? {
        claim_anew(tx, (&booked, specialist), &agreement, now).await?;
    }
    waitlist::booked(tx, booked.id, now).await?;
    events::note(tx, &booked, booked.status.key(), Some(client), now).await?;
    Ok(booked)
}

/// Takes the time of a hold once more that holds no more; whatever stands in the way, it came too late.
async fn claim_anew(
    tx: &mut Tx,
    (booked, specialist): (&Booking, UserId),
    agreement: &Agreement,
    now: Timestamp,
) -> Result<(), BookingError> {
    if !is_offered(tx, booked, specialist).await? {
        return Err(BookingError::HoldExpired { next: Vec::new() });
    }
    claims::give_back(tx, booked.id).await?;
    let diary = diary(tx, booked, agreement, Side::Client).await?;
    let free = match diary.check(tx, booked.starts_at, now).await {
        Err(BookingError::SlotTaken { next }) => return Err(BookingError::HoldExpired { next }),
        Err(BookingError::NotBookable(_)) => {
            return Err(BookingError::HoldExpired { next: diary.next(tx, booked.starts_at, now).await? });
        }
        checked => checked?,
    };
    if take(tx, booked.id, (&diary, &free), now).await? {
        return Ok(());
    }
    Err(BookingError::HoldExpired { next: diary.next(tx, booked.starts_at, now).await? })
}

/// Whether everybody may still see all that was held, and `specialist` performs it.
async fn is_offered(tx: &mut Tx, booked: &Booking, specialist: UserId) -> Result<bool, DbError> {
    for service in services_of(tx, booked).await? {
        let Some(service) = service else { return Ok(false) };
        let seen = frontdesk_catalogue::store::find(tx, Sight::Everybody, ServiceRef::Number(service)).await?;
        let able = performers::able(tx, service).await?;
        if seen.is_none() || able.iter().all(|able| able.specialist_id != specialist) {
            return Ok(false);
        }
    }
    Ok(true)
}
