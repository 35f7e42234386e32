//! What goes on beside the requests.

use frontdesk_booking::Bookings;
use frontdesk_notify::worker::Worker;
use tokio::task::JoinHandle;

use crate::config::Settings;
use crate::{app, operator};

/// Background tasks; all of them may be cut off at any moment, for what they do is either committed or not.
pub struct Work(Vec<JoinHandle<()>>);

/// Starts the delivery of letters and of what becomes of bookings, the removal of what is old, the sealing of the record
/// of events, the reading of calendars that are kept elsewhere, and an ear for the operator; keeps the index of free times.
pub fn start(bookings: &Bookings, settings: &Settings) -> Work {
    let desk = bookings.desk();
    let worker = Worker { db: desk.db.clone(), clock: desk.clock.clone(), sender: settings.delivery.sender() };
    let catalogue = bookings.catalogue().clone();
    Work(vec![
        tokio::spawn(worker.run()),
        tokio::spawn(
            frontdesk_booking::Worker::new(catalogue, settings.notices.reminder_hours.clone(), settings.notices.reach)
                .run(),
        ),
        tokio::spawn(app::keep_tidy(desk.clone())),
        tokio::spawn(app::keep_sealed(desk.clone())),
        tokio::spawn(app::keep_calendars(bookings.clone())),
        tokio::spawn(operator::take_orders(desk.clone())),
        tokio::spawn(bookings.clone().keep_searchable()),
    ])
}

impl Work {
    /// Ends them.
    pub fn end(self) {
        for task in self.0 {
            task.abort();
        }
    }
}
