//! What goes on beside the requests.

use frontdesk_accounts::desk::Desk;
use frontdesk_notify::worker::Worker;
use tokio::task::JoinHandle;

use crate::config::Settings;
use crate::{app, operator};

/// Background tasks; all of them may be cut off at any moment, for what they do is either committed or not.
pub struct Work(Vec<JoinHandle<()>>);

/// Starts the delivery of letters, the removal of what is old, the sealing of the record of events, and an ear for the
/// operator.
pub fn start(desk: &Desk, settings: &Settings) -> Work {
    let worker = Worker { db: desk.db.clone(), clock: desk.clock.clone(), sender: settings.delivery.sender() };
    Work(vec![
        tokio::spawn(worker.run()),
        tokio::spawn(app::keep_tidy(desk.clone())),
        tokio::spawn(app::keep_sealed(desk.clone())),
        tokio::spawn(operator::take_orders(desk.clone())),
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
