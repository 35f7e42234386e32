//! When many people work, for those who ask about all of them.

use std::collections::HashMap;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use jiff::ToSpan;

use crate::dates::Dates;
use crate::error::ScheduleError;
use crate::location::{Location, LocationId};
use crate::model::{Draft, Override, Rule, Schedule, TimeOff};
use crate::store::holidays;
use crate::store::of_owners::{self, Owners};
use crate::stored::DayNumber;
use crate::zone::Zone;

use super::manage_hours::{AROUND, DAY_SECONDS};

/// A location with its hours on as many dates as can be laid out at once, the first being today.
#[derive(Clone, Debug)]
pub struct Workday {
    pub location: Location,
    pub dates: Dates,
    pub schedule: Schedule,
}

/// What the tables say of each location.
#[derive(Default)]
struct Said {
    rules: Vec<Rule>,
    overrides: Vec<Override>,
    time_off: Vec<TimeOff>,
}

/// When all locations of `owners` are open on the dates from today on: what
/// [`load_schedule`](super::load_schedule) says of each, read with a few statements.
///
/// A location whose zone the zone data has lost cannot be booked, and is left out.
pub async fn load_schedules(tx: &mut Tx, owners: &Owners, now: Timestamp) -> Result<Vec<Workday>, ScheduleError> {
    let locations = of_owners::locations(tx, owners).await?;
    if locations.is_empty() {
        return Ok(Vec::new());
    }
    // Where it is earliest it is still yesterday, where it is latest tomorrow.
    let today = DayNumber(now.0.div_euclid(DAY_SECONDS));
    let (first, last) = (today.plus(-1 - AROUND), today.plus(1 + Dates::MOST + AROUND));
    let (from, until) = (Timestamp(first.0 * DAY_SECONDS), Timestamp((last.0 + 1) * DAY_SECONDS));
    let mut said: HashMap<LocationId, Said> = HashMap::new();
    for (location, rule) in of_owners::rules(tx, owners).await? {
        said.entry(location).or_default().rules.push(rule);
    }
    for (location, other) in of_owners::overrides(tx, owners, first, last).await? {
        said.entry(location).or_default().overrides.push(other);
    }
    for absence in of_owners::time_off(tx, owners, from, until).await? {
        said.entry(absence.location_id).or_default().time_off.push(TimeOff::from(&absence));
    }
    let holidays = holidays::list(tx, first, last).await?;
    let holidays: Vec<_> = holidays.iter().map(|holiday| holiday.local_date.date()).collect();
    let workday = |location: Location| {
        let today = Zone::named(&location.time_zone).ok()?.date(now.into());
        let dates = Dates::new(today, today.saturating_add((Dates::MOST - 1).days())).ok()?;
        let said = said.remove(&location.id).unwrap_or_default();
        let draft = Draft {
            zone: location.time_zone.clone(),
            rules: said.rules,
            overrides: said.overrides,
            time_off: said.time_off,
            holidays: if location.works_on_holidays { Vec::new() } else { holidays.clone() },
            works_on_holidays: location.works_on_holidays,
        };
        let schedule = Schedule::new(draft).ok()?;
        Some(Workday { dates, schedule, location })
    };
    Ok(locations.into_iter().filter_map(workday).collect())
}
