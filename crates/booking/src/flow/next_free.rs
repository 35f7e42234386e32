//! Somebody wants to come as soon as they can.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_schedule::Dates;
use jiff::ToSpan;

use super::slots::{Slot, merged, together};
use crate::candidates::offered;
use crate::error::BookingError;
use crate::offering::{Offered, Visit};

/// The first start of a visit that can be booked now; `None` when there is none up to its horizon,
/// which is 366 dates off at most: six steps.
pub async fn next_free(
    tx: &mut Tx,
    model: &Model,
    visit: &Visit,
    now: Timestamp,
) -> Result<(Offered, Option<Slot>), BookingError> {
    let offered = offered(tx, model, visit).await?;
    let ahead = offered.candidates.iter().map(|candidate| candidate.agreement.horizon_days).fold(0, i64::max);
    let mut first = offered.diary()?.date(now);
    let end = first.saturating_add(ahead.days());
    while first < end {
        let last = first.saturating_add((Dates::MOST - 1).days()).min(Dates::LATEST);
        let Ok(dates) = Dates::new(first, last) else { break };
        let found = soonest(tx, &offered, dates, now).await?;
        if found.is_some() {
            return Ok((offered, found));
        }
        first = first.saturating_add(Dates::MOST.days());
    }
    Ok((offered, None))
}

/// The first start on `dates`. Of each further performer only the dates up to the best so far are looked at.
async fn soonest(tx: &mut Tx, offered: &Offered, dates: Dates, now: Timestamp) -> Result<Option<Slot>, BookingError> {
    let (mut best, mut until): (Vec<Slot>, Dates) = (Vec::new(), dates);
    for candidate in &offered.candidates {
        let pages = candidate.diary.pages(tx, until, now).await?;
        best.extend(merged(&[(candidate, pages)], now).into_iter().next());
        let first = best.iter().map(|slot| slot.starts_at).min();
        let last = first.map(|first| candidate.diary.date(first));
        until = last.and_then(|last| Dates::new(dates.first(), last).ok()).unwrap_or(until);
    }
    // Those who begin at the same moment, for as long and as much, are one slot.
    Ok(together(best).into_iter().next())
}
