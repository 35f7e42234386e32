//! One field by the native API's rules: exact JSON types, and text in one normal form.

use uuid::Uuid;

use super::{
    body::Input,
    chars::{self, CONTROLS, CONTROLS_IN_PROSE},
    field::{Fault, Field, fault},
    json::Json,
    kind::Kind,
    lists,
    number::{self, Decimal, Miss},
    python,
    syntax::{self, is_email, is_phone, is_url},
    times,
    values::{Secret, Value},
};
use crate::locale::Message;

type Read = Result<Value, Vec<Fault>>;

pub(super) fn read(field: &Field, input: &Input) -> Read {
    match &field.kind {
        &Kind::Text { min, max, prose } => text(field, sent_text(input)?, min, max, prose),
        &Kind::Secret { min, max } => secret(sent_text(input)?, min, max),
        &Kind::Email { max } => form_of(field, sent_text(input)?, max, is_email, fault("invalid_email", "field-email")),
        &Kind::Url { max } => form_of(field, sent_text(input)?, max, is_url, fault("invalid_url", "field-url")),
        &Kind::Phone { max } => form_of(field, sent_text(input)?, max, is_phone, fault("invalid_phone", "field-phone")),
        &Kind::Integer { min, max, step } => {
            within(integer(input)?, min, max).and_then(|number| in_steps(number, step))
        }
        Kind::Among(numbers) => among(numbers, integer(input)?),
        Kind::Reference => within(integer(input)?, 1, i64::MAX).map(Value::Integer),
        &Kind::Decimal { whole, places, min, max, .. } => decimal(sent_text(input)?, whole, places, min, max),
        Kind::Boolean => boolean(input),
        Kind::Choice(keys) => choice(field, keys, sent_text(input)?).map(Value::Text),
        Kind::Many(keys) => lists::many(field, keys, input),
        &Kind::Uuids { max } => lists::uuids(input, max),
        Kind::Date => syntax::date(sent_text(input)?).map(Value::Date).ok_or_else(|| one("invalid_date", "field-date")),
        Kind::Moment => times::moment(sent_text(input)?),
        &Kind::Time { step, max } => times::read(sent_text(input)?, step, max),
        Kind::Uuid => uuid(sent_text(input)?),
        Kind::Image => image(input),
        Kind::Object | Kind::Objects { .. } => Err(one("not_an_object", "field-not-object")),
    }
}

pub(super) fn one(code: &'static str, key: &'static str) -> Vec<Fault> {
    vec![fault(code, key)]
}

fn sent_text(input: &Input) -> Result<&str, Vec<Fault>> {
    match input {
        Input::Json(Json::Text(text)) | Input::Form(text) => Ok(text),
        Input::Json(Json::Unpaired { unit, .. }) => Err(vec![surrogate(*unit)]),
        _ => Err(one("not_text", "field-not-text")),
    }
}

pub(super) fn surrogate(unit: u16) -> Fault {
    Fault { code: "surrogate", message: Message::new("field-surrogate").arg("code-point", format!("{unit:X}")) }
}

pub(super) fn too_short(min: usize) -> Fault {
    Fault { code: "too_short", message: Message::new("field-too-short").number("min", min as i64) }
}

pub(super) fn too_long(max: usize) -> Fault {
    Fault { code: "too_long", message: Message::new("field-too-long").number("max", max as i64) }
}

pub(super) fn too_small(min: impl std::fmt::Display) -> Fault {
    Fault { code: "too_small", message: Message::new("field-too-small").arg("min", min.to_string()) }
}

pub(super) fn too_large(max: impl std::fmt::Display) -> Fault {
    Fault { code: "too_large", message: Message::new("field-too-large").arg("max", max.to_string()) }
}

pub(super) fn not_a_choice(value: &str, keys: &[String]) -> Fault {
    let message = Message::new("field-choice").arg("value", python::shortened(value)).arg("choices", keys.join(", "));
    Fault { code: "invalid_choice", message }
}

/// Whether text is cut at both ends: not where a pattern or a least length counts every character.
pub(super) fn is_trimmed(field: &Field) -> bool {
    field.check.is_none() && field.pattern.is_none() && matches!(field.kind, Kind::Text { min: ..=1, .. })
}

/// Lengths are held by what was sent, as the schema says, and the upper one also by what is stored.
fn text(field: &Field, sent: &str, min: usize, max: usize, prose: bool) -> Read {
    let refused = if prose { CONTROLS_IN_PROSE } else { CONTROLS };
    if sent.chars().any(|char| chars::holds(refused, char)) {
        return Err(one("control_character", "field-control-character"));
    }
    let composed = chars::composed(sent);
    let lines = if prose { composed.replace("\r\n", "\n").replace('\r', "\n") } else { composed.into_owned() };
    let kept = if is_trimmed(field) { chars::trim(&lines) } else { &lines };
    let length = sent.chars().count();
    if length > max || kept.chars().count() > max {
        return Err(vec![too_long(max)]);
    }
    if chars::trim(kept).is_empty() {
        return if field.blank { Ok(Value::Text(String::new())) } else { Err(one("blank", "field-blank")) };
    }
    if length < min {
        return Err(vec![too_short(min)]);
    }
    checked(field, sent)?;
    match field.mismatch(kept) {
        Some(fault) => Err(vec![fault]),
        None => Ok(Value::Text(kept.to_owned())),
    }
}

fn checked(field: &Field, text: &str) -> Result<(), Vec<Fault>> {
    let Some(check) = &field.check else { return Ok(()) };
    (check.rule)(text).map_err(|refused| one(refused.code, refused.key))
}

