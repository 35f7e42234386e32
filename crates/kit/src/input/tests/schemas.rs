use proptest::{
    prelude::*,
    strategy::ValueTree,
    string::string_regex,
    test_runner::{Config, TestRunner},
};

use super::{super::patterns, *};

fn fields() -> Vec<Field> {
    vec![
        Field::text("x").max(20),
        Field::text("x").max(20).may_be_blank(),
        Field::text("x").between(3, 9),
        Field::text("x").max(9).min(1),
        Field::prose("x").max(30),
        Field::username("x").between(3, 30),
        Field::username("x").may_be_blank(),
        Field::phone("x").nullable().may_be_blank(),
        Field::email("x"),
        Field::url("x"),
        Field::secret("x").between(8, 40),
        Field::integer("x").between(-50, 1440),
        Field::integer("x").min(0),
        Field::money("x"),
        Field::phone_number("x"),
        Field::boolean("x").nullable(),
    ]
}

/// A text of a declared form.
fn plate() -> Field {
    Field::text("x").pattern(Pattern::parse(r"^[А-ЯЁ]\d{1,6}( \p{Script=Latin}+|[^/]{2})?$", 255).expect("sound"))
}

/// Those that only the native API has.
fn native_fields() -> Vec<Field> {
    vec![
        Field::integer("x").between(0, 240).in_steps_of(5),
        Field::among("x", [5, 10, 60]),
        Field::time("x", 5).max(2_880),
        Field::time("x", 15).max(1_435),
        Field::decimal("x", 3),
        Field::decimal("x", 2).between(-150, 2575),
        Field::decimal("x", 1).between(5, 1009),
        plate().max(12),
        plate().between(5, 9).may_be_blank(),
    ]
}

/// All text schemas of a property, with their greatest and least lengths.
fn patterns_of(schema: &JsonValue) -> Vec<(String, usize, usize)> {
    let own = schema["pattern"].as_str().map(|pattern| {
        let bound = |key: &str, default| schema[key].as_u64().map_or(default, |length| length as usize);
        (pattern.to_owned(), bound("minLength", 0), bound("maxLength", usize::MAX))
    });
    let nested = schema["anyOf"].as_array().into_iter().flatten().flat_map(patterns_of);
    own.into_iter().chain(nested).collect()
}

fn schema_of(field: Field, manners: Manners) -> JsonValue {
    json!(Shape::new("Test").field(field).schema(manners, Mode::Create))
}

/// Some lengths are met rarely.
fn config() -> Config {
    Config { cases: 24, max_local_rejects: u32::MAX, failure_persistence: None, ..Config::default() }
}

#[test]
fn every_text_that_a_schema_allows_is_accepted() {
    for manners in [Manners::Strict, Manners::Lenient] {
        let natives = if manners == Manners::Strict { native_fields() } else { Vec::new() };
        for field in fields().into_iter().chain(natives) {
            for (pattern, least, most) in patterns_of(&schema_of(field.clone(), manners)["properties"]["x"]) {
                let inner = pattern.trim_start_matches('^').trim_end_matches('$');
                let texts = string_regex(inner).expect("a pattern that can be generated");
                let fitting = texts.prop_filter("length", |text| (least..=most).contains(&text.chars().count()));
                let check = |text: String| {
                    // A few characters grow when composed; at the greatest length that is one thing no schema can say.
                    if super::super::chars::composed(&text).chars().count() > most {
                        return Ok(());
                    }
                    let value = JsonValue::from(text).to_string();
                    let told = read(field.clone(), manners, &value);
                    prop_assert!(told.is_ok(), "{manners:?} {:?} {pattern} {value}: {told:?}", field.kind);
                    Ok(())
                };
                TestRunner::new(config()).run(&fitting, check).expect("schema and reader agree");
            }
        }
    }
}

#[test]
fn the_digits_of_a_range_are_exactly_its_numbers() {
    for (min, max) in [(0, 9), (0, 80), (1, 1440), (-50, 1440), (7, 7), (95, 105), (-20, -3)] {
        let pattern = patterns::loose_integer(min, max);
        let texts = string_regex(&pattern).expect("a pattern that can be generated");
        let mut met = std::collections::BTreeSet::new();
        let mut runner = TestRunner::deterministic();
        for _ in 0..20_000 {
            let text = texts.new_tree(&mut runner).expect("a text").current();
            let number = super::super::number::loose_integer(&text).expect("a whole number");
            assert!((min..=max).contains(&number), "{text} is not within {min}..={max}");
            met.insert(number);
        }
        assert!(max - min > 200 || met.len() as i64 == max - min + 1, "{min}..={max}: {met:?}");
    }
}

