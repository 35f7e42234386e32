//! When somebody is busy by what an iCalendar says (RFC 5545).

mod repetition;

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;
use std::time::{Duration, Instant};

use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarStatus, ICalendarTransparency,
    ICalendarValue,
};
use frontdesk_kit::clock::Timestamp;
use jiff::tz::TimeZone;

/// Parts that a calendar may have.
const MOST_PARTS: usize = 20_000;
/// Time zones that it may describe: each is looked through again for each series.
const MOST_ZONES: usize = 100;
/// Times that one event may repeat from its first until the end of what is looked at, and all events together.
const MOST_TIMES: (usize, usize) = (20_000, 200_000);
/// Spans of time that a calendar may come to.
const MOST_SPANS: usize = 5_000;

/// The time that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// What a calendar says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Beginnings and ends of busy time, in order and apart from each other.
    pub spans: Vec<(Timestamp, Timestamp)>,
    /// Events of which cannot be told when they are.
    pub skipped: usize,
}

/// Why a calendar is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is none, or is cut off.
    NotACalendar,
    /// There is more in it than is looked through.
    TooMuch,
}

/// When somebody is busy in `window` by the calendar `text`. Whole days, and times without a zone, are those of `zone`.
///
/// Everything is bounded: how much is read, how often something repeats, how much comes of it, and by `patience` for how
/// long it is worked out. What is called off or marked as free keeps nobody busy.
pub fn read(text: &str, zone: &str, window: Window, patience: Duration) -> Result<Reading, Unreadable> {
    let began = Instant::now();
    // The parser takes what is cut off for whole, and then some of it would be free.
    if !text.trim_end().to_ascii_uppercase().ends_with("END:VCALENDAR") {
        return Err(Unreadable::NotACalendar);
    }
    let calendar = ICalendar::parse(text).map_err(|_| Unreadable::NotACalendar)?;
    if calendar.components.len() > MOST_PARTS {
        return Err(Unreadable::TooMuch);
    }
    let local = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let zone = Tz::from_str(zone).unwrap_or(Tz::UTC);
    let Parts { zones, series, skipped } = take_apart(calendar);
    let known = zones.len();
    if known > MOST_ZONES {
        return Err(Unreadable::TooMuch);
    }
    let (mut reading, mut budget) = (Reading { spans: Vec::new(), skipped }, MOST_TIMES.1);
    let mut one = ICalendar { components: zones };
    for mut events in series.into_values() {
        // What never comes about is looked for until the end of time, and nothing comes of it that could be counted.
        if began.elapsed() > patience {
            return Err(Unreadable::TooMuch);
        }
        let free: Vec<bool> = events.iter().map(is_free).collect();
        let left_out: usize = events.iter().map(exceptions).sum();
        // The parser tells repetitions by the clocks of the zone that it is given, also those of what begins in UTC.
        let clocks = if events.iter().any(repetition::repeats_in_utc) { Tz::UTC } else { zone };
        events.iter_mut().for_each(|event| repetition::bound(event, &local, window));
        one.components.truncate(known);
        one.components.extend(events);
        let most = MOST_TIMES.0.min(budget);
        let found = one.expand_dates(clocks, most);
        let times = found.events.len() + left_out;
        let latest = found.events.iter().map(|event| event.timestamps().0).max();
        if times >= most && latest.is_none_or(|latest| latest < window.to.0) {
            return Err(Unreadable::TooMuch);
        }
        budget = budget.saturating_sub(times);
        reading.skipped += found.errors.len();
        let is_free = |part: u32| (part as usize).checked_sub(known).and_then(|place| free.get(place)) == Some(&true);
        let spans = found.events.iter().filter(|event| !is_free(event.comp_id)).map(|event| event.timestamps());
        let seen = spans.filter(|(start, end)| start < end && window.from.0 < *end && *start < window.to.0);
        let cut = |(start, end): (i64, i64)| (Timestamp(start).max(window.from), Timestamp(end).min(window.to));
        reading.spans.extend(seen.map(cut));
    }
    reading.spans = joined(reading.spans);
    if reading.spans.len() > MOST_SPANS { Err(Unreadable::TooMuch) } else { Ok(reading) }
}

/// What matters of a calendar.
#[derive(Default)]
struct Parts {
    zones: Vec<ICalendarComponent>,
    /// Events by what they belong to: an event and the dates on which it is different have the same id, those without one
    /// their places.
    series: BTreeMap<(Option<String>, usize), Vec<ICalendarComponent>>,
    skipped: usize,
}

/// Takes `calendar` apart. What else might take time is left out.
fn take_apart(calendar: ICalendar) -> Parts {
    let (mut parts, mut repeated) = (Parts::default(), HashSet::new());
    for (place, mut part) in calendar.components.into_iter().enumerate() {
        if part.component_type == ICalendarComponentType::VTimezone {
            parts.zones.push(part);
            continue;
        }
        if part.component_type != ICalendarComponentType::VEvent || is_instant(&part) {
            continue;
        }
        if !repetition::is_understood(&part) {
            parts.skipped += 1;
            continue;
        }
        // The parser holds dates apart by it: one that was changed later would not be found.
        part.entries.retain(|entry| entry.name != ICalendarProperty::Sequence);
        let id = part.uid().map(str::to_owned);
        // Whatever has the same id: one series repeats in one way, so that none takes longer than others.
        let is_second = part.property(&ICalendarProperty::Rrule).is_some() && !repeated.insert(id.clone());
        let series = if is_second || id.is_none() { (None, place) } else { (id, 0) };
        parts.series.entry(series).or_default().push(part);
    }
    parts
}

/// Whether an event has a time and no length (RFC 5545 section 3.6.1): then nobody is busy with it.
fn is_instant(event: &ICalendarComponent) -> bool {
    let start = event.property(&ICalendarProperty::Dtstart).and_then(|entry| entry.values.first());
    let has_time = matches!(start, Some(ICalendarValue::PartialDateTime(start)) if start.has_time());
    let has_end =
        [ICalendarProperty::Dtend, ICalendarProperty::Duration].iter().any(|name| event.property(name).is_some());
    has_time && !has_end
}

/// Whether an event keeps nobody busy.
fn is_free(event: &ICalendarComponent) -> bool {
    let transparency = event.property(&ICalendarProperty::Transp).and_then(|entry| entry.values.first());
    let is_transparent = matches!(transparency, Some(ICalendarValue::Transparency(ICalendarTransparency::Transparent)));
    is_transparent || event.status() == Some(&ICalendarStatus::Cancelled)
}

/// How many dates an event leaves out.
fn exceptions(event: &ICalendarComponent) -> usize {
    let dates = event.entries.iter().filter(|entry| entry.name == ICalendarProperty::Exdate);
    dates.map(|entry| entry.values.len()).sum()
}

/// The same time in as few spans as can be, in order.
fn joined(mut spans: Vec<(Timestamp, Timestamp)>) -> Vec<(Timestamp, Timestamp)> {
    spans.sort_unstable();
    let mut joined: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match joined.last_mut() {
            Some((_, last)) if start <= *last => *last = end.max(*last),
            _ => joined.push((start, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests;
