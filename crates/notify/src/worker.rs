//! The worker that empties the outbox.

use std::time::Duration;

use frontdesk_kit::clock::{Clock, Timestamp};
use frontdesk_kit::db::{Db, DbError};
use tokio::task::{JoinError, JoinSet};

use crate::outbox::{self, Due, MAIL, SMS};
use crate::sender::Sender;

/// How often the outbox is looked at.
const PACE: Duration = Duration::from_secs(1);
/// Letters taken at a time.
const BATCH: i64 = 20;
/// Letters of one channel that are on their way at once.
const AT_ONCE: usize = 4;
/// After so many failures a letter is given up.
const TRIES: i64 = 12;
/// The first pause after a failure, in seconds; it doubles up to a day. Longer than any attempt, so that no other
/// node takes a letter that is on its way.
const FIRST_PAUSE_SECONDS: i64 = 30;
const LONGEST_PAUSE_SECONDS: i64 = 86_400;

/// What an attempt to deliver needs.
#[derive(Clone)]
pub struct Worker {
    pub db: Db,
    pub clock: Clock,
    pub sender: Sender,
}

impl Worker {
    /// Delivers letters for ever; end it by aborting its task. The channels do not wait for each other.
    pub async fn run(self) {
        tokio::join!(self.empty(MAIL), self.empty(SMS));
    }

    async fn empty(&self, channel: &'static str) {
        loop {
            match self.deliver_due(channel).await {
                // While there are more, they follow at once.
                Ok(taken) if taken > 0 => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(channel, %error, "the outbox could not be emptied"),
            }
            self.sender.rest(channel).await;
            tokio::time::sleep(PACE).await;
        }
    }

    /// Tries what is due now, a few at once; tells how many letters of `channel` were tried. Each arrives at least
    /// once: a crash between sending and noting it sends again.
    pub async fn deliver_due(&self, channel: &'static str) -> Result<usize, DbError> {
        let now = self.clock.now();
        let due = self.db.read(async move |tx| outbox::due(tx, channel, now, BATCH).await).await?;
        let (mut under_way, mut tried) = (JoinSet::new(), 0);
        for letter in due {
            while under_way.len() >= AT_ONCE {
                tried += count(under_way.join_next().await);
            }
            let worker = self.clone();
            under_way.spawn(async move { worker.deliver(letter).await });
        }
        while let Some(done) = under_way.join_next().await {
            tried += count(Some(done));
        }
        Ok(tried)
    }

    /// Tries one letter; `false` when it was another node's.
    async fn deliver(&self, letter: Due) -> Result<bool, DbError> {
        let now = self.clock.now();
        let pause = FIRST_PAUSE_SECONDS.saturating_mul(1 << letter.attempts.clamp(0, 20)).min(LONGEST_PAUSE_SECONDS);
        let taken = letter.clone();
        if !self.db.write(async move |tx| outbox::take(tx, &taken, now.plus(pause)).await).await? {
            return Ok(false);
        }
        if letter.expires_at().is_some_and(|expires_at| expires_at <= now) {
            tracing::warn!(letter = letter.id, template = letter.template, "a letter was given up: it has expired");
            return self.give_up(letter.id, now).await;
        }
        let Err(failure) = self.sender.send(&letter).await else {
            return self.settle(letter.id, now).await;
        };
        let (attempt, is_over) = (letter.attempts + 1, failure.is_final() || letter.attempts + 1 >= TRIES);
        let outcome = if is_over { "a letter was given up" } else { "a letter could not be delivered yet" };
        tracing::warn!(letter = letter.id, template = letter.template, attempt, %failure, "{outcome}");
        if is_over { self.give_up(letter.id, now).await } else { Ok(true) }
    }

    async fn settle(&self, id: i64, now: Timestamp) -> Result<bool, DbError> {
        self.db.write(async move |tx| outbox::delivered(tx, id, now).await).await.map(|()| true)
    }

    async fn give_up(&self, id: i64, now: Timestamp) -> Result<bool, DbError> {
        self.db.write(async move |tx| outbox::gave_up(tx, id, now).await).await.map(|()| true)
    }
}

/// One if a letter was tried. What else may have happened does not keep the others back; the letter's pause is set.
fn count(done: Option<Result<Result<bool, DbError>, JoinError>>) -> usize {
    match done {
        Some(Ok(Ok(tried))) => usize::from(tried),
        Some(Ok(Err(error))) => {
            tracing::warn!(%error, "a letter's state could not be noted");
            0
        }
        Some(Err(_)) => {
            tracing::error!("delivering a letter panicked");
            0
        }
        None => 0,
    }
}
