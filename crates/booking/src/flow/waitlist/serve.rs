//! Those who wait are served, one after another.

use frontdesk_catalogue::Catalogue;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use super::offer::{Prospect, look, offer};
use crate::error::BookingError;
use crate::flow::expire;
use crate::store::waitlist;
use crate::waiting::{Entry, EntryId};

/// Those for whom it is looked at once.
pub(crate) const AT_ONCE: i64 = 50;
/// When it is looked again although nothing was given back, in seconds: half an hour. Time comes free in other ways too.
const AGAIN_SECONDS: i64 = 1_800;

/// Offers what has come free to whoever has waited longest for it; tells for how many it was looked.
///
/// What is free is looked up outside of any writing; an offer decides anew in its own transaction.
pub async fn serve_waitlist(catalogue: &Catalogue, now: Timestamp) -> Result<usize, BookingError> {
    let desk = catalogue.desk();
    let (is_there, has_ended) = desk.db.read(async move |tx: &mut Tx| waitlist::is_there(tx, now).await).await?;
    if !is_there {
        return Ok(0);
    }
    for (hold, error) in expire::end_lapsed(&desk.db, now).await?.faulty {
        tracing::warn!(%hold, %error, "a hold that had run out could not be ended");
    }
    if has_ended {
        desk.db.write(async move |tx: &mut Tx| waitlist::turn(tx, now).await).await?;
    }
    let found = prospects(catalogue, now).await?;
    let count = found.len();
    let (mut later, mut over, mut given) = (Vec::new(), Vec::new(), Vec::new());
    for (entry, prospect) in found {
        match prospect {
            Prospect::Nothing => later.push(entry.id),
            Prospect::Over => over.push(entry.id),
            // Somebody before them has it, perhaps: it is looked anew.
            Prospect::Free(start) if given.contains(&(entry.service, start)) => {}
            Prospect::Free(start) => {
                given.push((entry.service, start));
                later.extend(in_vain(catalogue, entry, start, now).await?);
            }
        }
    }
    if !later.is_empty() || !over.is_empty() {
        desk.db.write(async move |tx: &mut Tx| note(tx, &later, &over, now).await).await?;
    }
    Ok(count)
}

async fn note(tx: &mut Tx, later: &[EntryId], over: &[EntryId], now: Timestamp) -> Result<(), DbError> {
    waitlist::postpone(tx, later, now.plus(AGAIN_SECONDS)).await?;
    waitlist::end(tx, over, now).await
}

/// What there is for those for whom it is to be looked now.
async fn prospects(catalogue: &Catalogue, now: Timestamp) -> Result<Vec<(Entry, Prospect)>, BookingError> {
    let db = &catalogue.desk().db;
    let due: Vec<Entry> = db.report(async move |tx: &mut Tx| waitlist::due(tx, now, AT_ONCE).await).await?;
    let mut found = Vec::with_capacity(due.len());
    for entry in due {
        let (shared, sought) = (catalogue.desk().clone(), entry.clone());
        // Each in a report of its own: other reports come in between, and one that takes too long ends alone.
        let looked = db.report(async move |tx: &mut Tx| look(tx, &shared.model, &sought, now).await).await;
        let prospect = match looked {
            Ok(prospect) => prospect,
            Err(BookingError::Store(error)) if is_down(&error) => return Err(error.into()),
            // One that is broken holds up no other.
            Err(error) => {
                tracing::warn!(entry = %entry.public_id, %error, "it could not be looked for a time");
                Prospect::Nothing
            }
        };
        found.push((entry, prospect));
    }
    Ok(found)
}

/// Whether it would fail for everybody.
fn is_down(error: &DbError) -> bool {
    matches!(error, DbError::Unavailable(_) | DbError::Full | DbError::InUse(_))
}

/// Offers `start`; the entry, if it is to be looked for it later because its client may not have it now.
async fn in_vain(
    catalogue: &Catalogue,
    entry: Entry,
    start: Timestamp,
    now: Timestamp,
) -> Result<Option<EntryId>, BookingError> {
    let (shared, id, name) = (catalogue.clone(), entry.id, entry.public_id);
    let public_id = PublicId(catalogue.desk().entropy.uuid(now));
    let give = async move |tx: &mut Tx| offer(tx, &shared, (&entry, start), public_id, now).await;
    match catalogue.desk().db.write(give).await {
        // Done, or somebody was faster: it is looked anew.
        Ok(()) | Err(BookingError::Stale | BookingError::SlotTaken { .. }) => Ok(None),
        Err(BookingError::Store(error)) if is_down(&error) => Err(error.into()),
        // Theirs for some reason of their own, such as that they come at that time already: they stand in nobody's way.
        Err(error) => {
            tracing::debug!(entry = %name, %error, "what is free could not be offered");
            Ok(Some(id))
        }
    }
}
