//! How long something repeats.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarFrequency, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
};
use jiff::Timestamp;
use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;

use super::Window;

/// Values that a rule may name, and times of a day that they may come to: each turn looks through all of them.
const MOST_VALUES: usize = 100;

/// Whether the rules by which `event` repeats are such as calendars of people have.
pub fn is_understood(event: &ICalendarComponent) -> bool {
    let rules = event.entries.iter().filter(|entry| entry.name == ICalendarProperty::Rrule);
    rules.flat_map(|entry| &entry.values).all(|value| match value {
        ICalendarValue::RecurrenceRule(rule) => is_common(rule),
        _ => true,
    })
}

fn is_common(rule: &ICalendarRecurrenceRule) -> bool {
    let clock = [rule.byhour.len(), rule.byminute.len(), rule.bysecond.len()];
    let days = [rule.byday.len(), rule.bymonthday.len(), rule.byyearday.len(), rule.byweekno.len()];
    let others = [rule.bymonth.len(), rule.bysetpos.len()];
    let values: usize = clock.iter().chain(&days).chain(&others).sum();
    let times = clock.iter().fold(1, |times: usize, of| times.saturating_mul((*of).max(1)));
    !matches!(rule.freq, ICalendarFrequency::Secondly | ICalendarFrequency::Minutely)
        && values <= MOST_VALUES
        && times <= MOST_VALUES
}

/// Whether `event` repeats from a start that is told in UTC.
pub fn repeats_in_utc(event: &ICalendarComponent) -> bool {
    let start = event.property(&ICalendarProperty::Dtstart).and_then(|entry| entry.values.first());
    let in_utc = matches!(start, Some(ICalendarValue::PartialDateTime(start)) if start.tz_hour.is_some());
    in_utc && event.property(&ICalendarProperty::Rrule).is_some()
}

/// Lets `event` repeat no longer than until the end of `window`; an end of its own is told by the clocks by which it
/// begins, because that is how the parser counts. Times without a zone are those of `zone`.
pub fn bound(event: &mut ICalendarComponent, zone: &TimeZone, window: Window) {
    let Some(entry) = event.property(&ICalendarProperty::Dtstart) else { return };
    let Some(ICalendarValue::PartialDateTime(start)) = entry.values.first() else { return };
    let zone = match start.tz_hour {
        Some(_) => TimeZone::UTC,
        None => entry.tz_id().and_then(|name| TimeZone::get(name).ok()).unwrap_or_else(|| zone.clone()),
    };
    let last = Timestamp::from(window.to).to_zoned(zone.clone()).datetime();
    let is_later = told(start).is_none_or(|start| last < start);
    for entry in event.entries.iter_mut().filter(|entry| entry.name == ICalendarProperty::Rrule) {
        for value in &mut entry.values {
            if let ICalendarValue::RecurrenceRule(rule) = value {
                let own = rule.until.as_ref().and_then(|until| end(until, &zone));
                rule.until = Some(partial(own.map_or(last, |own| own.min(last))));
            }
        }
    }
    // What begins later still repeats no more than once.
    event.entries.retain(|entry| !is_later || entry.name != ICalendarProperty::Rrule);
}

/// The last moment of a repetition on the clocks of `zone`; of a date all of it.
fn end(until: &PartialDateTime, zone: &TimeZone) -> Option<DateTime> {
    let wall = told(until)?;
    if until.hour.is_none() {
        return Some(wall.date().at(23, 59, 59, 0));
    }
    match until.tz_hour {
        Some(_) => Some(wall.to_zoned(TimeZone::UTC).ok()?.with_time_zone(zone.clone()).datetime()),
        None => Some(wall),
    }
}

fn told(partial: &PartialDateTime) -> Option<DateTime> {
    let number = |part: Option<u8>| i8::try_from(part.unwrap_or(0)).ok();
    let year = i16::try_from(partial.year?).ok()?;
    let (month, day) = (number(partial.month)?, number(partial.day)?);
    let (hour, minute, second) = (number(partial.hour)?, number(partial.minute)?, number(partial.second)?);
    jiff::civil::DateTime::new(year, month, day, hour, minute, second.min(59), 0).ok()
}

fn partial(wall: DateTime) -> PartialDateTime {
    let wall = wall.max(date(1970, 1, 1).at(0, 0, 0, 0));
    let number = |part: i8| u8::try_from(part).ok();
    PartialDateTime {
        year: u16::try_from(wall.year()).ok(),
        month: number(wall.month()),
        day: number(wall.day()),
        hour: number(wall.hour()),
        minute: number(wall.minute()),
        second: number(wall.second()),
        ..PartialDateTime::default()
    }
}