/// Passwords stay as they were typed; who hashes them, composes them.
fn secret(sent: &str, min: usize, max: usize) -> Read {
    let length = sent.chars().count();
    if sent.chars().any(|char| chars::holds(CONTROLS, char)) {
        return Err(one("control_character", "field-control-character"));
    }
    match length {
        _ if length > max => Err(vec![too_long(max)]),
        _ if chars::trim(sent).is_empty() => Err(one("blank", "field-blank")),
        _ if length < min => Err(vec![too_short(min)]),
        _ => Ok(Value::Secret(Secret::new(sent))),
    }
}

fn form_of(field: &Field, sent: &str, max: usize, is_valid: fn(&str) -> bool, refusal: Fault) -> Read {
    match sent.chars().count() {
        0 if field.blank => Ok(Value::Text(String::new())),
        0 => Err(one("blank", "field-blank")),
        length if length > max => Err(vec![too_long(max)]),
        _ if !is_valid(sent) => Err(vec![refusal]),
        _ => {
            checked(field, sent)?;
            Ok(Value::Text(chars::composed(sent).into_owned()))
        }
    }
}

fn integer(input: &Input) -> Result<Result<i64, Miss>, Vec<Fault>> {
    match input {
        Input::Json(Json::Number(text)) => Ok(number::plain_integer(text)),
        Input::Form(text) => Ok(number::plain_integer(text)),
        _ => Err(one("not_integer", "field-not-integer")),
    }
}

pub(super) fn in_steps(number: i64, step: i64) -> Read {
    let refused = || Message::new("field-not-multiple").number("step", step);
    if number % step == 0 {
        Ok(Value::Integer(number))
    } else {
        Err(vec![Fault { code: "not_multiple", message: refused() }])
    }
}

pub(super) fn among(numbers: &[i64], read: Result<i64, Miss>) -> Read {
    let bound = |found: Option<&i64>| found.copied().unwrap_or_default();
    let number = within(read, bound(numbers.iter().min()), bound(numbers.iter().max()))?;
    let keys = || numbers.iter().map(i64::to_string).collect::<Vec<_>>();
    let is_known = numbers.contains(&number);
    if is_known { Ok(Value::Integer(number)) } else { Err(vec![not_a_choice(&number.to_string(), &keys())]) }
}

pub(super) fn within(read: Result<i64, Miss>, min: i64, max: i64) -> Result<i64, Vec<Fault>> {
    match read {
        Err(Miss::NotWhole) => Err(one("not_integer", "field-not-integer")),
        Err(Miss::TooSmall) => Err(vec![too_small(min)]),
        Err(Miss::TooLarge) => Err(vec![too_large(max)]),
        Ok(number) if number < min => Err(vec![too_small(min)]),
        Ok(number) if number > max => Err(vec![too_large(max)]),
        Ok(number) => Ok(number),
    }
}

/// Plain decimal text: digits, then perhaps a point and at most `places` digits.
fn decimal(sent: &str, whole: u32, places: u32, min: i64, max: i64) -> Read {
    let unsigned = sent.strip_prefix('-').filter(|_| min < 0).unwrap_or(sent);
    let (units, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    if !number::is_digits(units) || !number::is_digits(decimals) {
        return Err(one("not_decimal", "field-not-decimal"));
    }
    let fits = units.len() <= whole as usize && decimals.len() <= places as usize;
    let read = Decimal::parse(sent).filter(|_| fits).map(|number| number.units(places));
    let Some(Ok(minor)) = read else {
        let message = Message::new("field-decimal-size").number("whole", whole.into()).number("places", places.into());
        return Err(vec![Fault { code: "too_many_digits", message }]);
    };
    in_units(minor, places, min, max)
}

/// `min` and `max` are told in whole units, as the client writes them.
pub(super) fn in_units(minor: i64, places: u32, min: i64, max: i64) -> Read {
    let told = |units: i64| {
        let (sign, size, scale) = (if units < 0 { "-" } else { "" }, units.unsigned_abs(), 10_u64.pow(places));
        match size % scale {
            0 => format!("{sign}{}", size / scale),
            rest => format!("{sign}{}.{rest:0width$}", size / scale, width = places as usize),
        }
    };
    match minor {
        _ if minor < min => Err(vec![too_small(told(min))]),
        _ if minor > max => Err(vec![too_large(told(max))]),
        _ => Ok(Value::Minor(minor)),
    }
}

fn boolean(input: &Input) -> Read {
    match input {
        Input::Json(Json::Bool(is_true)) => Ok(Value::Boolean(*is_true)),
        Input::Form(text) if text == "true" || text == "false" => Ok(Value::Boolean(text == "true")),
        _ => Err(one("not_boolean", "field-not-boolean")),
    }
}

pub(super) fn choice(field: &Field, keys: &[String], sent: &str) -> Result<String, Vec<Fault>> {
    let is_known = keys.iter().any(|key| key == sent) || (sent.is_empty() && field.blank);
    if is_known { Ok(sent.to_owned()) } else { Err(vec![not_a_choice(sent, keys)]) }
}

fn uuid(sent: &str) -> Read {
    read_uuid(sent).map(Value::Uuid)
}

pub(super) fn read_uuid(sent: &str) -> Result<Uuid, Vec<Fault>> {
    Uuid::try_parse(sent).ok().filter(|_| sent.len() == 36).ok_or_else(|| one("invalid_uuid", "field-uuid"))
}

pub(super) fn image(input: &Input) -> Read {
    match input {
        Input::File(upload) if upload.bytes.is_empty() => Err(one("empty_file", "field-file-empty")),
        Input::File(upload) => Ok(Value::Upload(upload.clone())),
        _ => Err(one("not_a_file", "field-not-a-file")),
    }
}
