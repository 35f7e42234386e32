//! The worker that empties the outbox.

use std::time::Duration;

use frontdesk_kit::clock::Clock;
use frontdesk_kit::db::{Db, DbError};

use crate::outbox::{self, Due};
use crate::sender::FileSender;

/// How often the outbox is looked at.
const PACE: Duration = Duration::from_secs(1);
/// Letters taken at a time.
const BATCH: i64 = 20;
/// After so many failures a letter is given up.
const TRIES: i64 = 12;
/// The first pause after a failure, in seconds; it doubles up to a day.
const FIRST_PAUSE_SECONDS: i64 = 30;
const LONGEST_PAUSE_SECONDS: i64 = 86_400;

/// Delivers letters for ever; end it by aborting its task.
pub async fn run(db: Db, clock: Clock, sender: FileSender) {
    loop {
        if let Err(error) = deliver_due(&db, &clock, &sender).await {
            tracing::warn!(%error, "the outbox could not be emptied");
        }
        tokio::time::sleep(PACE).await;
    }
}

/// Delivers what is due now; tells how many letters went out. At least once each: a crash between sending
/// and noting it sends again.
pub async fn deliver_due(db: &Db, clock: &Clock, sender: &FileSender) -> Result<usize, DbError> {
    let now = clock.now();
    let due = db.read(async move |tx| outbox::due(tx, now, BATCH).await).await?;
    let mut count = 0;
    for letter in due {
        count += usize::from(deliver(db, clock, sender, letter).await?);
    }
    Ok(count)
}

async fn deliver(db: &Db, clock: &Clock, sender: &FileSender, letter: Due) -> Result<bool, DbError> {
    let now = clock.now();
    let pause = FIRST_PAUSE_SECONDS.saturating_mul(1 << letter.attempts.clamp(0, 20)).min(LONGEST_PAUSE_SECONDS);
    let taken = letter.clone();
    if !db.write(async move |tx| outbox::take(tx, &taken, now.plus(pause)).await).await? {
        return Ok(false);
    }
    let (id, last) = (letter.id, letter.attempts + 1 >= TRIES);
    let (sender, sent) = (sender.clone(), letter);
    let sent = tokio::task::spawn_blocking(move || sender.send(&sent)).await;
    match sent {
        Ok(Ok(())) => db.write(async move |tx| outbox::delivered(tx, id, now).await).await.map(|()| true),
        failed => {
            tracing::warn!(letter = id, ?failed, "a letter could not be delivered");
            if last {
                db.write(async move |tx| outbox::gave_up(tx, id, now).await).await?;
            }
            Ok(false)
        }
    }
}
