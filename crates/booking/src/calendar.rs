//! The time of a specialist at a location: its hours, and what is taken of them.

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::{Busy, Dates, Location, Offer, Open, Reason, Tick, Zone};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::group::{Group, Session};
use crate::model::{BookingId, Resource, Side, moment};
use crate::offering::NEXT_STARTS;
use crate::pages::{Free, Pages, in_time};
use crate::store::taken::{self, Taken};
use crate::store::{bookings, claims, resources, sessions};

/// Dates that are looked through for the next starts after a refusal.
const NEXT_DATES: i64 = 14;

/// What is asked of the time of a specialist at a location.
#[derive(Clone, Debug)]
pub struct Diary {
    pub location: Location,
    pub zone: Zone,
    pub offer: Offer,
    /// Services with the number of bookings by which a date has no more room for this one.
    pub limits: Vec<(ServiceId, u32)>,
    /// The units of each thing that is needed beside the specialist: one of them will do.
    pub units: Vec<Vec<Resource>>,
    /// The booking that is to be moved: its own time is free for it.
    pub moving: Option<BookingId>,
    /// What makes others come too; without, the client comes alone.
    pub group: Option<Group>,
}

/// Whether clients can come to `specialist`: not to somebody who is suspended, or whose role has no hours any more.
pub async fn works(tx: &mut Tx, model: &Model, specialist: UserId) -> Result<bool, DbError> {
    let account = users::find(tx, specialist).await?.filter(|account| account.suspended_at.is_none());
    let role = account.and_then(|account| model.role(&account.role));
    Ok(role.is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule)))
}

impl Diary {
    /// What a visit with these `services`, as far as they are still there, asks of the time at `location` by `agreement`.
    pub fn of(
        location: Location,
        agreement: &Agreement,
        services: &[Option<ServiceId>],
        side: Side,
    ) -> Result<Self, BookingError> {
        // The zone was known when the location was made. That this program does not know it is for its operator to mend.
        let zone = Zone::named(&location.time_zone).map_err(|error| DbError::Bug(error.to_string()))?;
        let offer = agreement.offer(side).ok_or(BookingError::NotBookable("duration"))?;
        let limits = limits(services, agreement.limits(side));
        let group = agreement.group(services.first().copied().flatten());
        Ok(Self { location, zone, offer, limits, units: Vec::new(), moving: None, group })
    }

    /// Those whose time is taken by what is `free`, in ascending order: two who want the same do not wait for each other.
    pub async fn resources(&self, tx: &mut Tx, free: &Free) -> Result<Vec<Resource>, DbError> {
        let mut all = vec![resources::obtain(tx, self.location.owner_id, self.location.anchor()).await?];
        all.extend(&free.units);
        all.sort_unstable_by_key(|resource| resource.id);
        Ok(all)
    }

    /// The local date of `moment`.
    pub fn date(&self, moment: Timestamp) -> Date {
        self.zone.date(moment.into())
    }

    /// The date of `moment`; what lies beyond all calendars is too far off in any case.
    pub fn page(&self, moment: Timestamp, now: Timestamp) -> Result<Dates, Reason> {
        Dates::only(self.date(moment)).map_err(|_| if moment < now { Reason::Past } else { Reason::Horizon })
    }

    /// Lays `dates` out with what is taken of them.
    pub async fn pages(&self, tx: &mut Tx, dates: Dates, now: Timestamp) -> Result<Pages, BookingError> {
        let schedule = frontdesk_schedule::flow::load_schedule(tx, &self.location, dates).await?;
        let open = Open::lay_out(&schedule, dates);
        let ticks = open.stretch().ticks();
        let units: Vec<Resource> = self.units.iter().flatten().copied().collect();
        let mut own = taken::of(tx, self.location.owner_id, ticks.clone()).await?;
        let seconds = (moment(ticks.start), moment(ticks.end));
        let mut of_units = taken::of_units(tx, &units, ticks).await?;
        if let Some(moving) = self.moving {
            let mut claimed = claims::of(tx, moving).await?;
            if self.group.is_some() {
                claimed.extend(sessions::alone(tx, moving, now).await?);
            }
            // What it claims of time that is no unit's is the specialist's.
            let is_unit = |resource: &Resource| units.iter().any(|unit| unit.id == resource.id);
            let (things, people): (Vec<_>, Vec<_>) = claimed.into_iter().partition(|(resource, _)| is_unit(resource));
            own.free_for(moving, people.into_iter().map(|(_, ticks)| ticks));
            for (unit, ticks) in things {
                of_units.entry(unit.id).or_default().free_for(moving, [ticks]);
            }
        }
        let laid = |taken: Option<&Taken>| {
            let mut busy = Busy::nothing(&open);
            taken.into_iter().for_each(|taken| taken.put_on(&mut busy, now));
            busy
        };
        let of_unit = |unit: &Resource| (*unit, laid(of_units.get(&unit.id)));
        let things = self.units.iter().map(|units| units.iter().map(of_unit).collect()).collect();
        let mut busy = laid(Some(&own));
        let full = self.full(tx, dates, now).await?;
        full.iter().for_each(|date| busy.count(*date, u32::MAX));
        let sessions = in_time(self.joinable(tx, seconds, now).await?, (self.offer, &open, &full), now);
        Ok(Pages { open, busy, offer: self.offer, things, group: self.group, sessions })
    }

