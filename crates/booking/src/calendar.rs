//! What there is to book: a service at a location, its hours, and what is taken of them.

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users;
use frontdesk_catalogue::model::{Service, ServiceId, ServiceRef, Sight};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_schedule::{Busy, Dates, Location, LocationId, Offer, Open, Reason, Span, Tick, Zone, explain, starts};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::model::{BookingId, Side, moment};
use crate::store::{bookings, days, resources};

/// Dates that are looked through for the next starts after a refusal.
const NEXT_DATES: i64 = 14;
/// Locations of a specialist that are looked through.
const MOST_LOCATIONS: i64 = 1_000;
/// Starts that a refusal offers instead.
const NEXT_STARTS: usize = 5;

/// A service that can be booked at a location.
#[derive(Clone, Debug)]
pub struct Offered {
    pub service: Service,
    pub agreement: Agreement,
    pub diary: Diary,
}

/// What is asked of the time of a specialist at a location.
#[derive(Clone, Debug)]
pub struct Diary {
    pub location: Location,
    pub zone: Zone,
    pub offer: Offer,
    /// What is booked, if its bookings of a date are counted.
    pub service: Option<ServiceId>,
    /// The booking that is to be moved: its own time is free for it.
    pub moving: Option<BookingId>,
}

/// Whether clients can come to `specialist`: not to somebody who is suspended, or whose role has no hours any more.
pub async fn works(tx: &mut Tx, model: &Model, specialist: UserId) -> Result<bool, DbError> {
    let account = users::find(tx, specialist).await?.filter(|account| account.suspended_at.is_none());
    let role = account.and_then(|account| model.role(&account.role));
    Ok(role.is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule)))
}

/// The `service` that everybody may see, where it can be had; `field` is what a refusal calls the location.
pub async fn offered(
    tx: &mut Tx,
    model: &Model,
    service: PublicId,
    (location, field): (Option<PublicId>, &'static str),
) -> Result<Offered, BookingError> {
    let service = frontdesk_catalogue::store::find(tx, Sight::Everybody, ServiceRef::Public(service)).await?;
    let service = service.ok_or(BookingError::NotFound)?;
    if !works(tx, model, service.specialist_id).await? {
        return Err(BookingError::NotFound);
    }
    let agreement = Agreement::of(&service);
    let offer = agreement.offer(Side::Client).ok_or(BookingError::NotBookable("duration"))?;
    let location = place(tx, service.specialist_id, location, field).await?;
    let diary = Diary { service: Some(service.id), ..Diary::of(location, offer)? };
    Ok(Offered { service, agreement, diary })
}

/// The location of `specialist` that is named so, or the only one.
async fn place(
    tx: &mut Tx,
    specialist: UserId,
    named: Option<PublicId>,
    field: &'static str,
) -> Result<Location, BookingError> {
    let mut own = frontdesk_schedule::store::locations::of_owner(tx, specialist, LocationId(0), MOST_LOCATIONS).await?;
    match named {
        Some(id) => own
            .into_iter()
            .find(|location| location.public_id == id)
            .ok_or_else(|| Invalid::one(field, "invalid_choice", Message::new("field-location-unknown")).into()),
        None if own.len() > 1 => Err(Invalid::one(field, "required", Message::new("field-location-needed")).into()),
        None => own.pop().ok_or(BookingError::NotBookable("no_location")),
    }
}

/// Some dates of a diary, laid out.
#[derive(Debug)]
pub struct Pages {
    pub open: Open,
    pub busy: Busy,
    offer: Offer,
}

impl Pages {
    /// The ticks at which the offer can begin from `from` on.
    pub fn starts(&self, from: Timestamp, now: Timestamp) -> impl Iterator<Item = Tick> + use<> {
        let window = Span::new(from.into(), jiff::Timestamp::MAX).unwrap_or(Span::ALL);
        let found = starts(self.offer, &self.open, &self.busy, window, now.into());
        found.iter().collect::<Vec<_>>().into_iter()
    }
}

impl Diary {
    /// What `offer` asks of the time at `location`.
    pub fn of(location: Location, offer: Offer) -> Result<Self, DbError> {
        // The zone was known when the location was made. That this program does not know it is for its operator to mend.
        let zone = Zone::named(&location.time_zone).map_err(|error| DbError::Bug(error.to_string()))?;
        Ok(Self { location, zone, offer, service: None, moving: None })
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
    pub async fn pages(&self, tx: &mut Tx, dates: Dates) -> Result<Pages, BookingError> {
        let schedule = frontdesk_schedule::flow::load_schedule(tx, &self.location, dates).await?;
        let open = Open::lay_out(&schedule, dates);
        let mut busy = Busy::nothing(&open);
        if let Some(resource) = resources::find(tx, self.location.owner_id).await? {
            let ticks = open.stretch().ticks();
            let days = resource.anchor.day(ticks.start)..=resource.anchor.day(ticks.end.plus(-1));
            for (day, taken) in days::taken(tx, resource.id, days).await? {
                busy.take_day(resource.anchor, day, taken);
            }
        }
        if let Some(moving) = self.moving {
            for (_, ticks) in crate::store::claims::of(tx, moving).await? {
                busy.give_back(ticks);
            }
        }
        if let (Some(service), Some(_)) = (self.service, self.offer.terms().day_limit) {
            let range = (dates.first(), dates.last());
            for (date, count) in bookings::counted(tx, service, range, self.moving).await? {
                busy.count(date, count);
            }
        }
        Ok(Pages { open, busy, offer: self.offer })
    }

    /// The tick with which `starts_at` begins, if the offer can begin there; else why not.
    ///
    /// Decides by the very function that slots are shown by.
    pub async fn check(&self, tx: &mut Tx, starts_at: Timestamp, now: Timestamp) -> Result<Tick, BookingError> {
        let dates = self.page(starts_at, now)?;
        let pages = self.pages(tx, dates).await?;
        let exact = Tick::exact(starts_at.into());
        if let Some(tick) = exact.filter(|tick| pages.starts(starts_at, now).next() == Some(*tick)) {
            return Ok(tick);
        }
        match explain(self.offer, &pages.open, &pages.busy, starts_at.into(), now.into()) {
            Some(Reason::Busy | Reason::Buffer | Reason::Limit) => {
                Err(BookingError::SlotTaken { next: self.next(tx, starts_at, now).await? })
            }
            Some(reason) => Err(reason.into()),
            None => Err(DbError::Bug(format!("a start at {starts_at} is neither offered nor explained")).into()),
        }
    }

    /// The first starts from `from` on.
    pub async fn next(&self, tx: &mut Tx, from: Timestamp, now: Timestamp) -> Result<Vec<Timestamp>, BookingError> {
        let first = self.date(from);
        let last = first.saturating_add((NEXT_DATES - 1).days()).min(Dates::LATEST);
        let Ok(dates) = Dates::new(first, last) else { return Ok(Vec::new()) };
        let pages = self.pages(tx, dates).await?;
        Ok(pages.starts(from, now).take(NEXT_STARTS).map(moment).collect())
    }
}
