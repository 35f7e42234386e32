//! Bookings beside those whom they bring together.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::cards::{Card, Cards};
use frontdesk_kit::db::{DbError, Tx};

use crate::model::{Booking, BookingId};
use crate::store::beside::{self, Beside};
use crate::store::items::{self, ItemRow};

/// A booking with everything that is shown of it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub booking: Booking,
    pub beside: Option<Beside>,
    /// The services of a visit that has several.
    pub items: Vec<ItemRow>,
    pub specialist: Option<Arc<Card>>,
    pub client: Option<Arc<Card>>,
}

/// `bookings` with what is shown of them, in the same order.
pub async fn beside(tx: &mut Tx, cards: &Cards, bookings: Vec<Booking>) -> Result<Vec<Shown>, DbError> {
    let found = beside::of(tx, &bookings).await?;
    let mut found: HashMap<BookingId, Beside> = found.into_iter().map(|beside| (beside.booking_id, beside)).collect();
    let mut items: HashMap<BookingId, Vec<ItemRow>> = HashMap::new();
    for item in items::of(tx, &bookings).await? {
        items.entry(item.booking_id).or_default().push(item);
    }
    let people = bookings.iter().flat_map(|booking| [booking.specialist_id, booking.client_id]);
    let mut people: Vec<UserId> = people.flatten().collect();
    people.sort_unstable();
    people.dedup();
    let cards = cards.of(tx, &people).await?;
    let card = |user: Option<UserId>| user.and_then(|user| cards.get(&user).cloned());
    let shown = |booking: Booking| Shown {
        beside: found.remove(&booking.id),
        items: items.remove(&booking.id).unwrap_or_default(),
        specialist: card(booking.specialist_id),
        client: card(booking.client_id),
        booking,
    };
    Ok(bookings.into_iter().map(shown).collect())
}
