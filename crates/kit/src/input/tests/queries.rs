use super::*;

fn filter() -> Shape {
    Shape::new("Filter")
        .field(Field::text("name").max(100))
        .field(Field::money_bound("min_price", Rounding::Up))
        .field(Field::money_bound("max_price", Rounding::Down))
        .field(Field::integer("duration_minutes"))
        .field(Field::reference("specialist"))
}

fn told(query: &str) -> JsonValue {
    filter().read_query(query, Manners::Lenient).err().unwrap_or_default().to_drf(Lang::Ru)
}

#[test]
fn blank_and_unknown_parameters_count_as_absent() {
    let values = filter().read_query("name=+&min_price=&specialist=%20&colour=red&page=2", Manners::Lenient);
    assert!(values.expect("sound").is_empty());
}

#[test]
fn any_number_is_a_bound_of_the_price() {
    let values = filter().read_query("min_price=-5&max_price=2000.999", Manners::Lenient).expect("sound");
    assert_eq!((values.minor("min_price"), values.minor("max_price")), (-500, 200_099));
}

#[test]
fn a_duration_that_equals_no_whole_number_equals_nothing() {
    let minutes = |query| filter().read_query(query, Manners::Lenient).map(|values| values.integer("duration_minutes"));
    assert_eq!(minutes("duration_minutes=60.0"), Ok(60));
    assert_eq!(minutes("duration_minutes=60.5"), Ok(i64::MIN));
    assert_eq!(minutes("duration_minutes=1e99"), Ok(i64::MIN));
}

#[test]
fn all_bad_filters_are_told_at_once() {
    let choice = "Выберите корректный вариант. Вашего варианта нет среди допустимых значений.";
    let number = "Введите число.";
    assert_eq!(told("duration_minutes=%D1%87%D0%B0%D1%81"), json!({ "duration_minutes": [number] }));
    assert_eq!(
        told("min_price=x&max_price=NaN&specialist=x"),
        json!({ "min_price": [number], "max_price": [number], "specialist": [choice] })
    );
    assert_eq!(told("name=a%00"), json!({ "name": ["Данные содержат запрещённый символ: ноль-байт"] }));
}

#[test]
fn strict_queries_refuse_the_unknown_the_repeated_and_the_out_of_range() {
    let shape = Shape::new("List")
        .field(Field::integer("limit").between(1, 100).default(Value::Integer(20)))
        .field(Field::choice("sort", ["price", "-price"]));
    let codes = |query: &str| {
        let invalid = shape.read_query(query, Manners::Strict).err().unwrap_or_default();
        invalid.errors.into_iter().map(|error| (error.field, error.code)).collect::<Vec<_>>()
    };
    let told = |field: &str, code| vec![(field.to_owned(), code)];
    assert_eq!(codes("limit=101"), told("limit", "too_large"));
    assert_eq!(codes("limit=+5"), told("limit", "not_integer"));
    assert_eq!(codes("limit=5&limit=6"), told("limit", "repeated"));
    assert_eq!(codes("sort=password"), told("sort", "invalid_choice"));
    assert_eq!(codes("limmit=5"), told("limmit", "unknown_field"));
    assert_eq!(shape.read_query("limit=", Manners::Strict).map(|values| values.integer("limit")), Ok(20));
}
