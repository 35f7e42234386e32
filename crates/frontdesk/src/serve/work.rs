//! What goes on beside the requests.

use frontdesk_accounts::desk::Desk;
use frontdesk_notify::sender::FileSender;
use frontdesk_notify::worker;
use tokio::task::JoinHandle;

use crate::app;
use crate::config::Settings;

/// Background tasks; all of them may be cut off at any moment, for what they do is either committed or not.
pub struct Work(Vec<JoinHandle<()>>);

/// Starts the delivery of letters and the removal of what is old.
pub fn start(desk: &Desk, settings: &Settings) -> Work {
    let sender = FileSender::new(&settings.delivery.mail, &settings.delivery.sms);
    Work(vec![
        tokio::spawn(worker::run(desk.db.clone(), desk.clock.clone(), sender)),
        tokio::spawn(app::keep_tidy(desk.clone())),
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
