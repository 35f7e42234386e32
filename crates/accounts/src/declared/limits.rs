//! The limits of a declared field: which type has which, and that they do not contradict each other.

use frontdesk_kit::input::{Field, Manners, Value};
use toml::Spanned;

use super::entry::FieldEntry;
use super::field::FieldType;
use super::parse::{Fault, fault};
use super::parse_field::json;

/// The decimals of a decimal field that does not say how many it has.
const USUAL_PLACES: u32 = 2;
/// The most decimals.
const MOST_PLACES: u32 = 9;
/// The longest that a text may be allowed to be, in characters.
const LONGEST_TEXT: usize = 2_000;
/// The same for a text with line breaks; a body of JSON has a limit too.
const LONGEST_PROSE: usize = 100_000;
/// The lengths of texts that do not say how long they may be.
const USUAL_TEXT: usize = 255;
const USUAL_PROSE: usize = 20_000;

/// The limits of one field: lengths in characters, or numbers in the smallest units.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Limits {
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// Digits after the point.
    pub places: u32,
}

impl Limits {
    /// Checks what the file says.
    pub(super) fn of(entry: &FieldEntry) -> Result<Self, Fault> {
        let kind = entry.kind;
        let places = places(entry)?;
        let (least, most) = (&entry.min_length, &entry.max_length);
        belongs(least, "min_length", kind, kind.is_free_text(), "text and long_text")?;
        let has_length = kind.is_free_text() || matches!(kind, FieldType::Url | FieldType::Email);
        belongs(most, "max_length", kind, has_length, "text, long_text, url and email")?;
        let is_number = matches!(kind, FieldType::Integer | FieldType::Decimal);
        belongs(&entry.min, "min", kind, is_number, "integer and decimal")?;
        belongs(&entry.max, "max", kind, is_number, "integer and decimal")?;
        if is_number {
            let (min, max) = (bound(entry, &entry.min, places)?, bound(entry, &entry.max, places)?);
            ordered(min, max, entry.max.as_ref().map(|max| max.span().start))?;
            return Ok(Self { min, max, places });
        }
        let longest = match kind {
            FieldType::Text => LONGEST_TEXT,
            FieldType::LongText => LONGEST_PROSE,
            FieldType::Url => frontdesk_kit::input::URL_MAX,
            _ => frontdesk_kit::input::EMAIL_MAX,
        };
        if let Some(most) = most.as_ref().filter(|most| !(1..=longest).contains(most.get_ref())) {
            return Err(fault(
                most,
                format!("a {} has 1 to {longest} characters; write max_length = {longest}", kind.name()),
            ));
        }
        let usual = match kind {
            FieldType::Text => Some(USUAL_TEXT),
            FieldType::LongText => Some(USUAL_PROSE),
            _ => None,
        };
        let length = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let min = least.as_ref().map(|least| length(*least.get_ref()));
        let max = most.as_ref().map(|most| *most.get_ref()).or(usual).map(length);
        ordered(
            min,
            max,
            most.as_ref().map(|most| most.span().start).or(least.as_ref().map(|least| least.span().start)),
        )?;
        Ok(Self { min, max, places })
    }
}

/// A limit that the type does not have.
fn belongs<T>(limit: &Option<Spanned<T>>, name: &str, kind: FieldType, has: bool, whose: &str) -> Result<(), Fault> {
    match limit {
        Some(limit) if !has => {
            let message = format!("a field of type {:?} has no `{name}`; take it out, it is for {whose}", kind.name());
            Err(fault(limit, message))
        }
        _ => Ok(()),
    }
}

fn ordered(min: Option<i64>, max: Option<i64>, at: Option<usize>) -> Result<(), Fault> {
    match (min, max) {
        (Some(min), Some(max)) if min > max => {
            let message = "the greatest is less than the least, so that no value fits; swap them".to_owned();
            Err((at.unwrap_or_default(), message))
        }
        _ => Ok(()),
    }
}

fn places(entry: &FieldEntry) -> Result<u32, Fault> {
    let is_decimal = entry.kind == FieldType::Decimal;
    belongs(&entry.decimal_places, "decimal_places", entry.kind, is_decimal, "decimal")?;
    match &entry.decimal_places {
        Some(places) if !(1..=MOST_PLACES).contains(places.get_ref()) => {
            let mend = "write type = \"integer\" for whole numbers";
            Err(fault(places, format!("decimal_places is 1 to {MOST_PLACES}; {mend}")))
        }
        Some(places) => Ok(*places.get_ref()),
        None => Ok(if is_decimal { USUAL_PLACES } else { 0 }),
    }
}

/// `min` or `max` of a number, in its smallest units.
fn bound(entry: &FieldEntry, limit: &Option<Spanned<toml::Value>>, places: u32) -> Result<Option<i64>, Fault> {
    let Some(limit) = limit else { return Ok(None) };
    let (field, mend) = match entry.kind {
        FieldType::Decimal => {
            (Field::decimal("bound", places), format!("write it in quotes, with at most {places} decimals"))
        }
        _ => (Field::integer("bound"), "write a whole number without quotes".to_owned()),
    };
    let value = match (entry.kind, limit.get_ref()) {
        (FieldType::Decimal, toml::Value::Integer(whole)) => whole.to_string().into(),
        (_, value) => json(value),
    };
    match field.read(&value, Manners::Strict) {
        Ok(Value::Integer(units) | Value::Minor(units)) => Ok(Some(units)),
        _ => Err(fault(limit, format!("this is no bound of a field of type {:?}; {mend}", entry.kind.name()))),
    }
}
