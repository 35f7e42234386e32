use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Manners, Value, Values};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::*;
use crate::http::ProfileView;
use crate::model::{Profile, ProfileId, UserId};

fn one_of_each() -> Model {
    model(&[
        "key = \"a\"\nunique = true",
        "key = \"b\"\ntype = \"long_text\"",
        "key = \"c\"\ntype = \"integer\"\nfilter = true",
        "key = \"d\"\ntype = \"decimal\"\nsort = true",
        "key = \"e\"\ntype = \"boolean\"\nfilter = true",
        "key = \"f\"\ntype = \"date\"\nunique = true",
        "key = \"g\"\ntype = \"choice\"\nchoices = [\"x\", \"y\"]\nfilter = true",
        "key = \"h\"\ntype = \"many_choice\"\nchoices = [\"x\", \"y\"]\nfilter = true",
        "key = \"i\"\ntype = \"url\"\nunique = true",
        "key = \"j\"\ntype = \"phone\"\nunique = true",
        "key = \"k\"\ntype = \"email\"\nunique = true",
        "key = \"l\"\ntype = \"image\"",
    ])
}

fn stored(fields: String) -> Profile {
    Profile {
        id: ProfileId(1),
        public_id: PublicId(uuid::Uuid::nil()),
        user_id: UserId(1),
        fields,
        avatar: None,
        version: 1,
        updated_at: Timestamp(0),
        role: "client".to_owned(),
    }
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,12}".prop_map(Json::from),
        "[0-9+. -]{0,12}".prop_map(Json::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
            prop::collection::hash_map("[a-z]{1,2}", inner, 0..3)
                .prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_stored_reads_through_the_model(
        fields in prop::collection::hash_map("[a-m]", any_json(), 0..13),
    ) {
        let model = one_of_each();
        let fields: Map<String, Json> = fields.into_iter().collect();
        let shown = ProfileView::json(&model, &stored(Json::Object(fields.clone()).to_string()), None, true);
        let shown: Map<String, Json> = serde_json::from_str(&shown).expect("an object");
        prop_assert_eq!(shown.len(), 1 + model.fields.len());
        for (key, expected) in [("c", "integer"), ("e", "boolean"), ("h", "list"), ("a", "text"), ("d", "text")] {
            let is_sound = match &shown[key] {
                Json::Null => true,
                Json::Number(_) => expected == "integer",
                Json::Bool(_) => expected == "boolean",
                Json::Array(_) => expected == "list",
                Json::String(_) => expected == "text",
                Json::Object(_) => false,
            };
            prop_assert!(is_sound, "{}: {}", key, shown[key]);
        }
        let keys = model.keys(&fields);
        prop_assert!(keys.listed.iter().chain(&keys.unique).all(|(_, value)| value.len() <= 1000));
        for field in &model.fields {
            field.take_over(fields.get(&field.key).unwrap_or(&Json::Null));
        }
    }

    #[test]
    fn texts_that_are_not_json_read_as_nothing_written(text in "\\PC{0,40}") {
        let shown = ProfileView::json(&one_of_each(), &stored(text), None, true);
        prop_assert!(serde_json::from_str::<Json>(&shown).is_ok(), "{}", shown);
    }

    #[test]
    fn folded_numbers_stand_in_the_order_of_the_numbers(one in any::<i64>(), other in any::<i64>()) {
        let field = field("type = \"integer\"\nsort = true");
        let folded = |number: i64| field.folded(&json!(number));
        prop_assert_eq!(one.cmp(&other), folded(one).cmp(&folded(other)));
    }
}

#[test]
fn spellings_of_one_value_are_folded_into_one() {
    let model = one_of_each();
    let folded = |key: &str, value: Json| model.field(key).expect("declared").folded(&value);
    assert_eq!(folded("a", json!(" АННА ")), folded("a", json!("анна")));
    assert_eq!(folded("j", json!("8 (900) 123-45-67")), folded("j", json!("+79001234567")));
    assert_eq!(folded("j", json!("112-33")), ["11233"]);
    assert_eq!(folded("k", json!("Anna@Example.COM")), folded("k", json!("anna@example.com")));
    assert_eq!(folded("d", json!("1.5")), folded("d", json!("1.50")));
    assert_eq!(folded("h", json!(["y", "x"])), ["y", "x"]);
    for nothing in [json!(null), json!(""), json!("  "), json!([]), json!({})] {
        assert_eq!(folded("a", nothing.clone()), [""; 0], "{nothing}");
    }
    let long = |end: &str| json!(format!("{}{end}", "ﷺ".repeat(255)));
    assert_ne!(folded("a", long("a")), folded("a", long("b")));
}

