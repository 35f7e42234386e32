//! Text by Django REST framework's rules: cut at both ends, numbers welcome, every complaint told.

use super::{
    body::Input,
    chars,
    field::{Fault, Field, fault},
    json::Json,
    kind::Kind,
    number::is_digits,
    strict,
    syntax::{is_email, is_phone, is_url},
    values::{Secret, Value},
};

/// Fields at least this long take any number, shorter ones whole numbers of at most [`MOST_DIGITS`] digits.
pub(super) const HOLDS_ANY_NUMBER: usize = 64;
/// The most digits of a whole number that becomes text in a short field; every such number has a plain spelling.
pub(super) const MOST_DIGITS: usize = 15;

pub(super) fn read(field: &Field, input: &Input) -> Result<Value, Vec<Fault>> {
    let sent = sent_text(field, input)?;
    let is_secret = matches!(field.kind, Kind::Secret { .. });
    let text = if is_secret { sent } else { chars::trim(sent) };
    if chars::trim(sent).is_empty() {
        return if field.blank { Ok(value(field, "")) } else { Err(vec![fault("blank", "field-blank")]) };
    }
    let mut faults = length_faults(&field.kind, text.chars().count());
    if let Some(refused) = field.check.as_ref().and_then(|check| (check.rule)(text).err()) {
        faults.insert(0, fault(refused.code, refused.key));
    }
    faults.extend(field.mismatch(text));
    if text.contains('\0') {
        faults.push(fault("nul", "field-nul"));
    }
    if let Input::Json(Json::Unpaired { unit, .. }) = input {
        faults.push(strict::surrogate(*unit));
    }
    match field.kind {
        Kind::Email { .. } if !is_email(text) => faults.push(fault("invalid_email", "field-email")),
        Kind::Url { .. } if !is_url(text) => faults.push(fault("invalid_url", "field-url")),
        Kind::Phone { .. } if !is_phone(text) => faults.push(fault("invalid_phone", "field-phone")),
        _ => {}
    }
    if faults.is_empty() { Ok(value(field, text)) } else { Err(faults) }
}

fn value(field: &Field, text: &str) -> Value {
    match field.kind {
        Kind::Secret { .. } => Value::Secret(Secret::new(text)),
        _ => Value::Text(text.to_owned()),
    }
}

/// Text, or the text that a number becomes.
fn sent_text<'a>(field: &Field, input: &'a Input) -> Result<&'a str, Vec<Fault>> {
    let text = match input {
        Input::Json(Json::Text(text) | Json::Unpaired { text, .. }) | Input::Form(text) => Some(text.as_str()),
        Input::Json(Json::Number(number)) => number_as_text(&field.kind, number),
        _ => None,
    };
    text.ok_or_else(|| {
        vec![match field.kind {
            Kind::Email { .. } => fault("invalid_email", "field-email"),
            Kind::Url { .. } => fault("invalid_url", "field-url"),
            Kind::Phone { .. } => fault("invalid_phone", "field-phone"),
            _ => fault("not_text", "field-not-text"),
        }]
    })
}

/// Short fields take whole numbers only, so that the schema can say which numbers fit.
fn number_as_text<'a>(kind: &Kind, number: &'a str) -> Option<&'a str> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_whole = is_digits(digits) && decimals.bytes().all(|byte| byte == b'0');
    match *kind {
        Kind::Text { max: HOLDS_ANY_NUMBER.., .. } => Some(number),
        Kind::Text { .. } if is_whole && digits.len() <= MOST_DIGITS => Some(whole),
        Kind::Secret { .. } if is_digits(number) => Some(number),
        _ => None,
    }
}

fn length_faults(kind: &Kind, length: usize) -> Vec<Fault> {
    let (least, most) = match *kind {
        Kind::Text { min, max, .. } | Kind::Secret { min, max } => (min, max),
        Kind::Email { max } | Kind::Url { max } | Kind::Phone { max } => (0, max),
        _ => return Vec::new(),
    };
    match length {
        _ if length > most => vec![strict::too_long(most)],
        _ if length < least => vec![strict::too_short(least)],
        _ => Vec::new(),
    }
}
