//! Those whom it concerns hear what became of bookings.

use std::collections::HashMap;

use frontdesk_accounts::limits::Limits;
use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_notify::outbox::{self, Letter};

use super::{Shown, beside};
use crate::error::BookingError;
use crate::letters::{Contacts, House, letters};
use crate::model::{Booking, BookingId};
use crate::notice;
use crate::store::deliveries::{self, NewDelivery};
use crate::store::notices::{self, Event};
use crate::store::{reminders, waitlist, webhooks};
use crate::webhook::{EventKind, Webhook};

/// Events that are seen to in one transaction: bookings wait meanwhile.
pub(crate) const AT_ONCE: i64 = 25;

/// What is to be said of an event.
#[derive(Clone)]
struct Ready {
    event: Event,
    letters: Vec<Letter>,
    /// By whose doing somebody without an account is written to, who has shown of no address that it is theirs; and where.
    stranger: Option<(UserId, [String; 2])>,
    deliveries: Vec<NewDelivery>,
}

/// Sees to events that nobody has seen to yet, the oldest first: queues letters and what webhooks are to hear, and plans
/// reminders, `hours` before the start; where time was given back, it is looked anew for those who wait. Tells how many there
/// were.
///
/// What is written is made ready outside of the transaction, which then only notes it: bookings wait for the same writer.
pub async fn announce(catalogue: &Catalogue, hours: &[i64], now: Timestamp) -> Result<usize, BookingError> {
    let (desk, shared) = (catalogue.desk(), catalogue.clone());
    let read = async move |tx: &mut Tx| {
        let events = notices::pending(tx, AT_ONCE).await?;
        let (bookings, contacts) = known(tx, &shared, events.iter().map(|event| event.booking_id)).await?;
        Ok::<_, DbError>((events, bookings, contacts, webhooks::all(tx).await?))
    };
    let (events, bookings, contacts, hooks) = desk.db.report(read).await?;
    if events.is_empty() {
        return Ok(0);
    }
    let house = House::of(desk);
    let prepare = |event: Event| {
        let letters = bookings.get(&event.booking_id).map(|shown| {
            let told = notice::of(&event, &shown.booking, now);
            letters(told, shown, (&contacts, &house), (event.starts_at, event.before_starts_at))
        });
        let new = |(webhook, kind): (&Webhook, EventKind)| NewDelivery {
            public_id: PublicId(desk.entropy.uuid(now)),
            webhook: webhook.id,
            kind,
        };
        let deliveries = listeners(&hooks, &event).map(new).collect();
        let stranger = bookings.get(&event.booking_id).and_then(|shown| stranger(&shown.booking));
        Ready { event, letters: letters.unwrap_or_default(), stranger, deliveries }
    };
    let ready: Vec<Ready> = events.into_iter().map(prepare).collect();
    let (count, hours) = (ready.len(), hours.to_vec());
    let limits = desk.limits.clone();
    desk.db.write(async move |tx: &mut Tx| note(tx, &ready, (&limits, &hours), now).await).await?;
    Ok(count)
}

/// Who is a stranger to a letter about `booking`: somebody without an account, of whom anybody may have said that they come.
fn stranger(booking: &Booking) -> Option<(UserId, [String; 2])> {
    let specialist = booking.specialist_id?;
    booking.client_id.is_none().then(|| (specialist, [booking.guest_email.clone(), booking.guest_phone.clone()]))
}

/// The webhooks that are to hear of `event`.
fn listeners<'a>(hooks: &'a [Webhook], event: &Event) -> impl Iterator<Item = (&'a Webhook, EventKind)> {
    let kind = EventKind::of(&event.kind);
    let listens = move |hook: &'a Webhook| Some((hook, kind.filter(|kind| hook.wants(*kind))?));
    hooks.iter().filter(|hook| hook.disabled_at.is_none()).filter_map(listens)
}

/// Queues what is ready for those events that nobody else was faster with.
async fn note(tx: &mut Tx, ready: &[Ready], (limits, hours): (&Limits, &[i64]), now: Timestamp) -> Result<(), DbError> {
    let events: Vec<Event> = ready.iter().map(|ready| ready.event.clone()).collect();
    let taken = notices::take(tx, &events, now).await?;
    let own: Vec<&Ready> = ready.iter().filter(|ready| taken.contains(&ready.event.position)).collect();
    let mut queued: Vec<Letter> = Vec::new();
    for ready in &own {
        for letter in &ready.letters {
            let by = ready.stranger.as_ref().filter(|(_, contacts)| contacts.contains(&letter.recipient));
            let may_write = match by {
                Some((specialist, _)) => limits.may_tell_guest(tx, &letter.recipient, *specialist, now).await?,
                None => true,
            };
            queued.extend(may_write.then(|| letter.clone()));
        }
    }
    outbox::enqueue_all(tx, &queued, now).await?;
    for ready in &own {
        deliveries::queue(tx, &ready.event, &ready.deliveries, now).await?;
    }
    let freed = own.iter().filter(|ready| ready.event.frees()).map(|ready| ready.event.booking_id);
    waitlist::freed(tx, &freed.collect::<Vec<_>>(), now).await?;
    let mut bookings: Vec<BookingId> = own.iter().map(|ready| ready.event.booking_id).collect();
    bookings.sort_unstable();
    bookings.dedup();
    reminders::plan(tx, &bookings, hours).await
}

/// The bookings with these numbers, and how those can be told whom they bring together.
pub(super) async fn known(
    tx: &mut Tx,
    catalogue: &Catalogue,
    ids: impl Iterator<Item = BookingId>,
) -> Result<(HashMap<BookingId, Shown>, Contacts), DbError> {
    let mut ids: Vec<BookingId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let found: Vec<Booking> = notices::bookings(tx, &ids).await?;
    let mut people: Vec<UserId> =
        found.iter().flat_map(|booking| [booking.client_id, booking.specialist_id]).flatten().collect();
    people.sort_unstable();
    people.dedup();
    let contacts = notices::contacts(tx, &people).await?;
    let shown = beside(tx, catalogue.cards(), found).await?;
    Ok((
        shown.into_iter().map(|shown| (shown.booking.id, shown)).collect(),
        contacts.into_iter().map(|contact| (contact.user_id, contact)).collect(),
    ))
}
