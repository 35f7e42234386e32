//! Who has booked what, and when.

use std::ops::Range;

use frontdesk_booking::agreement::Agreement;
use frontdesk_booking::model::{Side, Status, moment};
use frontdesk_kit::clock::Timestamp;
use frontdesk_schedule::{Busy, Dates, Offer, Open, Schedule, Span, Tick, Zone, starts};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::dice::{Dice, Stream};
use super::fates::{Fate, Times, fate};
use super::model::Specialist;
use super::opinions::{Opinion, opinion};
use super::regulars::Guests;

/// Bookings begin at most so many dates before the present, and after it.
pub const BEFORE: i64 = 60;
pub const AFTER: i64 = 45;

/// How full calendars are so many days ahead, in permille; what lies between is in proportion.
const AHEAD: [(i64, i64); 9] =
    [(0, 850), (1, 780), (3, 650), (7, 450), (14, 220), (30, 60), (45, 20), (60, 0), (i64::MAX, 0)];
/// How full they were.
const FORMERLY: i64 = 660;

/// A service as it is booked.
#[derive(Clone, Debug)]
pub struct Bookable {
    /// Its place among the services of its specialist.
    pub place: usize,
    pub agreement: Agreement,
    pub daily_limit: Option<i64>,
    pub published: Timestamp,
}

/// A booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub service: usize,
    /// The index of the client.
    pub client: u64,
    pub ticks: Range<Tick>,
    /// What it takes of the specialist's time.
    pub claim: Range<Tick>,
    /// Where the clocks of the place stand at its start: the date, and the minutes since midnight.
    pub date: Date,
    pub minutes: i64,
    pub made: Timestamp,
    pub fate: Fate,
    pub note: &'static str,
    pub opinion: Option<Opinion>,
}

/// A specialist, the present, and who may come.
pub struct Setting<'a> {
    pub seed: u64,
    pub specialist: &'a Specialist,
    pub guests: &'a Guests,
    pub zone: &'a Zone,
    pub now: Timestamp,
}

/// A service with the starts that its specialist's hours leave it.
struct Shelf<'a> {
    bookable: &'a Bookable,
    offer: Offer,
    starts: Vec<Tick>,
}

/// The bookings of a specialist, by their start.
///
/// Laid one after another over what the hours leave, by the arithmetic that offers them: none overlaps another, each keeps
/// to grid, buffers, horizon and daily limit of its service.
pub fn visits(setting: &Setting<'_>, schedule: &Schedule, services: &[Bookable]) -> Vec<Visit> {
    let mut dice = Dice::new(setting.seed, Stream::Visits, setting.specialist.index);
    let today = setting.zone.date(setting.now.into());
    let favour = favour(&mut dice, setting.specialist.index);
    let mut found = Vec::new();
    let mut free_from = Tick(i64::MIN);
    for (first, last) in [(-BEFORE, -1), (0, AFTER)] {
        let (first, last) = (today.saturating_add(first.days()), today.saturating_add(last.days()));
        let Ok(dates) = Dates::new(first, last) else { continue };
        let open = Open::lay_out(schedule, dates);
        let shelves: Vec<Shelf<'_>> = services.iter().filter_map(|service| shelf(service, &open)).collect();
        for date in dates.iter() {
            let distance = i64::from(date.since(today).map_or(0, |span| span.get_days()));
            let midnight = date.in_tz(setting.zone.name()).map(|wall| Tick::ceil(wall.timestamp()));
            let Ok(midnight) = midnight else { continue };
            let day = Day { setting, date, midnight, distance, permille: fill(distance, date, favour) };
            day.visits(&mut dice, &shelves, &mut free_from, &mut found);
        }
    }
    found
}

/// How sought-after a specialist is, in permille: one in thirty has no client yet, one in a hundred no time.
fn favour(dice: &mut Dice, index: u64) -> i64 {
    match dice.below(100) {
        _ if index == 0 => 800,
        0..3 => 0,
        3..4 => 3_000,
        _ => 340 + (dice.below(400) + dice.below(400)) as i64,
    }
}

/// How many of 1,000 chances become a booking on a date.
fn fill(distance: i64, date: Date, favour: i64) -> u64 {
    let usual = if distance < 0 {
        FORMERLY
    } else {
        let place = AHEAD.iter().position(|(days, _)| distance < *days).unwrap_or(1).max(1);
        let ((from, high), (to, low)) = (AHEAD[place - 1], AHEAD[place]);
        high - (high - low) * (distance - from) / (to - from).max(1)
    };
    let weekend = matches!(date.weekday(), Weekday::Friday | Weekday::Saturday);
    let usual = if weekend { usual * 115 / 100 } else { usual };
    (usual * favour / 1_000).clamp(0, 970) as u64
}

