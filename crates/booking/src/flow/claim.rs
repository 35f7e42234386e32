//! A booking takes its time, or its seat among others.

use std::ops::Range;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::Tick;

use crate::calendar::Diary;
use crate::error::BookingError;
use crate::group::{Group, Owner, SessionId};
use crate::model::{Booking, BookingId, Resource, moment};
use crate::pages::Free;
use crate::store::sessions::{self, NewSession};
use crate::store::{claims, holds};

/// Takes for `booking` what is `free` in `diary`; `false` when somebody was faster.
pub(super) async fn take(
    tx: &mut Tx,
    booking: BookingId,
    (diary, free): (&Diary, &Free),
    now: Timestamp,
) -> Result<bool, BookingError> {
    let Some(group) = diary.group else { return Ok(claim_all(tx, Owner::Booking(booking), (diary, free), now).await?) };
    // Seats that are held no more: with the last of them their session ends.
    for hold in sessions::lapsed_at(tx, diary.location.owner_id, moment(free.start), now).await? {
        clear(tx, &hold, now).await?;
    }
    let session = match free.session {
        Some(session) => sessions::join(tx, session.id).await?.then_some(session.id),
        None => open(tx, group, (diary, free), now).await?,
    };
    let Some(session) = session else { return Ok(false) };
    if sessions::sit(tx, booking, session).await? { Ok(true) } else { Err(BookingError::AlreadyJoined) }
}

/// Opens a session that takes what is `free`; `None` when somebody was faster.
async fn open(
    tx: &mut Tx,
    Group { service, seats }: Group,
    (diary, free): (&Diary, &Free),
    now: Timestamp,
) -> Result<Option<SessionId>, DbError> {
    let (starts_at, ends_at) = (moment(free.start), moment(diary.offer.end(free.start)));
    let (specialist, location) = (diary.location.owner_id, diary.location.id);
    let new = NewSession { service, specialist, location, starts_at, ends_at, seats };
    let Some(session) = sessions::open(tx, new).await? else { return Ok(None) };
    Ok(claim_all(tx, Owner::Session(session), (diary, free), now).await?.then_some(session))
}

/// Takes all that is `free` for `owner`; `false` when somebody has a part of it.
async fn claim_all(tx: &mut Tx, owner: Owner, (diary, free): (&Diary, &Free), now: Timestamp) -> Result<bool, DbError> {
    for resource in diary.resources(tx, free).await? {
        if !claim(tx, owner, resource, diary.offer.claim(free.start), now).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes `ticks` of `resource` for `owner`; `false`, and nothing is taken, when somebody has one of them. Holds that hold no
/// more stand in nobody's way.
async fn claim(
    tx: &mut Tx,
    owner: Owner,
    resource: Resource,
    ticks: Range<Tick>,
    now: Timestamp,
) -> Result<bool, DbError> {
    if claims::take(tx, owner, resource, ticks.clone()).await? {
        return Ok(true);
    }
    let lapsed = holds::lapsed_within(tx, resource.id, ticks.clone(), now).await?;
    if lapsed.is_empty() {
        return Ok(false);
    }
    for hold in &lapsed {
        clear(tx, hold, now).await?;
    }
    claims::take(tx, owner, resource, ticks).await
}

/// Gives back what a hold claims that holds no more; `false` when something else became of it.
pub(super) async fn clear(tx: &mut Tx, hold: &Booking, now: Timestamp) -> Result<bool, DbError> {
    let stands = holds::end(tx, hold, now).await?;
    if stands {
        claims::give_back(tx, hold.id).await?;
    }
    Ok(stands)
}
