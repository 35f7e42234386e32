//! Places, hours and bookings of a world on their way into the database.

use std::sync::Arc;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::DbError;
use frontdesk_schedule::{LocationId, NewLocation, Schedule, Zone};
use jiff::civil::Date;

use super::calendars::{Calendar, today};
use super::diary_rows::{DiaryRows, PlaceRow, shelf};
use super::load::{FIRST_SPECIALIST, specialists_with_services};
use super::places::place_of;
use super::progress::Progress;
use super::regulars::Guests;
use super::rows::Clerk;
use super::visits::{Setting, visits};
use super::{Specialist, World, diary_store};
use crate::cli::Failure;

/// Bookings that one transaction adds.
const AT_ONCE: usize = 60_000;
/// Where the dates of the world are told: most of its people live by this clock.
const HOME: &str = "Europe/Moscow";

/// Writes the calendars of all specialists, and who comes to them.
pub async fn load(desk: &Desk, world: World, clerk: &Clerk<'_>, guests: &Guests) -> Result<(), Failure> {
    let present = today(HOME, clerk.at);
    desk.db.write(async move |tx| diary_store::add_holidays(tx, present).await).await?;

    let first_client = FIRST_SPECIALIST + world.size.specialists() as i64;
    let progress = Progress::start("Calendars", world.size.specialists());
    let (mut rows, mut next, mut absences) = (DiaryRows::default(), 1, 1);
    for (specialist, services) in specialists_with_services(world, clerk) {
        let zone = Zone::named(specialist.city.time_zone).map_err(|error| Failure::new(error.to_string()))?;
        let place = place(clerk, &specialist, &zone, present, &mut absences);
        let schedule = Schedule::new(place.calendar.draft(zone.name(), present));
        let schedule = schedule.map_err(|faults| Failure::new(faults.to_string()))?;
        let (sold, bookable) = shelf(&services)?;
        let setting = Setting { seed: world.seed, specialist: &specialist, guests, zone: &zone, now: clerk.at };
        let visits = visits(&setting, &schedule, &bookable);
        next = rows.add(clerk, place, (&sold, visits), first_client, next);
        if rows.visits.len() >= AT_ONCE {
            write(desk, std::mem::take(&mut rows)).await?;
        }
        progress.step();
    }
    write(desk, rows).await?;
    progress.finish();
    eprintln!("Bookings: {}", next - 1);
    Ok(())
}

/// Where and when a specialist works; `absences` is the number of the next time off.
fn place(clerk: &Clerk<'_>, specialist: &Specialist, zone: &Zone, present: Date, absences: &mut i64) -> PlaceRow {
    let number = specialist.index as i64 + 1;
    let created_at = clerk.ago(specialist.created_seconds_ago);
    let calendar = Calendar::of(clerk.seed, specialist, present);
    let first = *absences;
    *absences += calendar.absences.len() as i64;
    let place = place_of(clerk.seed, specialist);
    let new = NewLocation {
        name: place.name.to_owned(),
        city: specialist.city.name.to_owned(),
        address: place.address.clone(),
        point: None,
        zone: zone.clone(),
    };
    PlaceRow {
        id: LocationId(number),
        public_id: clerk.uuid("location", number, created_at),
        owner_id: UserId(FIRST_SPECIALIST + specialist.index as i64),
        place,
        city: specialist.city.name,
        time_zone: specialist.city.time_zone,
        anchor: new.anchor(clerk.at),
        absences: (first..*absences).map(|id| (id, clerk.uuid("time off", id, created_at))).collect(),
        calendar,
        created_at,
    }
}

async fn write(desk: &Desk, rows: DiaryRows) -> Result<(), DbError> {
    // Shared, because PostgreSQL may want the transaction repeated.
    let rows = Arc::new(rows);
    desk.db.write(async move |tx| diary_store::add_diaries(tx, &rows).await).await
}