fn shelf<'a>(bookable: &'a Bookable, open: &Open) -> Option<Shelf<'a>> {
    let offer = bookable.agreement.offer(Side::Business)?;
    let now = open.whole().starts_at();
    let found = starts(offer, open, &Busy::nothing(open), Span::ALL, now);
    Some(Shelf { bookable, offer, starts: found.iter().collect() })
}

/// A date on which somebody comes.
struct Day<'a> {
    setting: &'a Setting<'a>,
    date: Date,
    /// Its first tick.
    midnight: Tick,
    /// Days from the present.
    distance: i64,
    permille: u64,
}

impl Day<'_> {
    /// Adds the visits of this date to `found`; what begins before `free_from` is taken.
    fn visits(&self, dice: &mut Dice, shelves: &[Shelf<'_>], free_from: &mut Tick, found: &mut Vec<Visit>) {
        if self.permille == 0 {
            return;
        }
        let mut booked = vec![0; shelves.len()];
        let mut from = *free_from;
        while let Some((place, start)) = self.next(dice, shelves, from) {
            let shelf = &shelves[place];
            let claim = shelf.offer.claim(start);
            let busy_hour = if is_peak(self.local_hour(start)) { 110 } else { 90 };
            if !dice.chance(self.permille * busy_hour / 100) {
                // Nobody came; somebody may come half an hour or more later.
                from = start.plus(6 + dice.below(9) as i64);
                continue;
            }
            let limit = shelf.bookable.daily_limit.unwrap_or(i64::MAX);
            let visit = if booked[place] < limit { self.visit(dice, shelf, start) } else { None };
            let Some(visit) = visit else {
                from = start.plus(3);
                continue;
            };
            if visit.fate.status.frees() {
                // Somebody else may have the time.
                from = start.plus(if dice.chance(500) { 0 } else { 6 });
            } else {
                booked[place] += 1;
                *free_from = claim.end;
                from = claim.end;
            }
            found.push(visit);
        }
    }

    /// What could be next from `from` on: a service by chance, and its first start on this date whose claim is free.
    fn next(&self, dice: &mut Dice, shelves: &[Shelf<'_>], from: Tick) -> Option<(usize, Tick)> {
        if shelves.is_empty() {
            return None;
        }
        let first = dice.below(shelves.len() as u64) as usize;
        // Another one, where this does not fit any more.
        (0..shelves.len()).map(|step| (first + step) % shelves.len()).find_map(|place| {
            let shelf = &shelves[place];
            let before = shelf.offer.terms().buffer_before_min / 5;
            let earliest = from.plus(before).max(self.midnight);
            let at = shelf.starts.partition_point(|start| *start < earliest);
            shelf.starts.get(at).filter(|start| **start < self.midnight.plus(288)).map(|start| (place, *start))
        })
    }

    fn visit(&self, dice: &mut Dice, shelf: &Shelf<'_>, start: Tick) -> Option<Visit> {
        let (setting, agreement) = (self.setting, &shelf.bookable.agreement);
        if self.distance >= agreement.horizon_days {
            return None;
        }
        let (starts, ends) = (moment(start), moment(shelf.offer.end(start)));
        // Made at the latest as the lead time wants, at the earliest as the horizon does.
        let latest = starts.plus(-agreement.lead_minutes * 60).min(setting.now);
        let longest = (agreement.horizon_days - 1) * 86_400 - (starts.0 - latest.0);
        let usual = dice.below(3 * 86_400).max(dice.below(9 * 86_400)) as i64;
        let made = latest.plus(-usual.min(longest).max(0));
        if made < shelf.bookable.published {
            return None;
        }
        let seconds_ago = u64::try_from(setting.now.0 - made.0).unwrap_or(0);
        let client = setting.guests.pick(dice, setting.seed, setting.specialist, seconds_ago)?;
        let times = Times { made, starts, ends, now: setting.now };
        let fate = fate(dice, times, agreement.confirm, agreement.max_reschedules > 0);
        Some(Visit {
            opinion: if fate.status == Status::Completed { opinion(dice) } else { None },
            service: shelf.bookable.place,
            client,
            ticks: start..shelf.offer.end(start),
            claim: shelf.offer.claim(start),
            date: self.date,
            minutes: setting.zone.minutes(starts.into()),
            made,
            fate,
            note: if dice.chance(40) { dice.pick(&NOTES) } else { "" },
        })
    }

    fn local_hour(&self, start: Tick) -> i64 {
        (start.0 - self.midnight.0) / 12
    }
}

fn is_peak(hour: i64) -> bool {
    matches!(hour, 10..12 | 15..19)
}

const NOTES: [&str; 6] = [
    "Приду с ребёнком",
    "Первый раз у вас",
    "Позвоните, если освободится время пораньше",
    "Аллергия на лак, пожалуйста, без запаха",
    "Как в прошлый раз",
    "Могу опоздать на пять минут",
];
