use super::*;

/// A menu: a list of dishes, each perhaps with a sauce.
fn menu() -> Shape {
    let sauce = Shape::new("Sauce").field(Field::text("name").required());
    let dish = Shape::new("Dish")
        .field(Field::text("name").max(10).required())
        .field(Field::integer("price").between(0, 100).default(Value::Integer(5)))
        .field(Field::object("sauce", sauce).nullable());
    Shape::new("Menu").field(Field::objects("dishes", dish).between(1, 2).required())
}

fn read_menu(body: &str, mode: Mode) -> Result<Values, Vec<(String, &'static str)>> {
    let body = Body::parse_json(body.as_bytes(), Manners::Strict).expect("a sound body");
    menu()
        .read(&body, Manners::Strict, mode)
        .map_err(|invalid| invalid.errors.into_iter().map(|error| (error.field, error.code)).collect())
}

#[test]
fn objects_in_a_list_are_read_whole_and_in_order() {
    let body =
        r#"{"dishes": [{"name": "Borsch", "sauce": {"name": "Cream"}}, {"name": "Tea", "price": 1, "sauce": null}]}"#;
    for mode in [Mode::Create, Mode::Patch] {
        let values = read_menu(body, mode).expect("sound");
        let dishes = values.objects("dishes");
        assert_eq!(dishes.len(), 2);
        assert_eq!((dishes[0].text("name"), dishes[0].integer("price")), ("Borsch", 5));
        assert_eq!(dishes[0].object("sauce").map(|sauce| sauce.text("name")), Some("Cream"));
        assert!(dishes[1].is_null("sauce") && dishes[1].object("sauce").is_none());
    }
    assert!(read_menu("{}", Mode::Patch).expect("sound").objects("dishes").is_empty());
}

#[test]
fn what_is_wrong_inside_is_named_by_its_place() {
    let body = r#"{"dishes": [{"price": 101, "colour": "red"}, {"name": "Tea", "sauce": {"name": 5}}]}"#;
    let expected = [
        ("dishes[0].name", "required"),
        ("dishes[0].price", "too_large"),
        ("dishes[0].colour", "unknown_field"),
        ("dishes[1].sauce.name", "not_text"),
    ];
    assert_eq!(read_menu(body, Mode::Create), Err(expected.map(|(field, code)| (field.to_owned(), code)).to_vec()));
}

#[test]
fn a_list_holds_objects_and_neither_too_few_nor_too_many() {
    for (sent, field, code) in [
        ("[]", "dishes", "empty_list"),
        ("[{}, {}, {}]", "dishes", "too_many"),
        ("{}", "dishes", "not_list"),
        ("\"x\"", "dishes", "not_list"),
        ("null", "dishes", "null"),
        ("[7]", "dishes[0]", "not_an_object"),
        (r#"[{"name": "Tea", "sauce": []}]"#, "dishes[0].sauce", "not_an_object"),
    ] {
        let told = read_menu(&format!("{{\"dishes\": {sent}}}"), Mode::Create);
        assert_eq!(told, Err(vec![(field.to_owned(), code)]), "{sent}");
    }
    assert_eq!(read_menu("{}", Mode::Create), Err(vec![("dishes".to_owned(), "required")]));
}

#[test]
fn times_of_day_are_minutes_from_midnight() {
    let field = || Field::time("x", 5).max(2_880);
    let minutes = |value| read(field(), Manners::Strict, value).map(|values| values.integer("x"));
    for (value, expected) in [("\"00:00\"", 0), ("\"09:30\"", 570), ("\"24:00\"", 1_440), ("\"48:00\"", 2_880)] {
        assert_eq!(minutes(value), Ok(expected), "{value}");
    }
    for (value, code) in [
        ("\"48:05\"", "too_large"),
        ("\"99:55\"", "too_large"),
        ("\"09:31\"", "not_multiple"),
        ("\"09:60\"", "invalid_time"),
        ("\"9:30\"", "invalid_time"),
        ("\"09:30:00\"", "invalid_time"),
        ("\"+9:30\"", "invalid_time"),
        ("\"\"", "invalid_time"),
        ("570", "not_text"),
    ] {
        assert_eq!(codes(field(), value), [code], "{value}");
    }
    assert_eq!(shown_time(1_565), "26:05");
}