#[test]
fn a_filter_written_as_text_finds_what_is_stored() {
    let model = one_of_each();
    for (key, stored, text) in [
        ("a", json!("Анна"), "АННА"),
        ("c", json!(-7), "-7"),
        ("d", json!("1.50"), "1.5"),
        ("e", json!(true), "true"),
        ("f", json!("2030-05-06"), "2030-05-06"),
        ("g", json!("x"), "x"),
        ("h", json!(["x"]), "x"),
        ("j", json!("+7 900 123-45-67"), "89001234567"),
        ("k", json!("anna@example.com"), "Anna@Example.com"),
    ] {
        let field = model.field(key).expect("declared");
        assert_eq!(field.folded_text(text).map(|text| vec![text]), Some(field.folded(&stored)), "{key}");
    }
    for (key, text) in [("c", "many"), ("g", "z"), ("f", "soon"), ("a", "")] {
        assert_eq!(model.field(key).expect("declared").folded_text(text), None, "{key}");
    }
}

#[test]
fn lists_and_unique_rules_know_what_was_declared_for_them() {
    let fields = json!({"a": "Анна", "b": "prose", "c": 7, "h": ["x", "x"], "k": "", "z": "unknown"});
    let keys = one_of_each().keys(fields.as_object().expect("an object"));
    assert_eq!(keys.unique, [("a".to_owned(), "анна".to_owned())]);
    let listed: Vec<&str> = keys.listed.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(listed, ["c", "h"]);
}

#[test]
fn a_new_profile_holds_what_was_sent_and_what_is_empty() {
    let mut values = Values::default();
    values.set("d", Value::Minor(150));
    values.set("c", Value::Integer(7));
    let profile = one_of_each().new_profile(&values);
    let fields: Json = serde_json::from_str(&profile.fields).expect("JSON");
    assert_eq!(
        (&fields["a"], &fields["c"], &fields["d"], &fields["h"]),
        (&json!(""), &json!(7), &json!("1.50"), &json!([]))
    );
    assert_eq!(profile.keys.listed.len(), 2);
}

#[test]
fn values_of_another_type_are_taken_over_where_they_mean_the_same() {
    let taken = |lines: &str, value: Json| field(lines).take_over(&value);
    let becomes = |value: Json| TakenOver::Becomes(value);
    let choice = "type = \"choice\"\nchoices = [\"x\", \"7\"]";
    let many = "type = \"many_choice\"\nchoices = [\"x\", \"y\"]";
    assert_eq!(taken("type = \"integer\"", json!("12")), becomes(json!(12)));
    assert_eq!(taken("type = \"integer\"", json!("12.00")), becomes(json!(12)));
    assert_eq!(taken("type = \"integer\"", json!("many")), TakenOver::Unfit);
    assert_eq!(taken("type = \"integer\"", json!("")), becomes(json!(null)));
    assert_eq!(taken("type = \"integer\"\ndefault = 3", json!("")), becomes(json!(3)));
    assert_eq!(taken("type = \"text\"", json!(12)), becomes(json!("12")));
    let plate = "type = \"text\"\npattern = '[a-z]\\d'\nexample = \"a1\"";
    assert_eq!(taken(plate, json!("b2")), TakenOver::Fits);
    assert_eq!(taken(plate, json!("b22")), TakenOver::Unfit);
    assert_eq!(taken("type = \"text\"", json!(true)), becomes(json!("true")));
    assert_eq!(taken("type = \"text\"", json!(null)), becomes(json!("")));
    assert_eq!(taken("type = \"text\"\nnullable = true", json!(null)), TakenOver::Fits);
    assert_eq!(taken("type = \"text\"", json!("")), TakenOver::Fits);
    assert_eq!(taken("type = \"text\"\nmax_length = 3", json!("longer")), TakenOver::Unfit);
    assert_eq!(taken("type = \"decimal\"", json!(12)), becomes(json!("12.00")));
    assert_eq!(taken("type = \"decimal\"", json!("1.555")), TakenOver::Unfit);
    assert_eq!(taken("type = \"date\"", json!("2030-05-06")), TakenOver::Fits);
    assert_eq!(taken("type = \"date\"", json!("soon")), TakenOver::Unfit);
    assert_eq!(taken(choice, json!("x")), TakenOver::Fits);
    assert_eq!(taken(choice, json!(7)), becomes(json!("7")));
    assert_eq!(taken(choice, json!(["x"])), becomes(json!("x")));
    assert_eq!(taken(choice, json!("z")), TakenOver::Unfit);
    assert_eq!(taken(many, json!("x")), becomes(json!(["x"])));
    assert_eq!(taken(many, json!(["x", "z"])), TakenOver::Unfit);
    assert_eq!(taken("type = \"boolean\"", json!("true")), becomes(json!(true)));
    assert_eq!(taken("type = \"image\"", json!("anything")), TakenOver::Fits);
}

#[test]
fn a_value_travels_as_it_is_stored() {
    let price = field("type = \"decimal\"\nmin = 0");
    let read = price.input().read(&json!("7.5"), Manners::Strict).expect("a decimal");
    assert_eq!(price.stored(&read), Some(json!("7.50")));
}
