//! Promises of the declared model.

mod changes;
mod loading;
mod parameters;
mod rights;
mod values;

use super::*;

/// What stands before the fields of a small model.
const HEAD: &str = r#"name = "mine"
dialects = []
[identifiers]
username = "required"
email = "optional"
phone = "off"
[password]
min_length = 10
max_length = 128
[[roles]]
key = "client"
label = { ru = "Клиент", en = "Client" }
sign_up = true
permissions = []
[[roles]]
key = "staff"
label = { ru = "Сотрудник", en = "Staff" }
permissions = ["account.read_any"]
"#;

/// The lines that every field of these tests has, unless they are said otherwise.
const USUAL: [(&str, &str); 5] = [
    ("key", "\"x\""),
    ("type", "\"text\""),
    ("label", "{ ru = \"Поле\", en = \"Field\" }"),
    ("read", "[\"anyone\"]"),
    ("write", "[\"own\"]"),
];

/// One `[[fields]]` table with these lines.
fn table(lines: &str) -> String {
    let said = |key: &str| lines.lines().any(|line| line.split('=').next().is_some_and(|name| name.trim() == key));
    let usual = USUAL.iter().filter(|(key, _)| !said(key)).map(|(key, value)| format!("{key} = {value}\n"));
    format!("[[fields]]\n{}\n{lines}\n", usual.collect::<String>())
}

/// A model with these fields.
fn model(fields: &[&str]) -> Model {
    let text = format!("{HEAD}{}", fields.iter().map(|lines| table(lines)).collect::<String>());
    Model::parse("mine.toml", &text).unwrap_or_else(|error| panic!("{error}"))
}

/// The only field of a model.
fn field(lines: &str) -> DeclaredField {
    model(&[lines]).fields.remove(0)
}
