//! A client books.

use std::collections::HashMap;

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::once::{Made, Once};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::Tick;

use crate::calendar::Free;
use crate::candidates::offered;
use crate::error::BookingError;
use crate::model::{Booking, BookingId, Source, Status, Wish, moment};
use crate::offering::{Candidate, Offered};
use crate::rules;
use crate::store::{bookings, claims, events, items};

/// Books what `wish` asks for in the caller's name; confirmed at once, unless the specialist wants to be asked.
///
/// Whether it is free is decided anew in this transaction, by the function that showed it as free.
pub async fn book(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    wish: &Wish,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let client = rules::booking(caller)?;
    let offered = offered(tx, model, &wish.visit).await?;
    let (candidate, free) = choose(tx, &offered, wish.starts_at, now).await?;
    rules::one_more(bookings::to_come_of(tx, client, candidate.specialist, now).await?)?;

    let agreed = agreed((&offered, candidate), free.start, public_id, now)?;
    let booking = Booking { client_id: Some(client), note: wish.note.clone(), ..agreed };
    let booking = bookings::insert(tx, booking, candidate.diary.date(wish.starts_at)).await?;
    if candidate.parts.len() > 1 {
        items::insert(tx, booking.id, &candidate.items(free.start)).await?;
    }
    for resource in candidate.diary.resources(tx, &free).await? {
        if !claims::take(tx, booking.id, resource, candidate.diary.offer.claim(free.start)).await? {
            return Err(BookingError::SlotTaken { next: offered.next(tx, wish.starts_at, now).await? });
        }
    }
    events::note(tx, &booking, booking.status.key(), Some(client), now).await?;
    Ok(booking)
}

/// The same for a request that may be sent twice: the second time the booking is there already, and is shown as it is then.
pub async fn book_once(
    tx: &mut Tx,
    model: &Model,
    caller: &Caller,
    (wish, once): (&Wish, &Once),
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let client = rules::booking(caller)?;
    match once.claim(tx, client, public_id, now).await? {
        Made::Now => book(tx, model, caller, wish, public_id, now).await,
        Made::Before(made) => super::get(tx, caller, made).await,
        Made::OtherRequest => Err(BookingError::KeyReused),
    }
}

/// Who is to be booked of those who can begin at `starts_at`, and what that takes: who takes the least money and time,
/// then who has the fewest minutes booked on that date, then the lowest number. Whoever names nobody is never held to
/// more than the cheapest slot that was shown to them.
///
/// Whoever is taken by somebody else meanwhile makes this transaction begin anew, and then the next is asked.
async fn choose<'a>(
    tx: &mut Tx,
    offered: &'a Offered,
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<(&'a Candidate, Free), BookingError> {
    let mut able = offered.able(tx, starts_at, now).await?;
    if able.len() > 1 {
        let people: Vec<UserId> = able.iter().map(|(candidate, _)| candidate.specialist).collect();
        let date = offered.diary()?.date(starts_at);
        let booked: HashMap<UserId, i64> = bookings::booked(tx, &people, date).await?.into_iter().collect();
        able.sort_by_key(|(candidate, _)| {
            let booked = booked.get(&candidate.specialist).copied().unwrap_or(0);
            (candidate.price(), candidate.agreement.duration_minutes, booked, candidate.specialist)
        });
    }
    able.into_iter().next().ok_or(BookingError::NotBookable("no_location"))
}

/// A booking of a candidate for what is offered, by nobody yet.
fn agreed(
    (offered, candidate): (&Offered, &Candidate),
    start: Tick,
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, DbError> {
    let Candidate { agreement, diary, .. } = candidate;
    Ok(Booking {
        id: BookingId(0),
        public_id,
        service_id: candidate.parts.first().map(|part| part.service),
        location_id: Some(diary.location.id),
        specialist_id: Some(candidate.specialist),
        client_id: None,
        status: if agreement.confirm { Status::Requested } else { Status::Confirmed },
        hold_expires_at: None,
        source: Source::App,
        guest_name: String::new(),
        guest_email: String::new(),
        guest_phone: String::new(),
        forced: false,
        starts_at: moment(start),
        ends_at: moment(diary.offer.end(start)),
        time_zone: diary.location.time_zone.clone(),
        service_name: candidate.name(),
        price: candidate.price(),
        currency: offered.currency.clone(),
        terms: agreement.to_text()?,
        reschedules: 0,
        note: String::new(),
        created_at: now,
        updated_at: now,
        version: 1,
    })
}
