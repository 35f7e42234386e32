//! What is no longer needed goes.

use std::time::{Duration, SystemTime};

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::once;
use frontdesk_accounts::store::{attempts, devices, invitations, proofs, sessions};
use frontdesk_booking::BookingError;
use frontdesk_booking::flow::{Expired, expire, expire_holds};
use frontdesk_booking::store::{calendar_changes, deliveries, guests, reminders, waitlist};
use frontdesk_catalogue::store::changes;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_notify::outbox;

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// How often it is looked for.
const PACE: Duration = Duration::from_secs(10 * 60);
/// How long ended sessions can still be told from those that never were.
const SESSIONS: i64 = 30 * DAY;
/// How long invitations can be looked at after their time.
const INVITATIONS: i64 = 90 * DAY;
/// How long letters that were delivered, or given up, are kept.
const LETTERS: i64 = 30 * DAY;
/// Longer than any window in which attempts are counted.
const ATTEMPTS: i64 = 2 * DAY;
/// How long a device is known that does not come.
const DEVICES: i64 = 180 * DAY;
/// How long after a booking its specialist can see how to reach a client without an account.
const GUESTS: i64 = 90 * DAY;
/// How long clients see for what they waited.
const WAITLIST: i64 = 30 * DAY;
/// A picture that no profile shows may be one whose transaction is still on its way.
const PICTURES: Duration = Duration::from_secs(60 * 60);

/// Removes what has had its day, now and then for ever; end it by aborting its task.
pub async fn keep_tidy(desk: Desk) {
    loop {
        // The start itself has better things to do.
        tokio::time::sleep(PACE).await;
        if let Err(error) = tidy_rows(&desk, desk.clock.now()).await {
            tracing::warn!(%error, "old rows could not be removed");
        }
        tell("requests", expire(&desk.db, desk.clock.now()).await);
        tell("holds", expire_holds(&desk.db, desk.clock.now()).await);
        if let Err(error) = tidy_pictures(&desk).await {
            tracing::warn!(%error, "orphaned pictures could not be removed");
        }
    }
}

/// One transaction for each kind, so that nobody waits long for the writer.
async fn tidy_rows(desk: &Desk, now: Timestamp) -> Result<(), DbError> {
    let before = |age: i64| now.plus(-age);
    let old = before(SESSIONS);
    let mut gone = desk.db.write(async move |tx| sessions::sweep(tx, old).await).await?;
    let old = before(ATTEMPTS);
    gone += desk.db.write(async move |tx| attempts::sweep(tx, old).await).await?;
    gone += desk.db.write(async move |tx| once::sweep(tx, now).await).await?;
    gone += desk.db.write(async move |tx| changes::sweep(tx, now).await).await?;
    gone += desk.db.write(async move |tx| calendar_changes::sweep(tx, now).await).await?;
    gone += desk.db.write(async move |tx| proofs::sweep(tx, now).await).await?;
    let old = before(DEVICES);
    gone += desk.db.write(async move |tx| devices::sweep(tx, old).await).await?;
    let old = before(INVITATIONS);
    gone += desk.db.write(async move |tx| invitations::sweep(tx, old).await).await?;
    gone += desk.db.write(async move |tx| reminders::sweep(tx, now).await).await?;
    let old = before(LETTERS);
    gone += desk.db.write(async move |tx| deliveries::sweep(tx, old).await).await?;
    gone += desk.db.write(async move |tx| outbox::sweep(tx, old).await).await?;
    let old = before(WAITLIST);
    gone += desk.db.write(async move |tx| waitlist::sweep(tx, old).await).await?;
    let old = before(GUESTS);
    desk.db.write(async move |tx| guests::sweep(tx, old).await).await?;
    if gone > 0 {
        tracing::info!(rows = gone, "old rows were removed");
    }
    Ok(())
}

/// Tells what became of `what` nobody answered or booked in time; what is wrong with one is for the operator to know.
fn tell(what: &str, expired: Result<Expired, BookingError>) {
    match expired {
        Ok(expired) => {
            for (booking, error) in expired.faulty {
                tracing::warn!(what, %booking, %error, "one that had run out could not be ended");
            }
            if expired.ended > 0 {
                tracing::info!(what, expired = expired.ended, "those that had run out were ended");
            }
        }
        Err(error) => tracing::warn!(what, %error, "those that had run out could not be ended"),
    }
}

/// Removes files that no profile shows.
async fn tidy_pictures(desk: &Desk) -> Result<(), String> {
    let shown = desk.db.report(async |tx| shown(tx).await).await.map_err(|error: DbError| error.to_string())?;
    let shown: std::collections::HashSet<String> = shown.into_iter().map(|(name,)| name).collect();
    let media = desk.media.clone();
    let older_than = before_now(PICTURES);
    let swept = tokio::task::spawn_blocking(move || media.sweep(|name| shown.contains(name), older_than)).await;
    match swept.map_err(|error| error.to_string())?.map_err(|error| error.to_string())? {
        0 => {}
        gone => tracing::info!(pictures = gone, "orphaned pictures were removed"),
    }
    Ok(())
}

async fn shown(tx: &mut Tx) -> Result<Vec<(String,)>, DbError> {
    tx.all("select distinct avatar from profiles where avatar is not null", &[]).await
}

#[expect(
    clippy::disallowed_methods,
    reason = "compared with the file system's own moments, which no clock of ours moves"
)]
fn before_now(age: Duration) -> SystemTime {
    SystemTime::now() - age
}
