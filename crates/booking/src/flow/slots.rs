//! Somebody looks for a free time.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_schedule::{Dates, DatesError, Tick};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::calendar::{Offered, offered};
use crate::error::BookingError;

/// Dates that are shown unless the last one is said.
const DATES: i64 = 31;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub service: PublicId,
    /// Without, the specialist's only one.
    pub location: Option<PublicId>,
    /// The first local date; without, today.
    pub from: Option<Date>,
    /// The last; without, a month after the first.
    pub to: Option<Date>,
}

/// What is free.
#[derive(Clone, Debug)]
pub struct Slots {
    pub offered: Offered,
    pub dates: Dates,
    pub starts: Vec<Tick>,
}

/// The starts that can be booked now on the dates that are `wanted`: nothing about who has taken the others.
pub async fn slots(tx: &mut Tx, model: &Model, wanted: Wanted, now: Timestamp) -> Result<Slots, BookingError> {
    let offered = offered(tx, model, wanted.service, (wanted.location, "location")).await?;
    let dates = dates(offered.diary.date(now), wanted)?;
    let pages = offered.diary.pages(tx, dates).await?;
    let starts = pages.starts(now, now).collect();
    Ok(Slots { offered, dates, starts })
}

/// The dates that are wanted, asked on `today`.
fn dates(today: Date, wanted: Wanted) -> Result<Dates, Invalid> {
    let first = wanted.from.unwrap_or(today);
    let last = wanted.to.unwrap_or_else(|| first.saturating_add((DATES - 1).days()));
    let refused = |field, code, key, (name, date): (&'static str, Date)| {
        Invalid::one(field, code, Message::new(key).arg(name, date.to_string()))
    };
    Dates::new(first, last).map_err(|error| match error {
        DatesError::Reversed => refused("to", "too_small", "field-too-small", ("min", first)),
        DatesError::TooMany => {
            refused("to", "too_large", "field-too-large", ("max", first.saturating_add((Dates::MOST - 1).days())))
        }
        DatesError::FarAway if first < Dates::EARLIEST => {
            refused("from", "too_small", "field-too-small", ("min", Dates::EARLIEST))
        }
        DatesError::FarAway => {
            let field = if first > Dates::LATEST { "from" } else { "to" };
            refused(field, "too_large", "field-too-large", ("max", Dates::LATEST))
        }
    })
}