#[test]
fn the_pattern_of_a_decimal_is_exactly_its_range() {
    for (places, min, max) in [(1, 5, 105), (2, -150, 99), (2, 0, 250), (1, -30, -7), (2, 150, 150), (3, 999, 1001)] {
        let field = Field::decimal("x", places).between(min, max);
        let pattern = patterns::strict_decimal(18 - places, places, min, max);
        let inner = pattern.trim_start_matches('^').trim_end_matches('$');
        let texts = string_regex(inner).expect("a pattern that can be generated");
        let mut met = std::collections::BTreeSet::new();
        let mut runner = TestRunner::deterministic();
        for _ in 0..10_000 {
            let text = texts.new_tree(&mut runner).expect("a text").current();
            let value = read(field.clone(), Manners::Strict, &format!("{text:?}"));
            met.insert(value.unwrap_or_else(|_| panic!("{text} is not within {min}..={max}")).minor("x"));
        }
        assert_eq!(met.len() as i64, max - min + 1, "{pattern}: {met:?}");
    }
}

#[test]
fn a_strict_schema_closes_the_object_and_a_lenient_one_does_not() {
    let strict = schema_of(Field::text("x").max(100).required().help("The name.").example("Anna"), Manners::Strict);
    assert_eq!(strict["additionalProperties"], json!(false));
    assert_eq!(strict["required"], json!(["x"]));
    assert_eq!(strict["properties"]["x"]["description"], json!("The name."));
    assert_eq!(strict["properties"]["x"]["examples"], json!(["Anna"]));
    assert_eq!(strict["properties"]["x"]["maxLength"], json!(100));
    let lenient = schema_of(Field::text("x"), Manners::Lenient);
    assert_eq!(lenient.get("additionalProperties"), None);
    assert_eq!(lenient["properties"]["x"]["anyOf"][1], json!({ "type": "number" }));
}

#[test]
fn null_is_a_second_type_and_one_more_choice() {
    let strict = |field: Field| schema_of(field.nullable(), Manners::Strict)["properties"]["x"].clone();
    assert_eq!(strict(Field::integer("x"))["type"], json!(["integer", "null"]));
    assert_eq!(strict(Field::choice("x", ["a"]))["enum"], json!(["a", null]));
    let parameter = schema_of(Field::integer("x").nullable(), Manners::Lenient)["properties"]["x"].clone();
    assert_eq!(parameter["anyOf"][2], json!({ "type": "null" }));
}

#[test]
fn a_patch_requires_nothing_and_defaults_nothing() {
    let shape =
        Shape::new("Test").field(Field::text("a").required()).field(Field::boolean("b").default(Value::Boolean(true)));
    let schema = |mode| json!(shape.schema(Manners::Strict, mode));
    assert_eq!(schema(Mode::Create)["properties"]["b"]["default"], json!(true));
    assert_eq!(schema(Mode::Patch).get("required"), None);
    assert_eq!(schema(Mode::Patch)["properties"]["b"].get("default"), None);
}

#[test]
fn forms_are_documented_where_they_are_read() {
    let types = |shape: &Shape, manners| {
        let body = json!(shape.request_body(manners, Mode::Create));
        body["content"].as_object().map(|content| content.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    let (plain, picture) = (Shape::new("A").field(Field::text("a")), Shape::new("B").field(Field::image("file")));
    assert_eq!(types(&plain, Manners::Strict), ["application/json"]);
    assert_eq!(types(&picture, Manners::Strict), ["application/json", "multipart/form-data"]);
    let needed = Shape::new("C").field(Field::image("file").required());
    assert_eq!(types(&needed, Manners::Lenient), ["multipart/form-data"]);
    assert_eq!(types(&plain, Manners::Lenient).len(), 3);
}

#[test]
fn parameters_of_a_query_may_be_blank() {
    let shape = Shape::new("Filter").field(Field::integer("limit").between(1, 100).help("How many.").example(20));
    let parameters = shape.query_params(Manners::Strict);
    let parameter = json!(parameters[0]);
    assert_eq!(
        (&parameter["in"], &parameter["required"], &parameter["example"]),
        (&json!("query"), &json!(false), &json!(20))
    );
    assert_eq!(parameter["schema"]["anyOf"][0]["maximum"], json!(100));
    assert_eq!(parameter["schema"]["anyOf"][1], json!({ "type": "string", "maxLength": 0 }));
}
