//! The schemas of numbers.

use utoipa::openapi::schema::{KnownFormat, Object, Schema, SchemaFormat, Type};

use super::{
    alternatives::typed,
    lenient_text::{HOLDS_ANY_NUMBER, MOST_DIGITS},
};

pub(super) fn integer(min: i64, max: i64, step: i64) -> Object {
    let format = SchemaFormat::KnownFormat(KnownFormat::Int64);
    let object = typed(Type::Integer).format(Some(format)).minimum(Some(min)).maximum(Some(max));
    object.multiple_of(Some(step).filter(|step| *step > 1)).build()
}

pub(super) fn among(numbers: &[i64]) -> Object {
    typed(Type::Integer).enum_values(Some(numbers.iter().copied())).build()
}

pub(super) fn decimal_number(whole: u32, places: u32, may_be_negative: bool) -> Schema {
    let most = 10_f64.powi(whole as i32) - 10_f64.powi(-(places as i32));
    let least = if may_be_negative { -most } else { 0.0 };
    let step = 10_f64.powi(-(places as i32));
    typed(Type::Number).minimum(Some(least)).maximum(Some(most)).multiple_of(Some(step)).build().into()
}

/// The JSON numbers whose digits fit into a text field.
pub(super) fn numbers_as_text(min: usize, max: usize) -> Vec<Schema> {
    let power = |digits: usize| 10_i64.pow(digits.min(MOST_DIGITS) as u32);
    let whole = |least: i64, most: i64| typed(Type::Integer).minimum(Some(least)).maximum(Some(most)).build().into();
    match min {
        _ if max >= HOLDS_ANY_NUMBER && min <= 1 => vec![typed(Type::Number).build().into()],
        ..=1 => vec![whole(1 - power(max.saturating_sub(1)), power(max) - 1)],
        _ => vec![whole(power(min - 1), power(max) - 1), whole(1 - power(max.saturating_sub(1)), -power(min - 2))],
    }
}
