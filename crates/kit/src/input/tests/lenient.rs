use super::*;

const NUL: &str = "Данные содержат запрещённый символ: ноль-байт";

#[track_caller]
fn ru(field: Field, value: &str, told: &[&str]) {
    assert_eq!(messages(Lang::Ru, field, value), json!(told), "{value}");
}

#[track_caller]
fn en(field: Field, value: &str, told: &[&str]) {
    assert_eq!(messages(Lang::En, field, value), json!(told), "{value}");
}

#[test]
fn text_is_cut_at_both_ends_and_numbers_become_text() {
    let kept =
        |value| read(Field::text("x").max(100), Manners::Lenient, value).map(|values| values.text("x").to_owned());
    assert_eq!(kept("\"  Массаж \\n\""), Ok("Массаж".to_owned()));
    assert_eq!(kept("42"), Ok("42".to_owned()));
    assert_eq!(kept("1.50"), Ok("1.50".to_owned()));
    let phone = read(Field::phone("x"), Manners::Lenient, "89161234567").map(|values| values.text("x").to_owned());
    assert_eq!(phone, Ok("89161234567".to_owned()));
}

#[test]
fn text_of_other_types_is_refused_in_the_words_of_the_reference() {
    for value in ["{\"a\": 1}", "true", "[\"x\"]"] {
        ru(Field::phone("x"), value, &["Not a valid string."]);
    }
    ru(Field::email("x"), "[]", &["Введите правильный адрес электронной почты."]);
    en(Field::email("x"), "42", &["Enter a valid email address."]);
}

