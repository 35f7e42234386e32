//! What one field may be on each wire, as a list of schemas of which one must fit.

use serde_json::{Value as JsonValue, json};
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type,
};

use super::{
    field::Field,
    kind::Kind,
    nested,
    number::decimal_text,
    number_schema::{among, decimal_number, integer, numbers_as_text},
    pattern::Pattern,
    patterns, syntax, times,
};

/// How a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Json,
    Form,
    Multipart,
    Query,
}

/// An example for the documentation: the declared one, or one of the kind.
pub fn example(field: &Field) -> JsonValue {
    let by_kind = || match &field.kind {
        Kind::Text { .. } => json!("text"),
        Kind::Email { .. } => json!("anna.ivanova@example.com"),
        Kind::Url { .. } => json!("https://example.com/"),
        Kind::Phone { .. } => json!("+7 900 123-45-67"),
        Kind::Secret { .. } => json!("Quiet-Harbor-42"),
        Kind::Integer { min, max, step } => json!(45.max(*min).min(*max) / step * step),
        Kind::Among(numbers) => json!(numbers.first()),
        Kind::Reference => json!(1),
        &Kind::Decimal { places, min, max, .. } => {
            json!(decimal_text(1_500_i64.saturating_mul(10_i64.pow(places)).clamp(min, max), places))
        }
        Kind::Boolean => json!(true),
        Kind::Choice(keys) => json!(keys.first()),
        Kind::Many(keys) => json!(keys.iter().take(2).collect::<Vec<_>>()),
        Kind::Date => json!("2030-05-06"),
        Kind::Moment => json!("2030-05-06T09:00:00+03:00"),
        Kind::Time { max, .. } => json!(times::shown(*max.min(&600))),
        Kind::Object => nested::parts(field).example(Wire::Json),
        Kind::Objects { .. } => json!([nested::parts(field).example(Wire::Json)]),
        Kind::Uuid => json!("0197a3c5-7c1e-7d3a-9a51-0c2f4e6b8d10"),
        Kind::Uuids { .. } => json!([]),
        Kind::Image => json!("photo.jpg"),
    };
    field.example.clone().unwrap_or_else(by_kind)
}

/// What the strict reader accepts.
pub fn strict(field: &Field, wire: Wire) -> Vec<Schema> {
    let blank = field.blank || wire == Wire::Query;
    let value = match &field.kind {
        &Kind::Text { min, max, .. } if field.pattern.is_some() => or_empty(formed(field, min, max), blank),
        &Kind::Text { min, max, prose } => {
            let least = if blank { 0 } else { min.max(1) };
            let pattern = patterns::strict_text(&Field { blank, ..field.clone() }, min, prose);
            vec![string().pattern(Some(pattern)).min_length(at_least(least)).max_length(Some(max)).build().into()]
        }
        &Kind::Secret { min, max } => vec![secret(min, max, true)],
        &Kind::Email { max } => vec![address("email-address", &strict_pattern(&syntax::email_pattern(), blank), max)],
        &Kind::Url { max } => vec![address("web-address", &strict_pattern(&syntax::url_pattern(), blank), max)],
        &Kind::Phone { max } => vec![address("phone", &strict_pattern(&syntax::phone_pattern(), blank), max)],
        &Kind::Integer { min, max, step } => or_empty(integer(min, max, step), wire == Wire::Query),
        Kind::Among(numbers) => or_empty(among(numbers), wire == Wire::Query),
        Kind::Reference => or_empty(integer(1, i64::MAX, 1), wire == Wire::Query),
        &Kind::Decimal { whole, places, min, max, .. } => {
            let pattern = patterns::strict_decimal(whole, places, min, max);
            or_empty(string().pattern(Some(pattern)).build(), wire == Wire::Query)
        }
        Kind::Boolean => or_empty(typed(Type::Boolean).build(), wire == Wire::Query),
        Kind::Choice(keys) => vec![choice(keys, blank).into()],
        Kind::Many(keys) => vec![ArrayBuilder::new().items(choice(keys, false)).build().into()],
        Kind::Date => or_empty(formatted(KnownFormat::Date), wire == Wire::Query),
        Kind::Moment => or_empty(formatted(KnownFormat::DateTime), wire == Wire::Query),
        &Kind::Time { step, max } => {
            or_empty(string().pattern(Some(times::pattern(step, max))).build(), wire == Wire::Query)
        }
        Kind::Uuid => or_empty(uuid(), wire == Wire::Query),
        &Kind::Uuids { max } => {
            vec![ArrayBuilder::new().items(uuid()).max_items(Some(max)).build().into()]
        }
        Kind::Image => image(wire),
        Kind::Object | Kind::Objects { .. } => vec![nested::schema(field)],
    };
    or_null(value, field, wire)
}

