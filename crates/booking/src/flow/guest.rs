//! Somebody without an account books, and manages their booking by its secret.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::identifier::{Email, Phone};
use frontdesk_accounts::store::users;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::locale::Lang;
use frontdesk_notify::outbox::{self, Letter};

use super::book::make;
use super::party::Party;
use super::{beside, cancel, reschedule};
use crate::error::BookingError;
use crate::letters::House;
use crate::model::{Booking, Guest, Side, Source, Wish};
use crate::store::guests;

/// What a guest manages their booking with: the secret itself, which nothing keeps, its link if the operator has one, and
/// as what it is kept.
#[derive(Clone)]
pub struct Secret {
    pub token: String,
    pub link: Option<String>,
    pub hash: Vec<u8>,
}

/// Books what `wish` asks for in the name of `guest`, to whom the secret is sent too. Whoever books in the name of strangers
/// from the same `source` has only so many written to, and is not told that no more are.
pub async fn book_as_guest(
    tx: &mut Tx,
    catalogue: &Catalogue,
    (wish, guest): (&Wish, Guest),
    (secret, lang, source): (&Secret, Lang, &str),
    public_id: PublicId,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let desk = catalogue.desk();
    let party = Party { guest, source: Source::Guest, ..Party::default() };
    let booking = make(tx, &desk.model, wish, party, public_id, now).await?;
    guests::keep_secret(tx, booking.id, &secret.hash).await?;
    let contact = if booking.guest_email.is_empty() { &booking.guest_phone } else { &booking.guest_email };
    if desk.limits.may_write(tx, contact, source, now).await? {
        let letter = letter(&booking, secret).with_lang(lang);
        let shown = beside(tx, catalogue.cards(), vec![booking.clone()]).await?.pop();
        let letter = match &shown {
            Some(shown) => House::of(desk).invites(letter, shown, Side::Client),
            None => letter,
        };
        outbox::enqueue(tx, &letter, now).await?;
    }
    Ok(booking)
}

/// Characters of a service's name in a text message: its specialist writes it, and somebody else reads it.
const NAME_IN_SMS: usize = 60;

fn letter(booking: &Booking, secret: &Secret) -> Letter {
    let (name, when) = (booking.service_name.as_str(), when(booking));
    let shown = (secret.link.as_deref(), secret.token.as_str());
    match booking.guest_email.as_str() {
        "" => {
            let name: String = name.chars().take(NAME_IN_SMS).collect();
            Letter::guest_booking_sms(&booking.guest_phone, (&name, when), shown)
        }
        email => Letter::guest_booking(email, (name, when), shown),
    }
}

/// The start as the clocks of the location show it: `2030-05-06 12:00 (Europe/Moscow)`.
fn when(booking: &Booking) -> String {
    let zone = jiff::tz::TimeZone::get(&booking.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let start = jiff::Timestamp::from(booking.starts_at).to_zoned(zone);
    format!("{} ({})", start.strftime("%Y-%m-%d %H:%M"), booking.time_zone)
}

/// The booking that the secret opens which is kept as `hash`.
pub async fn get_as_guest(tx: &mut Tx, hash: &[u8]) -> Result<Booking, BookingError> {
    guests::find(tx, hash).await?.ok_or(BookingError::NotFound)
}

/// Cancels it as its client.
pub async fn cancel_as_guest(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Booking, BookingError> {
    let booking = get_as_guest(tx, hash).await?;
    cancel::cancel_by(tx, booking, (Side::Client, None), now).await
}

/// Moves it as its client.
pub async fn reschedule_as_guest(
    tx: &mut Tx,
    model: &Model,
    hash: &[u8],
    starts_at: Timestamp,
    now: Timestamp,
) -> Result<Booking, BookingError> {
    let booking = get_as_guest(tx, hash).await?;
    reschedule::shift(tx, model, booking, (Side::Client, None), starts_at, now).await
}

/// Gives the caller the bookings that somebody without an account has made with an address or a number which the caller has
/// shown to be theirs; their secrets open nothing from now on. Tells how many there were.
pub async fn claim_guest_bookings(tx: &mut Tx, caller: &Caller, now: Timestamp) -> Result<u64, BookingError> {
    let account = users::find(tx, caller.user_id).await?.ok_or(BookingError::NotFound)?;
    let email = account.email.filter(|_| account.email_verified_at.is_some());
    let email = email.and_then(|text| Email::parse(&text).ok());
    let phone = account.phone.filter(|_| account.phone_verified_at.is_some());
    let phone = phone.and_then(|text| Phone::parse(&text).ok());
    let email = email.as_ref().map_or("", Email::key);
    let phone = phone.as_ref().and_then(Phone::key).unwrap_or_default();
    Ok(guests::adopt(tx, caller.user_id, (email, phone), now).await?)
}
