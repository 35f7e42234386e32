use super::*;

#[test]
fn only_the_declared_type_is_taken() {
    for value in ["5", "true", "[]", "{}", "\"\\ud800\""] {
        assert_eq!(codes(Field::text("x"), value).len(), 1, "{value}");
    }
    assert_eq!(codes(Field::integer("x"), "\"5\""), ["not_integer"]);
    assert_eq!(codes(Field::boolean("x"), "1"), ["not_boolean"]);
    assert_eq!(codes(Field::money("x"), "15"), ["not_text"]);
    assert_eq!(codes(Field::choice("x", ["a"]), "[\"a\"]"), ["not_text"]);
    assert_eq!(codes(Field::many("x", ["a"]), "\"a\""), ["not_list"]);
    assert_eq!(codes(Field::image("x"), "\"photo.jpg\""), ["not_a_file"]);
}

#[test]
fn whole_numbers_keep_to_their_range() {
    let field = || Field::integer("x").between(1, 1440);
    assert!(codes(field(), "1").is_empty() && codes(field(), "1440").is_empty());
    assert_eq!(codes(field(), "0"), ["too_small"]);
    assert_eq!(codes(field(), "1441"), ["too_large"]);
    assert_eq!(codes(field(), "9223372036854775808"), ["too_large"]);
    for value in ["-0", "1e3", "4.5", "1e400"] {
        assert_eq!(codes(field(), value), ["not_integer"], "{value}");
    }
}

#[test]
fn whole_numbers_keep_to_their_steps() {
    let field = || Field::integer("x").between(0, 240).in_steps_of(5);
    assert!(codes(field(), "0").is_empty() && codes(field(), "240").is_empty());
    assert_eq!(codes(field(), "12"), ["not_multiple"]);
    assert_eq!(codes(field(), "245"), ["too_large"]);
}

#[test]
fn a_number_may_have_to_be_one_of_a_few() {
    let field = || Field::among("x", [5, 10, 60]);
    assert!(["5", "10", "60", "60.0"].iter().all(|value| codes(field(), value).is_empty()));
    assert_eq!(codes(field(), "15"), ["invalid_choice"]);
    assert_eq!(codes(field(), "0"), ["too_small"]);
    assert_eq!(codes(field(), "9223372036854775808"), ["too_large"]);
    assert_eq!(codes(field(), "\"5\""), ["not_integer"]);
}

#[test]
fn text_is_counted_in_code_points_and_stored_composed_and_trimmed() {
    let field = || Field::text("x").max(3);
    let kept = |value: &str| read(field(), Manners::Strict, value).map(|values| values.text("x").to_owned());
    assert_eq!(kept("\"яяя\""), Ok("яяя".to_owned()));
    assert_eq!(kept("\" e\u{301}\""), Ok("é".to_owned()));
    assert_eq!(codes(field(), "\"яяяя\""), ["too_long"]);
    assert_eq!(codes(field(), "\"\u{fb2c}x\""), ["too_long"], "it would grow when composed");
    assert_eq!(codes(field(), "\"   \""), ["blank"]);
    assert_eq!(kept("\"\\u00a0a\\u2003\""), Ok("a".to_owned()));
}