/// What the lenient reader accepts; in forms and queries everything is text.
pub fn lenient(field: &Field, wire: Wire) -> Vec<Schema> {
    let is_json = wire == Wire::Json;
    let or_nothing = wire == Wire::Query;
    let loose = |inner: &str| string().pattern(Some(patterns::trimmed(inner, or_nothing))).build();
    let mut all: Vec<Schema> = match &field.kind {
        &Kind::Text { min, max, .. } if field.pattern.is_some() => {
            or_empty(formed(field, min, max), field.blank || or_nothing)
        }
        &Kind::Text { min, max, .. } => {
            let field = &Field { blank: field.blank || or_nothing, ..field.clone() };
            let mut all = vec![string().pattern(Some(patterns::trimmed_text(field, min, max))).build().into()];
            all.extend(if is_json { numbers_as_text(min, max) } else { Vec::new() });
            all
        }
        &Kind::Secret { min, max } => vec![secret(min, max, false)],
        &Kind::Email { max } => {
            let pattern = patterns::trimmed(&syntax::email_pattern(), field.blank || or_nothing);
            vec![address("email-address", &pattern, max)]
        }
        &Kind::Url { max } => {
            let pattern = patterns::trimmed(&syntax::url_pattern(), field.blank || or_nothing);
            vec![address("web-address", &pattern, max)]
        }
        &Kind::Phone { max } => {
            let pattern = patterns::trimmed(&syntax::phone_pattern(), field.blank || or_nothing);
            vec![address("phone", &pattern, max)]
        }
        Kind::Integer { .. } | Kind::Decimal { rounding: Some(_), .. } if or_nothing => {
            vec![loose(patterns::ANY_NUMBER).into()]
        }
        &Kind::Integer { min, max, step } => {
            let text = loose(&patterns::loose_integer(min, max)).into();
            if is_json { vec![integer(min, max, step).into(), text] } else { vec![text] }
        }
        Kind::Among(numbers) => {
            let all: Vec<String> = numbers.iter().map(|number| patterns::loose_integer(*number, *number)).collect();
            let text = loose(&all.join("|")).into();
            if is_json { vec![among(numbers).into(), text] } else { vec![text] }
        }
        Kind::Reference => vec![loose(&patterns::loose_integer(i64::MIN, i64::MAX)).into()],
        &Kind::Decimal { whole, places, min, .. } => {
            let text = loose(&patterns::loose_decimal(whole, places, min < 0)).into();
            if is_json { vec![decimal_number(whole, places, min < 0), text] } else { vec![text] }
        }
        Kind::Boolean => {
            let or_null = if field.nullable { "|[Nn][Uu][Ll][Ll]|" } else { "" };
            let optional = if or_nothing { "?" } else { "" };
            let text = string().pattern(Some(format!("^(?:{}{or_null}){optional}$", patterns::LOOSE_BOOLEAN)));
            let flag = typed(Type::Integer).enum_values(Some([0, 1])).build().into();
            let text = text.build().into();
            if is_json { vec![typed(Type::Boolean).build().into(), text, flag] } else { vec![text] }
        }
        Kind::Choice(keys) => vec![choice(keys, field.blank || or_nothing).into()],
        Kind::Many(keys) => {
            let least = at_least(usize::from(!field.blank));
            vec![ArrayBuilder::new().items(choice(keys, false)).min_items(least).build().into()]
        }
        Kind::Date => or_empty(formatted(KnownFormat::Date), or_nothing),
        Kind::Moment => or_empty(formatted(KnownFormat::DateTime), or_nothing),
        Kind::Uuid => or_empty(uuid(), or_nothing),
        Kind::Image => image(wire),
        // The older wires have none.
        Kind::Time { .. } | Kind::Uuids { .. } | Kind::Object | Kind::Objects { .. } => strict(field, wire),
    };
    let is_form = matches!(wire, Wire::Form | Wire::Multipart);
    if is_form && field.nullable && !field.blank {
        all.push(nothing());
    }
    or_null(all, field, wire)
}

