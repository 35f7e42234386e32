use frontdesk_kit::input::{Body, Manners};

use super::*;

fn people() -> Model {
    model(&[
        "key = \"nick\"",
        "key = \"note\"\nread = [\"staff\"]\nwrite = [\"staff\"]",
        "key = \"age\"\ntype = \"integer\"\nfilter = true\nsort = true\nread = [\"own\", \"staff\"]\nwrite = [\"own\"]",
        "key = \"intro\"\nfilter = true\nsearch = true\nwrite = [\"staff:own\"]",
        "key = \"slug\"\nwrite = []\nsign_up = \"optional\"",
        "key = \"photo\"\ntype = \"image\"\nwrite = [\"staff:own\"]",
    ])
}

fn keys<'a>(fields: impl Iterator<Item = &'a DeclaredField>) -> Vec<&'a str> {
    fields.map(|field| field.key.as_str()).collect()
}

#[test]
fn everybody_reads_and_writes_what_the_lists_say() {
    let (model, client, staff) = (people(), RoleKey::new("client"), RoleKey::new("staff"));
    let readable = |role: Option<&RoleKey>, own| keys(model.readable_fields(role, own)).join(" ");
    assert_eq!(readable(None, false), "nick intro slug photo");
    assert_eq!(readable(Some(&client), false), "nick intro slug photo");
    assert_eq!(readable(Some(&client), true), "nick age intro slug photo");
    assert_eq!(readable(Some(&staff), false), "nick note age intro slug photo");
    let writable = |role: &RoleKey, own| keys(model.writable_fields(Some(role), own)).join(" ");
    assert_eq!(writable(&client, true), "nick age");
    assert_eq!(writable(&client, false), "");
    assert_eq!(writable(&staff, true), "nick note age intro photo");
    assert_eq!(writable(&staff, false), "note");
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_AZ_06_lists_look_only_where_the_caller_may_read_of_anyone() {
    let (model, client, staff) = (people(), RoleKey::new("client"), RoleKey::new("staff"));
    assert_eq!(keys(model.list_fields(Some(&client), ListBy::Filter)), ["intro"]);
    assert_eq!(keys(model.list_fields(Some(&staff), ListBy::Filter)), ["age", "intro"]);
    assert_eq!(keys(model.list_fields(Some(&staff), ListBy::Sort)), ["age"]);
    assert_eq!(keys(model.list_fields(None, ListBy::Sort)), [""; 0]);
    assert_eq!(keys(model.list_fields(None, ListBy::Search)), ["intro"]);
}

fn change(model: &Model, role: &str, body: &str) -> Vec<String> {
    let body = Body::parse_json(body.as_bytes(), Manners::Strict).expect("a sound body");
    let read = model.read_change(&body, &RoleKey::new(role), true);
    let invalid = read.err().unwrap_or_default();
    invalid.errors.iter().map(|error| format!("{} {}", error.field, error.code)).collect()
}

#[test]
#[expect(non_snake_case, reason = "carries the id of the security checklist")]
fn sec_AZ_03_what_one_may_not_change_is_refused_by_name() {
    let model = people();
    assert_eq!(change(&model, "client", r#"{"nick": "a", "age": 7}"#), [""; 0]);
    assert_eq!(change(&model, "client", r#"{"nick": "a", "intro": "b"}"#), ["intro forbidden_field"]);
    assert_eq!(change(&model, "staff", r#"{"intro": "b", "note": "c"}"#), [""; 0]);
    assert_eq!(change(&model, "staff", r#"{"slug": "b"}"#), ["slug forbidden_field"]);
    // Whether the value would do is nobody's business then; everything else is told as well.
    let all = change(&model, "client", r#"{"intro": 5, "age": "x", "photo": null, "surprise": 1}"#);
    assert_eq!(all, ["intro forbidden_field", "age not_integer", "photo unknown_field", "surprise unknown_field"]);
    assert!(model.may_set_picture(&RoleKey::new("staff"), true).is_ok());
    assert!(model.may_set_picture(&RoleKey::new("client"), true).is_err());
}

#[test]
fn the_document_offers_only_what_an_owner_can_change() {
    let model = people();
    let offered: Vec<&str> = model.editable_shape().fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(offered, ["nick", "note", "age", "intro"]);
}

#[test]
fn what_is_required_at_sign_up_can_be_neither_left_out_nor_empty() {
    let model = model(&[
        "key = \"a\"\nblank = true\nnullable = true\nsign_up = \"required\"",
        "key = \"b\"\nrequired = true\nsign_up = \"optional\"",
        "key = \"c\"\nrequired = true",
    ]);
    assert_eq!(keys(model.sign_up_fields()), ["a", "b"]);
    let inputs: Vec<_> = model.sign_up_fields().map(DeclaredField::sign_up_input).collect();
    assert!(inputs[0].required && !inputs[0].nullable && !inputs[0].blank);
    assert!(!inputs[1].required);
}