#[test]
fn control_characters_are_refused_but_prose_has_lines() {
    for value in [r#""a\u0000""#, r#""a\u001b[0m""#, r#""a\u007f""#, r#""a\u0085""#] {
        assert_eq!(codes(Field::text("x"), value), ["control_character"], "{value}");
        assert_eq!(codes(Field::prose("x"), value), ["control_character"], "{value}");
    }
    assert_eq!(codes(Field::text("x"), r#""a\nb""#), ["control_character"]);
    let prose = read(Field::prose("x"), Manners::Strict, r#""a\r\n\tb\rc""#).map(|values| values.text("x").to_owned());
    assert_eq!(prose, Ok("a\n\tb\nc".to_owned()));
}

#[test]
fn names_and_addresses_are_taken_as_they_are_or_not_at_all() {
    assert_eq!(codes(Field::username("x"), "\" anna\""), ["invalid_username"]);
    assert_eq!(codes(Field::email("x"), "\"anna@example.com \""), ["invalid_email"]);
    assert_eq!(codes(Field::email("x"), &format!("\"{}@example.com\"", "a".repeat(243))), ["too_long"]);
    assert!(codes(Field::email("x"), &format!("\"{}@example.com\"", "a".repeat(242))).is_empty());
}

#[test]
fn passwords_are_kept_to_the_letter_and_never_shown() {
    let values = read(Field::secret("x").max(20), Manners::Strict, "\" пароль e\u{301} \"").expect("a password");
    assert_eq!(values.secret("x"), " пароль e\u{301} ");
    assert!(!format!("{values:?}").contains("пароль"));
    assert_eq!(codes(Field::secret("x").max(20), &format!("\"{}\"", "a".repeat(21))), ["too_long"]);
    assert_eq!(codes(Field::secret("x"), "\"        \""), ["blank"]);
}

#[test]
fn amounts_are_plain_decimal_text() {
    let minor = |value| read(Field::money("x"), Manners::Strict, value).map(|values| values.minor("x"));
    assert_eq!(minor("\"1500.00\""), Ok(150_000));
    assert_eq!(minor("\"99999999.99\""), Ok(9_999_999_999));
    assert_eq!(codes(Field::money("x"), "\"100000000\""), ["too_many_digits"]);
    assert_eq!(codes(Field::money("x"), "\"1.005\""), ["too_many_digits"]);
    for value in ["\"-5\"", "\"1e3\"", "\"NaN\"", "\"\"", "\"1.\"", "\" 1\""] {
        assert_eq!(codes(Field::money("x"), value), ["not_decimal"], "{value}");
    }
}

#[test]
fn null_and_blank_are_refused_unless_declared() {
    assert_eq!(codes(Field::text("x"), "null"), ["null"]);
    assert_eq!(codes(Field::text("x"), "\"\""), ["blank"]);
    let values = read(Field::text("x").nullable(), Manners::Strict, "null").expect("null is declared");
    assert!(values.has("x") && values.is_null("x") && values.opt_text("x").is_none());
    let values = read(Field::text("x").may_be_blank(), Manners::Strict, "\"\"").expect("blank is declared");
    assert_eq!(values.opt_text("x"), Some(""));
}

#[test]
fn unknown_keys_are_told_after_all_faulty_fields() {
    let shape =
        Shape::new("SignUp").field(Field::username("username").required()).field(Field::text("name").required());
    let body = Body::parse_json(br#"{"is_staff": true, "name": 1}"#, Manners::Strict).expect("a sound body");
    let invalid = shape.read(&body, Manners::Strict, Mode::Create).expect_err("all is wrong");
    let told: Vec<_> = invalid.errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
    assert_eq!(told, [("username", "required"), ("name", "not_text"), ("is_staff", "unknown_field")]);
}

#[test]
fn a_creation_defaults_a_replacement_keeps_and_a_patch_asks_for_nothing() {
    let shape = Shape::new("Service")
        .field(Field::text("name").required())
        .field(Field::boolean("active").default(Value::Boolean(true)))
        .field(Field::integer("id").read_only());
    let read = |text: &str, mode| {
        let body = Body::parse_json(text.as_bytes(), Manners::Strict).expect("a sound body");
        shape.read(&body, Manners::Strict, mode)
    };
    let created = read(r#"{"name": "a", "id": "ignored"}"#, Mode::Create).expect("sound");
    assert!(created.boolean("active") && !created.has("id"));
    assert!(!read(r#"{"name": "a"}"#, Mode::Replace).expect("sound").has("active"));
    assert!(read("{}", Mode::Replace).is_err());
    assert!(read("{}", Mode::Patch).expect("nothing to do").is_empty());
}

#[test]
fn telephone_numbers_are_written_as_people_do() {
    for number in ["+7 (900) 123-45-67", "8 900 123-45-67", "(495) 123-45-67", "112 33", "+49.30.1234567"] {
        assert_eq!(codes(Field::phone_number("x"), &format!("{number:?}")), [""; 0], "{number}");
    }
    for none in ["call me", "+", "1234", "1234567890123456", "+7 900 123-45-67 ext. 5", "12345-", "++12345", "-12345"] {
        assert_eq!(codes(Field::phone_number("x"), &format!("{none:?}")), ["invalid_phone"], "{none}");
    }
}

#[test]
fn decimals_keep_to_their_range_and_their_places() {
    let field = || Field::decimal("x", 2).between(-150, 2575);
    let units = |text: &str| read(field(), Manners::Strict, text).map(|values| values.minor("x"));
    assert_eq!(units("\"25.75\""), Ok(2575));
    assert_eq!(units("\"-1.5\""), Ok(-150));
    assert_eq!(codes(field(), "\"25.76\""), ["too_large"]);
    assert_eq!(codes(field(), "\"-2\""), ["too_small"]);
    assert_eq!(codes(field(), "\"1.005\""), ["too_many_digits"]);
    assert_eq!(codes(field(), "1.5"), ["not_text"]);
}

#[test]
fn a_value_outside_of_a_body_is_read_and_written_by_the_same_rules() {
    let price = Field::decimal("price", 2);
    let read = price.read(&json!("7.5"), Manners::Strict).expect("a decimal");
    assert_eq!(price.to_json(&read), Some(json!("7.50")));
    assert_eq!(price.to_json(&Value::Minor(-5)), Some(json!("-0.05")));
    assert_eq!(price.read(&json!(7.5), Manners::Strict).map_err(|invalid| invalid.errors[0].code), Err("not_text"));
    let many = Field::many("days", ["mo", "tu"]);
    let read = many.read(&json!(["tu"]), Manners::Strict).expect("a choice");
    assert_eq!(many.to_json(&read), Some(json!(["tu"])));
    assert_eq!(many.read(&json!(null), Manners::Strict).map_err(|invalid| invalid.errors[0].code), Err("null"));
    assert_eq!(many.nullable().read(&json!(null), Manners::Strict), Ok(Value::Null));
}

#[test]
fn a_moment_tells_its_distance_from_utc() {
    for value in ["2030-05-06T09:00:00+03:00", "2030-05-06T06:00:00Z", "2030-05-06T06:00:00.999Z"] {
        let values = read(Field::moment("x"), Manners::Strict, &format!("\"{value}\"")).expect("a moment");
        assert_eq!(values.moment("x"), Some(crate::clock::Timestamp(1_904_277_600)), "{value}");
    }
    for value in ["2030-05-06", "2030-05-06T09:00:00", "2030-05-06T09:00+03:00", "2030-05-06 09:00:00Z", ""] {
        assert_eq!(codes(Field::moment("x"), &format!("\"{value}\"")), ["invalid_moment"], "{value}");
    }
}

#[test]
fn a_list_of_ids_holds_ids_and_not_too_many() {
    let field = || Field::uuids("x", 2);
    let id = "\"019a9f7e-6c1f-7000-8000-2f6d3c1b5a90\"";
    assert!(codes(field(), "[]").is_empty() && codes(field(), &format!("[{id}, {id}]")).is_empty());
    assert_eq!(codes(field(), &format!("[{id}, {id}, {id}]")), ["too_many"]);
    assert_eq!(codes(field(), "[5]"), ["not_text"]);
    assert_eq!(codes(field(), "[\"a\"]"), ["invalid_uuid"]);
    assert_eq!(codes(field(), id), ["not_list"]);
    let query = format!("x={0},{0}", id.trim_matches('"'));
    let read = Shape::new("").field(field()).read_query(&query, Manners::Strict).expect("sound");
    assert_eq!(read.uuids("x").len(), 2);
}
