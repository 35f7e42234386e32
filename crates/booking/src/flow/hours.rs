//! The hours of a location, and whom they leave out.

use frontdesk_accounts::caller::Caller;
use frontdesk_catalogue::cards::Cards;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_schedule::store::hours as stored;
use frontdesk_schedule::{Dates, DayNumber, Location, Override, Rule};

use super::{Shown, beside, stranded};
use crate::error::BookingError;

/// When a location is open, and who is to come although it is not.
#[derive(Clone, Debug)]
pub struct Hours {
    pub location: Location,
    pub rules: Vec<Rule>,
    /// What is different on dates to come, by date.
    pub overrides: Vec<Override>,
    pub stranded: Vec<Shown>,
}

/// The hours of `location` as they are now: what every change of them ends with.
pub async fn hours(
    tx: &mut Tx,
    cards: &Cards,
    caller: &Caller,
    location: Location,
    now: Timestamp,
) -> Result<Hours, BookingError> {
    let (first, last) = (DayNumber::ahead(now), DayNumber::from(Dates::LATEST));
    let left_out = stranded(tx, caller, &location, now).await?;
    Ok(Hours {
        rules: stored::rules(tx, location.id).await?,
        overrides: stored::overrides(tx, location.id, first, last).await?,
        stranded: beside(tx, cards, left_out).await?,
        location,
    })
}
