//! Clients are reminded of what is to begin soon.

use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::About;
use frontdesk_notify::outbox::{self, Letter};

use super::announce::{AT_ONCE, known};
use crate::error::BookingError;
use crate::letters::{House, letters};
use crate::notice::Notices;
use crate::store::reminders::{self, Reminder};

/// Sends the reminders whose time has come; tells how many letters that makes.
///
/// Whether somebody is still to come then is asked in the transaction that queues the letter.
pub async fn remind(catalogue: &Catalogue, now: Timestamp) -> Result<usize, BookingError> {
    let (desk, shared) = (catalogue.desk(), catalogue.clone());
    let read = async move |tx: &mut Tx| {
        let due = reminders::due(tx, now, AT_ONCE).await?;
        let (bookings, contacts) = known(tx, &shared, due.iter().map(|reminder| reminder.booking_id)).await?;
        Ok::<_, DbError>((due, bookings, contacts))
    };
    let (due, bookings, contacts) = desk.db.read(read).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let house = House::of(desk);
    let notices = Notices { client: Some(About::Reminder), specialist: None };
    // Where several are due at once, because nobody looked for some hours, the last one says it all.
    let is_last =
        |one: &Reminder| !due.iter().any(|other| other.booking_id == one.booking_id && other.hours < one.hours);
    let of_reminder = |reminder: &Reminder| match bookings.get(&reminder.booking_id).filter(|_| is_last(reminder)) {
        Some(shown) => (*reminder, letters(notices, shown, (&contacts, &house), (reminder.starts_at, None))),
        None => (*reminder, Vec::new()),
    };
    let ready: Vec<(Reminder, Vec<Letter>)> = due.iter().map(of_reminder).collect();
    let send = async move |tx: &mut Tx| {
        let mut sent = 0;
        for (reminder, letters) in &ready {
            if reminders::take(tx, *reminder, now).await? {
                outbox::enqueue_all(tx, letters, now).await?;
                sent += letters.len();
            }
        }
        Ok::<_, DbError>(sent)
    };
    Ok(desk.db.write(send).await?)
}