pub(super) fn typed(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(kind)
}

fn string() -> ObjectBuilder {
    typed(Type::String)
}

fn nothing() -> Schema {
    string().max_length(Some(0)).build().into()
}

fn at_least(least: usize) -> Option<usize> {
    Some(least).filter(|least| *least > 0)
}

fn formatted(format: KnownFormat) -> Object {
    string().format(Some(SchemaFormat::KnownFormat(format))).build()
}

fn uuid() -> Object {
    string().format(Some(SchemaFormat::Custom("uuid".to_owned()))).build()
}

/// The format is a name for people: the registered ones are narrower (`email`) or wider (`uri`) than what is taken.
fn address(format: &str, pattern: &str, max: usize) -> Schema {
    let format = SchemaFormat::Custom(format.to_owned());
    string().format(Some(format)).pattern(Some(pattern)).max_length(Some(max)).build().into()
}

fn strict_pattern(inner: &str, or_empty: bool) -> String {
    format!("^(?:{inner}){}$", if or_empty { "?" } else { "" })
}

/// A text of a declared form. Of blanks that a lenient reader cuts off and of numbers that become such a text it says
/// nothing.
fn formed(field: &Field, min: usize, max: usize) -> Object {
    let pattern = strict_pattern(field.pattern.as_ref().map_or("", Pattern::portable), false);
    string().pattern(Some(pattern)).min_length(at_least(min.max(1))).max_length(Some(max)).build()
}

fn secret(min: usize, max: usize, is_strict: bool) -> Schema {
    let format = SchemaFormat::KnownFormat(KnownFormat::Password);
    let text = string().format(Some(format)).pattern(Some(patterns::secret(is_strict)));
    text.min_length(Some(min.max(1))).max_length(Some(max)).build().into()
}

fn choice(keys: &[String], or_nothing: bool) -> Object {
    let blank = or_nothing.then(String::new);
    string().enum_values(Some(keys.iter().cloned().chain(blank))).build()
}

fn or_empty(value: Object, is_allowed: bool) -> Vec<Schema> {
    let empty = is_allowed.then(nothing);
    [value.into()].into_iter().chain(empty).collect()
}

/// Files travel in multipart forms only; elsewhere a picture can at most be taken away.
fn image(wire: Wire) -> Vec<Schema> {
    let file = (wire == Wire::Multipart).then(|| formatted(KnownFormat::Binary).into());
    file.into_iter().collect()
}

/// Null is a second type of a single value, or one more alternative.
fn or_null(mut all: Vec<Schema>, field: &Field, wire: Wire) -> Vec<Schema> {
    if !field.nullable || wire != Wire::Json {
        return all;
    }
    match all.as_mut_slice() {
        [Schema::Object(object)] => {
            if let SchemaType::Type(kind) = object.schema_type.clone() {
                object.schema_type = SchemaType::from_iter([kind, Type::Null]);
            }
            if let Some(values) = &mut object.enum_values {
                values.push(JsonValue::Null);
            }
        }
        _ => all.push(typed(Type::Null).build().into()),
    }
    all
}
