//! A booking moves to another time.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use super::claim::take;
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
    let side = before.side_of(caller);
    shift(tx, model, before, (side, Some(caller.user_id)), starts_at, now).await
}

/// The same for whoever stands on a side of the booking, with or without an account.
pub(super) async fn shift(
    tx: &mut Tx,
    model: &Model,
    before: Booking,
    (side, actor): (Side, Option<UserId>),
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let agreement = Agreement::stored(&before)?;
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
        // Its new time is free, and claimed.
        forced: false,
        starts_at: moment(free.start),
        ends_at: free.session.map_or_else(|| moment(diary.offer.end(free.start)), |session| session.ends_at),
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
    if !take(tx, moved.id, (&diary, &free), now).await? {
        return Err(BookingError::SlotTaken { next: diary.next(tx, starts_at, now).await? });
    }
    events::note(tx, &moved, "rescheduled", actor, now).await?;
    Ok(moved)
}

/// The services of the visit, as far as they are still there.
pub(super) async fn services_of(tx: &mut Tx, booking: &Booking) -> Result<Vec<Option<ServiceId>>, DbError> {
    let items = items::of(tx, std::slice::from_ref(booking)).await?;
    let services: Vec<_> = items.iter().map(|item| item.service_id).collect();
    Ok(if services.is_empty() { vec![booking.service_id] } else { services })
}

/// Where and on which terms `booking` can be moved by somebody on `side`.
pub(super) async fn diary(
    tx: &mut Tx,
    booking: &Booking,
    agreement: &Agreement,
    side: Side,
) -> Result<Diary, BookingError> {
    let gone = || BookingError::NotBookable("no_location");
    let location = booking.location_id.ok_or_else(gone)?;
    let location = frontdesk_schedule::store::locations::by_number(tx, location).await?.ok_or_else(gone)?;
    let services = services_of(tx, booking).await?;
    // A visit that claims nothing has no things to keep: it takes what its services need now.
    let units = if claims::of(tx, booking.id).await?.is_empty() {
        let known: Vec<ServiceId> = services.iter().flatten().copied().collect();
        things::units(tx, &known).await?
    } else {
        things::units_of(tx, booking.id).await?
    };
    Ok(Diary { units, moving: Some(booking.id), ..Diary::of(location, agreement, &services, side)? })
}
