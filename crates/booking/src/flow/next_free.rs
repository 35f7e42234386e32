//! Somebody wants to come as soon as they can.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::{Dates, Tick};
use jiff::ToSpan;

use crate::calendar::{Offered, offered};
use crate::error::BookingError;

/// The first start of a service that can be booked now; `None` when there is none up to its horizon,
/// which is 366 dates off at most: six steps.
pub async fn next_free(
    tx: &mut Tx,
    model: &Model,
    service: PublicId,
    location: Option<PublicId>,
    now: Timestamp,
) -> Result<(Offered, Option<Tick>), BookingError> {
    let offered = offered(tx, model, service, (location, "location")).await?;
    let (mut first, ahead) = (offered.diary.date(now), offered.agreement.horizon_days);
    let end = first.saturating_add(ahead.days());
    while first < end {
        let last = first.saturating_add((Dates::MOST - 1).days()).min(Dates::LATEST);
        let Ok(dates) = Dates::new(first, last) else { break };
        let found = offered.diary.pages(tx, dates).await?.starts(now, now).next();
        if found.is_some() {
            return Ok((offered, found));
        }
        first = first.saturating_add(Dates::MOST.days());
    }
    Ok((offered, None))
}
