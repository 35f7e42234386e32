//! A client books.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::once::{Made, Once};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::calendar::{self, Offered};
use crate::error::BookingError;
use crate::model::{Booking, BookingId, Source, Status, Wish, moment};
use crate::rules;
use crate::store::{bookings, claims, events, resources};

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
    let offered = calendar::offered(tx, model, wish.service, (wish.location, "location")).await?;
    rules::one_more(bookings::to_come_of(tx, client, offered.service.specialist_id, now).await?)?;
    let start = offered.diary.check(tx, wish.starts_at, now).await?;

    let (offer, location) = (offered.diary.offer, &offered.diary.location);
    let booking = Booking {
        client_id: Some(client),
        starts_at: moment(start),
        ends_at: moment(offer.end(start)),
        note: wish.note.clone(),
        ..agreed(&offered, public_id, now)?
    };
    let booking = bookings::insert(tx, booking, offered.diary.date(wish.starts_at)).await?;
    let resource = resources::obtain(tx, location.owner_id, location.anchor()).await?;
    if !claims::take(tx, booking.id, resource, offer.claim(start)).await? {
        return Err(BookingError::SlotTaken { next: offered.diary.next(tx, wish.starts_at, now).await? });
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

/// A booking of what is offered, by nobody and at no time yet.
fn agreed(offered: &Offered, public_id: PublicId, now: Timestamp) -> Result<Booking, DbError> {
    let (service, location) = (&offered.service, &offered.diary.location);
    Ok(Booking {
        id: BookingId(0),
        public_id,
        service_id: Some(service.id),
        location_id: Some(location.id),
        specialist_id: Some(service.specialist_id),
        client_id: None,
        status: if offered.agreement.confirm { Status::Requested } else { Status::Confirmed },
        hold_expires_at: None,
        source: Source::App,
        guest_name: String::new(),
        guest_email: String::new(),
        guest_phone: String::new(),
        forced: false,
        starts_at: now,
        ends_at: now,
        time_zone: location.time_zone.clone(),
        service_name: service.name.clone(),
        price: service.price,
        currency: service.currency.clone(),
        terms: offered.agreement.to_text()?,
        reschedules: 0,
        note: String::new(),
        created_at: now,
        updated_at: now,
        version: 1,
    })
}
