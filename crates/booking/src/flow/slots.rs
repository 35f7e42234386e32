//! Somebody looks for a free time.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{Dates, DatesError, Tick};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::candidates::offered;
use crate::error::BookingError;
use crate::model::moment;
use crate::offering::{Candidate, Offered, Visit};
use crate::pages::Pages;

/// Dates that are shown unless the last one is said.
const DATES: i64 = 31;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub visit: Visit,
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
    /// The earliest first.
    pub slots: Vec<Slot>,
}

/// A time that can be booked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub price: Minor,
    /// The profiles of those who can be had then, for as long and as much.
    pub specialists: Vec<PublicId>,
    /// How many can still book it; `None` where one comes alone.
    pub seats_left: Option<i64>,
}

/// The times that can be booked now on the dates that are `wanted`: nothing about who has taken the others.
pub async fn slots(tx: &mut Tx, model: &Model, wanted: &Wanted, now: Timestamp) -> Result<Slots, BookingError> {
    let offered = offered(tx, model, &wanted.visit).await?;
    let dates = dates(offered.diary()?.date(now), wanted)?;
    let slots = merged(&offered.pages(tx, dates, now).await?, now);
    Ok(Slots { offered, dates, slots })
}

/// The times on `pages` at which anybody can begin, the earliest first.
pub(super) fn merged(pages: &[(&Candidate, Pages)], now: Timestamp) -> Vec<Slot> {
    let mut all = Vec::new();
    for (candidate, pages) in pages {
        let price = candidate.price();
        let slot = |start: Tick| Slot {
            starts_at: moment(start),
            ends_at: moment(pages.end(start)),
            price,
            specialists: vec![candidate.profile],
            seats_left: pages.seats_left(start),
        };
        all.extend(pages.starts(now, now).map(slot));
    }
    if pages.len() > 1 { together(all) } else { all }
}

/// The earliest first, where those who can be had at one time for as long and as much are one slot.
pub(super) fn together(mut all: Vec<Slot>) -> Vec<Slot> {
    all.sort_by_key(|slot| (slot.starts_at, slot.ends_at, slot.price));
    all.dedup_by(|next, slot| {
        let same = (next.starts_at, next.ends_at, next.price) == (slot.starts_at, slot.ends_at, slot.price);
        if same {
            slot.specialists.append(&mut next.specialists);
            slot.seats_left = slot.seats_left.zip(next.seats_left).map(|(left, more)| left + more);
        }
        same
    });
    all
}

/// The dates that are wanted, asked on `today`.
fn dates(today: Date, wanted: &Wanted) -> Result<Dates, Invalid> {
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