#[test]
fn nul_and_half_characters_are_faults_of_the_field() {
    ru(Field::text("x"), r#""a\u0000""#, &[NUL]);
    ru(Field::secret("x"), r#""a\u0000bcdefgh""#, &[NUL]);
    en(Field::text("x"), r#""a\ud800""#, &["Surrogate characters are not allowed: U+D800."]);
    en(
        Field::text("x"),
        r#""\ud800\u0000""#,
        &["Null characters are not allowed.", "Surrogate characters are not allowed: U+D800."],
    );
}

#[test]
fn lengths_count_characters_after_cutting() {
    let name = || Field::text("x").max(100);
    ru(name(), &format!("\" {} \"", "ж".repeat(100)), &[]);
    ru(name(), &format!("\"{}\"", "ж".repeat(101)), &["Убедитесь, что это значение содержит не более 100 символов."]);
    en(Field::secret("x").min(8), "\"aB3$xyZ\"", &["Ensure this field has at least 8 characters."]);
    en(Field::secret("x").min(8), "\"          \"", &["This field may not be blank."]);
    ru(name(), "\"   \"", &["Это поле не может быть пустым."]);
    ru(name().may_be_blank(), "\"   \"", &[]);
    ru(name(), "null", &["Это поле не может быть пустым."]);
}

#[test]
fn whole_numbers_may_be_text() {
    let years = || Field::integer("x").min(0);
    for value in ["7", "7.0", "\"7\"", "\" 7 \"", "\"7.0\"", "\"+7\""] {
        let read = read(years(), Manners::Lenient, value).map(|values| values.integer("x"));
        assert_eq!(read, Ok(7), "{value}");
    }
    for value in ["true", "5.5", "\"пять\"", "\"\"", "[]", "{}", "1e-1", "\"5.5\""] {
        ru(years(), value, &["Введите правильное число."]);
    }
    ru(years(), "-1", &["Убедитесь, что это значение больше либо равно 0."]);
    ru(years(), "9223372036854775808", &["Убедитесь, что это значение меньше либо равно 9223372036854775807."]);
    ru(years(), &format!("\"{}\"", "1".repeat(1_001)), &["Слишком длинное значение."]);
}

#[test]
fn prices_are_exact_and_their_faults_are_told_in_turn() {
    let minor = |value| read(Field::money("x"), Manners::Lenient, value).map(|values| values.minor("x"));
    for (value, units) in [
        ("1500", 150_000),
        ("1500.0", 150_000),
        ("\"1500.00\"", 150_000),
        ("\"10.5\"", 1_050),
        ("\"7\"", 700),
        ("0.07", 7),
    ] {
        assert_eq!(minor(value), Ok(units), "{value}");
    }
    for value in ["\"\"", "\"дорого\"", "true", "[]", "\"NaN\"", "\"Infinity\""] {
        ru(Field::money("x"), value, &["Требуется численное значение."]);
    }
    ru(Field::money("x"), "\"1.005\"", &["Убедитесь, что вы ввели не более 2 цифры после запятой."]);
    ru(Field::money("x"), "\"100000000.00\"", &["Убедитесь, что вы ввели не более 10 цифры."]);
    ru(Field::money("x"), "\"100000000\"", &["Убедитесь, что вы ввели не более 8 цифры перед запятой."]);
    ru(Field::money("x"), "-5", &["Убедитесь, что это значение больше либо равно 0."]);
    ru(Field::money("x"), "1e400", &["Убедитесь, что вы ввели не более 10 цифры."]);
}

#[test]
fn a_wrong_choice_is_shown_as_python_shows_it() {
    let role = || Field::choice("x", ["client", "specialist"]);
    ru(role(), "\"\"", &["Значения  нет среди допустимых вариантов."]);
    ru(role(), "1", &["Значения 1 нет среди допустимых вариантов."]);
    ru(role(), "\"Client\"", &["Значения Client нет среди допустимых вариантов."]);
    ru(role(), "[\"client\"]", &["Значения ['client'] нет среди допустимых вариантов."]);
    en(role(), "{\"a\": [true, null, \"it's\"]}", &["\"{'a': [True, None, \"it's\"]}\" is not a valid choice."]);
    ru(role(), "null", &["Это поле не может быть пустым."]);
}

#[test]
fn booleans_have_many_spellings() {
    let read =
        |value| read(Field::boolean("x").nullable(), Manners::Lenient, value).map(|values| values.opt_boolean("x"));
    for value in ["true", "1", "1.0", "\"true\"", "\"True\"", "\"on\"", "\"YES\"", "\"1\"", "\"t\""] {
        assert_eq!(read(value), Ok(Some(true)), "{value}");
    }
    for value in ["false", "0", "\"off\"", "\"No\"", "\"0\""] {
        assert_eq!(read(value), Ok(Some(false)), "{value}");
    }
    for value in ["null", "\"null\"", "\"\""] {
        assert_eq!(read(value), Ok(None), "{value}");
    }
    en(Field::boolean("x"), "2", &["Must be a valid boolean."]);
}

#[test]
fn lists_of_choices_are_read_without_repetitions() {
    let tags = || Field::many("x", ["p", "q"]);
    let read = read(tags(), Manners::Lenient, "[\"q\", \"p\", \"q\"]").expect("sound");
    assert_eq!(read.many("x"), ["q", "p"]);
    ru(tags(), "\"p\"", &["Ожидался list со значениями, но был получен \"str\"."]);
    en(tags(), "[]", &["This selection may not be empty."]);
    en(tags(), "[\"z\"]", &["\"z\" is not a valid choice."]);
}

#[test]
fn dates_ids_and_files_have_their_words() {
    ru(
        Field::date("x"),
        "\"2030-02-30\"",
        &["Неправильный формат date. Используйте один из этих форматов: YYYY-MM-DD."],
    );
    en(Field::uuid("x"), "\"abc\"", &["Must be a valid UUID."]);
    ru(Field::image("x"), "\"default.jpg\"", &["Загруженный файл не является корректным файлом."]);
    ru(
        Field::username("x"),
        "\"anna;drop\"",
        &["Введите правильное имя пользователя. Оно может содержать только буквы, цифры и знаки @/./+/-/_."],
    );
}

#[test]
fn all_faulty_fields_are_reported_in_the_order_of_the_shape() {
    let shape = Shape::new("Register")
        .field(Field::username("username").required())
        .field(Field::secret("password").required())
        .field(Field::choice("role", ["client"]).required())
        .field(Field::phone("phone").nullable());
    let body = Body::parse_json(br#"{"phone": {}, "is_staff": true}"#, Manners::Lenient).expect("a sound body");
    let invalid = shape.read(&body, Manners::Lenient, Mode::Create).expect_err("all is wrong");
    let told = r#"{"username":["Обязательное поле."],"password":["Обязательное поле."],"role":["Обязательное поле."],"phone":["Not a valid string."]}"#;
    assert_eq!(invalid.to_drf(Lang::Ru).to_string(), told);
}