    /// The sessions from one moment to another that have a seat left.
    async fn joinable(
        &self,
        tx: &mut Tx,
        seconds: (Timestamp, Timestamp),
        now: Timestamp,
    ) -> Result<Vec<Session>, DbError> {
        let Some(service) = self.group.and_then(|group| group.service) else { return Ok(Vec::new()) };
        let here = (service, self.location.owner_id, self.location.id);
        sessions::joinable(tx, here, (seconds, self.moving), now).await
    }

    /// Those of `dates` that take no more bookings.
    async fn full(&self, tx: &mut Tx, dates: Dates, now: Timestamp) -> Result<Vec<Date>, DbError> {
        let mut all = Vec::new();
        for (service, full) in &self.limits {
            if *full == 0 {
                all.extend(dates.iter());
            }
            let counted = bookings::counted(tx, *service, (dates.first(), dates.last()), (self.moving, now)).await?;
            all.extend(counted.into_iter().filter(|(_, count)| full <= count).map(|(date, _)| date));
        }
        Ok(all)
    }

    /// The tick with which `starts_at` begins, and what else is taken, if the offer can begin there; else the first reason
    /// why not.
    ///
    /// Decides by the very function that slots are shown by.
    pub async fn look(
        &self,
        tx: &mut Tx,
        starts_at: Timestamp,
        now: Timestamp,
    ) -> Result<Result<Free, Reason>, BookingError> {
        let dates = match self.page(starts_at, now) {
            Ok(dates) => dates,
            Err(beyond) => return Ok(Err(beyond)),
        };
        let pages = self.pages(tx, dates, now).await?;
        let exact = Tick::exact(starts_at.into());
        if let Some(tick) = exact.filter(|tick| pages.starts(starts_at, now).next() == Some(*tick)) {
            return Ok(Ok(pages.free(tick, now)));
        }
        let reason = pages.explain(starts_at, now);
        let bug = || DbError::Bug(format!("a start at {starts_at} is neither offered nor explained")).into();
        reason.map(Err).ok_or_else(bug)
    }

    /// The same where there is nobody else to ask: then a time that is taken is refused with the next that are free.
    pub async fn check(&self, tx: &mut Tx, starts_at: Timestamp, now: Timestamp) -> Result<Free, BookingError> {
        match self.look(tx, starts_at, now).await? {
            Ok(free) => Ok(free),
            Err(Reason::Busy | Reason::Buffer | Reason::Limit) => {
                Err(BookingError::SlotTaken { next: self.next(tx, starts_at, now).await? })
            }
            Err(reason) => Err(reason.into()),
        }
    }

    /// The first starts from `from` on.
    pub async fn next(&self, tx: &mut Tx, from: Timestamp, now: Timestamp) -> Result<Vec<Timestamp>, BookingError> {
        let first = self.date(from);
        let last = first.saturating_add((NEXT_DATES - 1).days()).min(Dates::LATEST);
        let Ok(dates) = Dates::new(first, last) else { return Ok(Vec::new()) };
        let pages = self.pages(tx, dates, now).await?;
        Ok(pages.starts(from, now).take(NEXT_STARTS).map(moment).collect())
    }
}

/// Each limited service once, with the number of bookings by which a date is full for a visit that has it once or more.
fn limits(services: &[Option<ServiceId>], limits: impl Iterator<Item = Option<u32>>) -> Vec<(ServiceId, u32)> {
    let mut all: Vec<(ServiceId, u32)> = Vec::new();
    for (service, most) in services.iter().zip(limits).filter_map(|(service, most)| service.zip(most)) {
        match all.iter_mut().find(|(known, _)| *known == service) {
            Some((_, full)) => *full = full.saturating_sub(1),
            None => all.push((service, most)),
        }
    }
    all
}
