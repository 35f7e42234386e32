//! Somebody wants to come as soon as they can.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_schedule::Dates;
use jiff::ToSpan;

use super::slots::{Slot, merged};
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
        let found = merged(&offered.pages(tx, dates, now).await?, now).into_iter().next();
        if found.is_some() {
            return Ok((offered, found));
        }
        first = first.saturating_add(Dates::MOST.days());
    }
    Ok((offered, None))
}
