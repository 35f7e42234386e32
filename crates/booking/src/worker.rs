//! What goes on beside the requests: people are told what became of bookings and reminded of those to come, those
//! who wait are offered what has come free, other programs hear of it all.

use std::collections::HashMap;
use std::time::Duration;

use frontdesk_catalogue::Catalogue;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbound::{Outbound, Reach};
use tokio::task::JoinHandle;

use crate::error::BookingError;
use crate::flow::{self, Courier};
use crate::store::{changes, webhooks};
use crate::webhook::{Webhook, WebhookId};

/// How often it is looked for something to tell.
const PACE: Duration = Duration::from_secs(1);
/// How long those who book have the writer to themselves between two looks, while there is more to tell: a rush of bookings
/// goes before the letters about them.
const BREATH: Duration = Duration::from_millis(25);
/// Deliveries that are on their way at once, to all webhooks together: enough for each to have all of its own.
const OUTBOUND: usize = 80;

/// Tells what is to be told. Several nodes may do so at once: what one has seen to, no other does.
#[derive(Clone)]
pub struct Worker {
    courier: Courier,
    reminder_hours: Vec<i64>,
}

impl Worker {
    /// One that reminds clients so many hours before the start, and sends as far as `reach`.
    pub fn new(catalogue: Catalogue, reminder_hours: Vec<i64>, reach: Reach) -> Self {
        Self { courier: Courier { catalogue, outbound: Outbound::new(reach, OUTBOUND) }, reminder_hours }
    }

    /// Works for ever; end it by aborting its task.
    pub async fn run(self) {
        tokio::join!(self.adopt(), self.tell(), self.serve(), self.deliver());
    }

    /// Whoever reads changes hears also of what came with a dump; once, at the start.
    async fn adopt(&self) {
        let desk = self.courier.catalogue.desk();
        while let Err(error) = desk.db.write(async |tx: &mut Tx| changes::adopt(tx).await).await {
            let error: DbError = error;
            tracing::warn!(%error, "changes that came with a dump could not be adopted");
            tokio::time::sleep(PACE).await;
        }
    }

    async fn tell(&self) {
        loop {
            match self.round().await {
                // While there is more, it follows soon.
                Ok(true) => tokio::time::sleep(BREATH).await,
                Ok(false) => tokio::time::sleep(PACE).await,
                Err(error) => {
                    tracing::warn!(%error, "people could not be told about bookings");
                    tokio::time::sleep(PACE).await;
                }
            }
        }
    }

    /// Offers what has come free to those who wait.
    async fn serve(&self) {
        loop {
            let now = self.courier.catalogue.desk().clock.now();
            match flow::serve_waitlist(&self.courier.catalogue, now).await {
                Ok(count) if count >= flow::MANY_WAITING => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "those who wait could not be served"),
            }
            tokio::time::sleep(PACE).await;
        }
    }

    /// One look; `true` when there is probably more.
    async fn round(&self) -> Result<bool, BookingError> {
        let now = self.courier.catalogue.desk().clock.now();
        let told = flow::announce(&self.courier.catalogue, &self.reminder_hours, now).await?;
        let reminded = flow::remind(&self.courier.catalogue, now).await?;
        Ok(told.max(reminded) >= flow::MANY_NOTICES)
    }

    /// Each webhook has a task of its own, so that none waits for another.
    async fn deliver(&self) {
        let mut under_way = UnderWay::default();
        loop {
            let found = self.courier.catalogue.desk().db.read(async |tx| webhooks::all(tx).await).await;
            match found {
                Ok(found) => under_way.keep(&self.courier, found),
                Err(error) => {
                    let error: DbError = error;
                    tracing::warn!(%error, "webhooks could not be read");
                }
            }
            tokio::time::sleep(PACE).await;
        }
    }
}

/// The deliveries to each webhook; aborted when this is dropped.
#[derive(Default)]
struct UnderWay(HashMap<WebhookId, JoinHandle<()>>);

impl UnderWay {
    /// Lets every webhook hear what is due, unless it still hears what was.
    fn keep(&mut self, courier: &Courier, webhooks: Vec<Webhook>) {
        self.0.retain(|_, task| !task.is_finished());
        for webhook in webhooks.into_iter().filter(|webhook| webhook.disabled_at.is_none()) {
            let courier = courier.clone();
            self.0.entry(webhook.id).or_insert_with(|| tokio::spawn(deliver_all(courier, webhook)));
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        for task in self.0.values() {
            task.abort();
        }
    }
}

/// Delivers what `webhook` is to hear now, until there is nothing more.
async fn deliver_all(courier: Courier, webhook: Webhook) {
    loop {
        let now = courier.catalogue.desk().clock.now();
        match flow::deliver_due(&courier, webhook.id, now).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(webhook = %webhook.public_id, %error, "a webhook could not be told");
                return;
            }
        }
    }
}
