//! One field by Django REST framework's rules, for the older wires.

use uuid::Uuid;

use super::{
    body::Input,
    chars,
    field::{Fault, Field, fault},
    json::Json,
    kind::Kind,
    lenient_text as text,
    number::{self, Decimal, Miss, Rounding},
    strict, syntax, times,
    values::Value,
};
use crate::locale::Message;

type Read = Result<Value, Vec<Fault>>;

/// The longest text that is read as a number.
const MAX_NUMBER_TEXT: usize = 1_000;

/// `texts` is all that a form sent for the field.
pub(super) fn read(field: &Field, input: &Input, texts: &[&str]) -> Read {
    match &field.kind {
        Kind::Text { .. } | Kind::Secret { .. } | Kind::Email { .. } | Kind::Url { .. } | Kind::Phone { .. } => {
            text::read(field, input)
        }
        &Kind::Integer { min, max, step } => {
            strict::within(integer(input)?, min, max).and_then(|number| strict::in_steps(number, step))
        }
        Kind::Among(numbers) => strict::among(numbers, integer(input)?),
        Kind::Reference => match integer(input)? {
            Ok(number) => Ok(Value::Integer(number)),
            Err(_) => Err(one("invalid_choice", "field-filter-choice")),
        },
        Kind::Decimal { rounding: Some(rounding), places, .. } => bound(input, *places, *rounding),
        &Kind::Decimal { whole, places, min, max, .. } => decimal(field, input, whole, places, (min, max)),
        Kind::Boolean => boolean(field, input),
        Kind::Choice(keys) => choice(field, keys, &shown(input)).map(Value::Text),
        Kind::Many(keys) => many(field, keys, input, texts),
        Kind::Moment => times::moment(&shown(input)),
        Kind::Date => syntax::date(&shown(input)).map(Value::Date).ok_or_else(|| one("invalid_date", "field-date")),
        Kind::Uuid => uuid(input),
        Kind::Image => strict::image(input),
        // The older wires have none.
        Kind::Time { .. } | Kind::Uuids { .. } | Kind::Object | Kind::Objects { .. } => strict::read(field, input),
    }
}

fn one(code: &'static str, key: &'static str) -> Vec<Fault> {
    vec![fault(code, key)]
}

/// What was sent as Python's `str` shows it.
fn shown(input: &Input) -> String {
    match input {
        Input::Json(json) => json.shown(),
        Input::Form(text) => text.clone(),
        Input::File(upload) => upload.filename.clone(),
    }
}

/// The text of a number: text without outer blanks, or a JSON number as it was written.
fn number_text(input: &Input) -> Result<(&str, bool), Vec<Fault>> {
    match input {
        Input::Json(Json::Number(text)) => Ok((text, true)),
        Input::Json(Json::Text(text)) | Input::Form(text) if text.chars().count() > MAX_NUMBER_TEXT => {
            Err(one("number_too_long", "field-number-too-long"))
        }
        Input::Json(Json::Text(text)) | Input::Form(text) => Ok((chars::trim(text), false)),
        _ => Ok(("", false)),
    }
}

/// A JSON number counts by its value (`9e1` is 90), a text by its looks.
fn integer(input: &Input) -> Result<Result<i64, Miss>, Vec<Fault>> {
    let (text, is_number) = number_text(input)?;
    let by_value = |text| Decimal::parse(text).map_or(Err(Miss::NotWhole), |number| number.units(0));
    Ok(if is_number { by_value(text) } else { number::loose_integer(text) })
}

fn parse_decimal(input: &Input) -> Result<Option<Decimal>, Vec<Fault>> {
    let (text, is_number) = number_text(input)?;
    let number = Decimal::parse(text);
    Ok(if is_number { number.map(Decimal::without_trailing_zeros) } else { number })
}

fn decimal(field: &Field, input: &Input, whole: u32, places: u32, (min, max): (i64, i64)) -> Read {
    if field.nullable && number_text(input)? == ("", false) && matches!(input, Input::Json(Json::Text(_))) {
        return Ok(Value::Null);
    }
    let Some(number) = parse_decimal(input)? else { return Err(one("not_decimal", "field-not-decimal")) };
    let (digits, digits_before, digits_after) = number.sizes();
    let too_many =
        |code, key, max: u32| Err(vec![Fault { code, message: Message::new(key).number("max", max.into()) }]);
    if digits > i64::from(whole + places) {
        return too_many("too_many_digits", "field-too-many-digits", whole + places);
    }
    if digits_after > i64::from(places) {
        return too_many("too_many_decimals", "field-too-many-decimals", places);
    }
    if digits_before > i64::from(whole) {
        return too_many("too_many_whole_digits", "field-too-many-whole-digits", whole);
    }
    let minor = number.units(places).map_err(|_| one("not_decimal", "field-not-decimal"))?;
    strict::in_units(minor, places, min, max)
}

/// A bound in a filter takes any number, as finely as it is written.
fn bound(input: &Input, places: u32, rounding: Rounding) -> Read {
    let number = parse_decimal(input)?.ok_or_else(|| one("not_a_number", "field-filter-number"))?;
    Ok(Value::Minor(number.units_rounded(places, rounding)))
}

fn boolean(field: &Field, input: &Input) -> Read {
    let sent = match input {
        Input::Json(Json::Bool(is_true)) => return Ok(Value::Boolean(*is_true)),
        Input::Json(Json::Number(number)) => Decimal::parse(number).and_then(|number| number.units(0).ok()),
        Input::Json(Json::Text(text)) | Input::Form(text) => match text.to_lowercase().as_str() {
            "t" | "y" | "yes" | "true" | "on" | "1" => Some(1),
            "f" | "n" | "no" | "false" | "off" | "0" => Some(0),
            "" | "null" if field.nullable => return Ok(Value::Null),
            _ => None,
        },
        _ => None,
    };
    match sent {
        Some(flag @ (0 | 1)) => Ok(Value::Boolean(flag == 1)),
        _ => Err(one("not_boolean", "field-not-boolean")),
    }
}

fn choice(field: &Field, keys: &[String], sent: &str) -> Result<String, Vec<Fault>> {
    let is_known = keys.iter().any(|key| key == sent) || (sent.is_empty() && field.blank);
    if is_known { Ok(sent.to_owned()) } else { Err(vec![strict::not_a_choice(sent, keys)]) }
}

fn many(field: &Field, keys: &[String], input: &Input, texts: &[&str]) -> Read {
    let sent: Vec<String> = match input {
        Input::Json(Json::List(items)) => items.iter().map(Json::shown).collect(),
        Input::Form(_) => texts.iter().map(|&text| text.to_owned()).collect(),
        Input::Json(other) => return Err(not_a_list(other.python_type())),
        Input::File(_) => return Err(not_a_list("InMemoryUploadedFile")),
    };
    if sent.is_empty() && !field.blank {
        return Err(one("empty_list", "field-list-empty"));
    }
    let mut chosen: Vec<String> = Vec::new();
    for key in &sent {
        let key = choice(field, keys, key)?;
        if !chosen.contains(&key) {
            chosen.push(key);
        }
    }
    Ok(Value::Many(chosen))
}

fn not_a_list(found: &str) -> Vec<Fault> {
    vec![Fault { code: "not_list", message: Message::new("field-not-list").arg("found", found) }]
}

fn uuid(input: &Input) -> Read {
    let text = match input {
        Input::Json(Json::Text(text)) | Input::Form(text) => text.as_str(),
        _ => "",
    };
    Uuid::try_parse(text).map(Value::Uuid).map_err(|_| one("invalid_uuid", "field-uuid"))
}
