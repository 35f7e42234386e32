//! Moments and times of day, as the native API writes them.

use super::{
    field::{Fault, Field, fault},
    kind::Kind,
    patterns,
    strict::too_large,
    values::Value,
};
use crate::locale::Message;

impl Field {
    /// A moment with its distance from UTC (RFC 3339); what is finer than a second is cut off.
    pub fn moment(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Moment)
    }

    /// What a clock shows, `HH:MM`, as minutes from midnight in steps of so many; at most 23:59 unless said otherwise.
    ///
    /// Above 24:00 it is a time of the next day: `26:00` is two in the morning.
    pub fn time(name: impl Into<String>, step: i64) -> Self {
        Self::new(name, Kind::Time { step, max: 1_439 })
    }
}

/// Reads `2030-05-06T09:00:00+03:00`.
pub(super) fn moment(sent: &str) -> Result<Value, Vec<Fault>> {
    let bytes = sent.as_bytes();
    let stands = |place: usize, sign: u8| bytes.get(place) == Some(&sign);
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let is_spelled = signs.iter().all(|(place, sign)| stands(*place, *sign));
    let has_offset = || bytes.len() >= 25 && b"+-".contains(&bytes[bytes.len() - 6]) && stands(bytes.len() - 3, b':');
    let is_plain = bytes.iter().all(|byte| byte.is_ascii_digit() || b"-+:.TZ".contains(byte));
    let read: Option<jiff::Timestamp> = sent.parse().ok();
    let read = read.filter(|_| is_spelled && is_plain && (sent.ends_with('Z') || has_offset()));
    read.map(|moment| Value::Moment(moment.into())).ok_or_else(|| vec![fault("invalid_moment", "field-moment")])
}

/// Reads `09:30`.
pub(super) fn read(sent: &str, step: i64, max: i64) -> Result<Value, Vec<Fault>> {
    let minutes = minutes(sent).ok_or_else(|| vec![fault("invalid_time", "field-time")])?;
    if minutes > max {
        return Err(vec![too_large(shown(max))]);
    }
    if minutes % step != 0 {
        let message = Message::new("field-time-step").number("step", step);
        return Err(vec![Fault { code: "not_multiple", message }]);
    }
    Ok(Value::Integer(minutes))
}

fn minutes(sent: &str) -> Option<i64> {
    let (hour, minute) = sent.split_once(':')?;
    let number = |text: &str| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| digits)
    };
    Some(number(hour)? * 60 + number(minute).filter(|minute| *minute < 60)?)
}

/// The time `minutes` after midnight as it is written: `09:30`, `26:00`.
pub fn shown(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

/// What [`read`] accepts, as a regular expression.
pub(super) fn pattern(step: i64, max: i64) -> String {
    let minutes = |last: i64| {
        let all: Vec<String> =
            (0..=last).filter(|minute| minute % step == 0).map(|minute| format!("{minute:02}")).collect();
        all.join("|")
    };
    let mut hours = Vec::new();
    if max >= 60 {
        let last = format!("{:02}", max / 60 - 1);
        patterns::same_length(String::new(), b"00", last.as_bytes(), &mut hours);
    }
    let whole = if hours.is_empty() { String::new() } else { format!("(?:{}):(?:{})|", hours.join("|"), minutes(59)) };
    format!("^(?:{whole}{:02}:(?:{}))$", max / 60, minutes(max % 60))
}
