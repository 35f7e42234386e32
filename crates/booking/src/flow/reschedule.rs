//! A booking moves to another time.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;

use crate::agreement::Agreement;
use crate::calendar::{self, Diary};
use crate::error::BookingError;
use crate::model::{Booking, Side, Status, moment};
use crate::rules;
use crate::store::{bookings, claims, events, items, things};

/// Moves a booking to `starts_at`, on the terms on which it was made. It may overlap its own old time; when the new one
/// cannot be had, the old one is kept.
///
/// A client who moves what the specialist wanted to be asked about asks anew.
pub async fn reschedule(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    (id, seen): (PublicId, Option<&[i64]>),
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let before = super::show::get_unchanged(tx, caller, id, seen).await?;
    let (agreement, side) = (Agreement::stored(&before)?, before.side_of(caller));
    rules::reschedulable(&before, &agreement, side, now)?;
    if starts_at == before.starts_at {
        return Ok(before);
    }
    let diary = diary(tx, &before, &agreement, side).await?;
    if side == Side::Client && !calendar::works(tx, model, diary.location.owner_id).await? {
        return Err(BookingError::NotBookable("no_location"));
    }
    let free = diary.check(tx, starts_at, now).await?;

    let by_client = side == Side::Client;
    let moved = Booking {
        status: if by_client && agreement.confirm { Status::Requested } else { before.status },
        starts_at: moment(free.start),
        ends_at: moment(diary.offer.end(free.start)),
        reschedules: before.reschedules + i64::from(by_client),
        updated_at: now,
        version: before.version + 1,
        ..before.clone()
    };
    if !bookings::reschedule(tx, &before, &moved, diary.date(starts_at)).await? {
        return Err(BookingError::Stale);
    }
    items::shift(tx, moved.id, moved.starts_at.0 - before.starts_at.0).await?;
    claims::give_back(tx, moved.id).await?;
    for resource in diary.resources(tx, &free).await? {
        if !claims::take(tx, moved.id, resource, diary.offer.claim(free.start)).await? {
            return Err(BookingError::SlotTaken { next: diary.next(tx, starts_at, now).await? });
        }
    }
    events::note(tx, &moved, "rescheduled", Some(caller.user_id), now).await?;
    Ok(moved)
}

/// Where and on which terms `booking` can be moved by somebody on `side`.
async fn diary(tx: &mut Tx, booking: &Booking, agreement: &Agreement, side: Side) -> Result<Diary, BookingError> {
    let gone = || BookingError::NotBookable("no_location");
    let location = booking.location_id.ok_or_else(gone)?;
    let location = frontdesk_schedule::store::locations::by_number(tx, location).await?.ok_or_else(gone)?;
    let items = items::of(tx, std::slice::from_ref(booking)).await?;
    let mut services: Vec<_> = items.iter().map(|item| item.service_id).collect();
    if services.is_empty() {
        services.push(booking.service_id);
    }
    let units = things::units_of(tx, booking.id).await?;
    Ok(Diary { units, moving: Some(booking.id), ..Diary::of(location, agreement, &services, side)? })
}
