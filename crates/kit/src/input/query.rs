//! Query strings, read by the same declarations as bodies.

use super::{
    body::{Body, Input},
    field::{Fault, Field, fault},
    invalid::Invalid,
    kind::Kind,
    lenient,
    number::Decimal,
    shape::{self, Manners, Mode, Shape},
    strict,
    values::{Value, Values},
};

impl Shape {
    /// Reads the part of a URL behind the question mark; a blank value counts as absent.
    ///
    /// Strict manners refuse unknown parameters and repeated ones; lenient ones ignore the unknown and take the last.
    /// In lenient manners a whole-number field is a filter: any number will do, and one that equals no `i64` reads as
    /// `i64::MIN`, which equals nothing we keep.
    pub fn read_query(&self, query: &str, manners: Manners) -> Result<Values, Invalid> {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        let sent = Body::from_pairs(pairs.filter(|(_, text)| !super::chars::trim(text).is_empty()).collect());
        let (mut values, mut invalid) = (Values::default(), Invalid::default());
        for field in &self.fields {
            match read_parameter(field, &sent, manners) {
                Ok(Some(value)) => values.set(&field.name, value),
                Ok(None) => {}
                Err(faults) => invalid.extend(&field.name, faults),
            }
        }
        if manners == Manners::Strict {
            for (key, _) in form_urlencoded::parse(query.as_bytes()).filter(|(key, _)| !self.declares(key)) {
                invalid.extend(&key, vec![fault("unknown_field", "field-unknown-parameter")]);
            }
        }
        invalid.or_ok(values)
    }
}

fn read_parameter(field: &Field, sent: &Body, manners: Manners) -> Result<Option<Value>, Vec<Fault>> {
    let Some(input) = sent.get(&field.name) else { return shape::absent(field, Mode::Create) };
    let texts = sent.texts(&field.name);
    let takes_many = matches!(field.kind, Kind::Many(_));
    let read = match (manners, input, &field.kind) {
        (Manners::Strict, ..) if texts.len() > 1 && !takes_many => Err(vec![fault("repeated", "field-repeated")]),
        (Manners::Strict, input, _) => strict::read(field, input),
        (Manners::Lenient, Input::Form(text), Kind::Integer { .. }) => any_integer(text),
        (Manners::Lenient, input, _) => lenient::read(field, input, &texts),
    };
    read.map(Some)
}

fn any_integer(text: &str) -> Result<Value, Vec<Fault>> {
    let number = Decimal::parse(super::chars::trim(text));
    let number = number.ok_or_else(|| vec![fault("not_a_number", "field-filter-number")])?;
    Ok(Value::Integer(number.units(0).unwrap_or(i64::MIN)))
}
