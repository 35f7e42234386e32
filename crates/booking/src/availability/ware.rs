//! What people offer, in memory.

use std::sync::Arc;

use frontdesk_catalogue::Category;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{Look, Offer, Terms, Tick};
use jiff::civil::Date;

use super::index::Workplace;
use crate::model::ThingId;

/// Farther ahead than any layout reaches.
const EVER: i64 = 366;

/// A service as somebody performs it who can be booked for it. A search goes through tens of thousands of them, and what
/// that takes is the time to fetch them: they are kept small.
#[derive(Clone, Debug)]
pub struct Ware {
    pub service: ServiceId,
    pub price: Minor,
    pub duration_minutes: i64,
    /// Without the daily limit. `None` if no calendar can hold the service.
    pub offer: Option<Arc<Offer>>,
    /// What it depends on beside the time of whoever performs it; most depend on nothing else.
    pub beside: Option<Box<Beside>>,
    pub category: Option<Category>,
    /// Whether it is among the wares of others too; the index sees to that.
    pub is_shared: bool,
    /// Whether others come too.
    pub is_group: bool,
}

/// What a service depends on beside somebody's time.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Whether there is a limit of bookings a date.
    pub daily_limit: bool,
    /// The dates that it fills.
    pub full: Box<[Date]>,
    /// What it takes one unit of each of.
    pub needs: Box<[ThingId]>,
}

impl Ware {
    /// Whether there is a limit of bookings a date.
    pub fn daily_limit(&self) -> bool {
        self.beside.as_ref().is_some_and(|beside| beside.daily_limit)
    }

    /// The dates that are full.
    pub fn full(&self) -> &[Date] {
        self.beside.as_ref().map_or(&[], |beside| &beside.full)
    }

    /// What it takes one unit of each of.
    pub fn needs(&self) -> &[ThingId] {
        self.beside.as_ref().map_or(&[], |beside| &beside.needs)
    }
}

/// Before this tick, and as long as nothing changes, whoever works at `places` begins none of `wares`, at `now` or later;
/// things, limits and horizons may put it off further.
pub fn soonest(places: &[Workplace], wares: &[Ware], now: Timestamp) -> Tick {
    let joined = places.iter().flat_map(|place| &place.sessions).map(|(_, session)| session.start());
    let joined = joined.filter(|start| Tick::floor(now.into()) <= *start);
    let mut soonest = joined.min().unwrap_or(Tick(i64::MAX));
    for place in places {
        let look = Look::new(&place.open, &place.busy, now.into());
        for offer in wares.iter().filter_map(|ware| ware.offer.as_ref()) {
            let Ok(offer) = Offer::new(Terms { horizon_days: EVER, ..offer.terms() }) else { continue };
            soonest = look.first(offer, &[], Tick(i64::MIN)..soonest).unwrap_or(soonest);
        }
    }
    soonest
}
