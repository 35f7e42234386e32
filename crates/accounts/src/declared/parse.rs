//! From the text of a model file to a [`Model`], with messages that name the line.

use frontdesk_kit::input::{Field, Shape};
use serde::Deserialize;

use super::field::{DeclaredField, FieldEntry, FieldType, Reader};
use super::role::{Role, RoleEntry};
use super::{Identifiers, Model, PasswordLengths, Presence, RoleKey};
use crate::policy::{PERMISSIONS, Permissions};

/// Dialects that this version speaks.
const DIALECTS: [&str; 1] = ["marketplace"];
/// The shortest password that a model may allow (security checklist PWD-03).
const PASSWORD_FLOOR: usize = 8;
/// Keys that a profile has anyway.
const RESERVED: [&str; 11] = [
    "id",
    "user",
    "role",
    "username",
    "email",
    "phone",
    "password",
    "password_hash",
    "is_staff",
    "is_superuser",
    "is_active",
];

/// What is wrong with a model file, and on which line.
#[derive(Debug, thiserror::Error)]
#[error("{file}{}: {message}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct ModelError {
    pub file: String,
    pub line: Option<usize>,
    pub message: String,
}

impl ModelError {
    pub(super) fn file(name: &str, error: &std::io::Error, shipped: &[&str]) -> Self {
        let message = format!("cannot be read ({error}); shipped models: {}", shipped.join(", "));
        Self { file: name.to_owned(), line: None, message }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelEntry {
    name: String,
    dialects: Vec<toml::Spanned<String>>,
    identifiers: toml::Spanned<Identifiers>,
    password: toml::Spanned<PasswordLengths>,
    roles: Vec<RoleEntry>,
    #[serde(default)]
    fields: Vec<FieldEntry>,
}

/// A place in the file with what is wrong there.
type Fault = (usize, String);

pub(super) fn model(file: &str, text: &str) -> Result<Model, ModelError> {
    let at = |offset: usize| Some(text[..offset.min(text.len())].matches('\n').count() + 1);
    let entry: ModelEntry = toml::from_str(text).map_err(|error| ModelError {
        file: file.to_owned(),
        line: error.span().and_then(|span| at(span.start)),
        message: error.message().to_owned(),
    })?;
    check(entry).map_err(|(offset, message)| ModelError { file: file.to_owned(), line: at(offset), message })
}

fn check(entry: ModelEntry) -> Result<Model, Fault> {
    let identifiers = *entry.identifiers.get_ref();
    if identifiers.username != Presence::Required {
        return Err((
            entry.identifiers.span().start,
            "identifiers.username must be \"required\" in this version".to_owned(),
        ));
    }
    for dialect in &entry.dialects {
        if !DIALECTS.contains(&dialect.get_ref().as_str()) {
            let message = format!("unknown dialect {:?}; known: {}", dialect.get_ref(), DIALECTS.join(", "));
            return Err((dialect.span().start, message));
        }
    }
    let password = *entry.password.get_ref();
    if password.min_length < PASSWORD_FLOOR || password.max_length < password.min_length.max(64) {
        let message = format!("min_length is at least {PASSWORD_FLOOR}, max_length at least 64");
        return Err((entry.password.span().start, message));
    }
    unique(entry.roles.iter().map(|role| &role.key), "role")?;
    unique(entry.fields.iter().map(|field| &field.key), "field")?;
    let roles = entry.roles.into_iter().map(role).collect::<Result<Vec<_>, _>>()?;
    let fields = entry.fields.into_iter().map(|entry| field(entry, &roles)).collect::<Result<Vec<_>, _>>()?;
    let shape = |name: &str, all: &dyn Fn(&&DeclaredField) -> bool| {
        fields.iter().filter(all).fold(Shape::new(name), |shape, field| shape.field(field.input.clone()))
    };
    let profile = shape("Profile", &|_| true);
    let editable = shape("ProfilePatch", &|field| field.kind != FieldType::Image);
    let dialects = entry.dialects.into_iter().map(toml::Spanned::into_inner).collect();
    Ok(Model { name: entry.name, dialects, identifiers, password, roles, fields, profile, editable })
}

fn unique<'a>(keys: impl Iterator<Item = &'a toml::Spanned<String>>, what: &str) -> Result<(), Fault> {
    let mut seen = std::collections::HashSet::new();
    for key in keys {
        if !seen.insert(key.get_ref()) {
            return Err((key.span().start, format!("the {what} {:?} stands there twice", key.get_ref())));
        }
    }
    Ok(())
}

fn role(entry: RoleEntry) -> Result<Role, Fault> {
    let mut permissions = Permissions::default();
    for name in &entry.permissions {
        let Some((_, permission)) = PERMISSIONS.iter().find(|(known, _)| known == name.get_ref()) else {
            let known = PERMISSIONS.map(|(known, _)| known).join(", ");
            return Err((name.span().start, format!("unknown permission {:?}; known: {known}", name.get_ref())));
        };
        permissions.insert(*permission);
    }
    if entry.sign_up && permissions.has(crate::policy::Permission::ManageAnyAccount) {
        return Err((entry.key.span().start, "nobody may sign up as a role that manages accounts".to_owned()));
    }
    let key = RoleKey::new(entry.key.get_ref());
    Ok(Role { key, label: entry.label, sign_up: entry.sign_up, permissions })
}

fn field(entry: FieldEntry, roles: &[Role]) -> Result<DeclaredField, Fault> {
    let (start, key) = (entry.key.span().start, entry.key.get_ref().clone());
    let plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !plain || key.is_empty() || key.len() > 40 || RESERVED.contains(&key.as_str()) {
        return Err((
            start,
            format!("{key:?} cannot be a field's key: small letters, digits and _ only, not reserved"),
        ));
    }
    let read = readers(&entry.read, roles)?;
    let write = readers(&entry.write, roles)?;
    let input = input(&entry, &key).map_err(|message| (start, message))?;
    let default = entry.default.as_ref().map(json);
    let FieldEntry { kind, required, blank, filter, label, .. } = entry;
    Ok(DeclaredField { key, kind, required, blank, filter, default, label, read, write, input })
}

fn readers(entry: &toml::Spanned<Vec<String>>, roles: &[Role]) -> Result<Vec<Reader>, Fault> {
    let reader = |name: &String| match name.as_str() {
        "anyone" => Ok(Reader::Anyone),
        "own" => Ok(Reader::Own),
        key if roles.iter().any(|role| role.key.as_str() == key) => Ok(Reader::Role(RoleKey::new(key))),
        other => Err((entry.span().start, format!("{other:?} is neither \"anyone\", \"own\" nor a role"))),
    };
    entry.get_ref().iter().map(reader).collect()
}

fn input(entry: &FieldEntry, key: &str) -> Result<Field, String> {
    let key = key.to_owned();
    let mut field = match entry.kind {
        FieldType::Text => Field::text(key).max(entry.max_length.unwrap_or(255) as i64),
        FieldType::LongText => Field::prose(key).max(entry.max_length.unwrap_or(20_000) as i64),
        FieldType::Integer => Field::integer(key).between(entry.min.unwrap_or(i64::MIN), entry.max.unwrap_or(i64::MAX)),
        FieldType::Boolean => Field::boolean(key),
        FieldType::Date => Field::date(key).nullable(),
        FieldType::Url => Field::url(key).nullable(),
        FieldType::Image => Field::image(key).nullable(),
        FieldType::Choice => match &entry.choices {
            Some(choices) if !choices.is_empty() => Field::choice(key, choices.clone()),
            _ => return Err("a choice needs `choices`".to_owned()),
        },
    };
    field = field.help(entry.label.en.clone());
    if entry.required {
        field = field.required();
    }
    if entry.blank {
        field = field.may_be_blank();
    }
    if let Some(example) = &entry.example {
        field = field.example(json(example));
    }
    Ok(field)
}

fn json(value: &toml::Value) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(change: (&str, &str)) -> String {
        let text = super::super::SHIPPED[0].1;
        assert!(text.contains(change.0), "{}", change.0);
        model("mine.toml", &text.replacen(change.0, change.1, 1)).expect_err("refused").to_string()
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_line() {
        let said = refusal(("permissions = []", "permissions = [\"rule.world\"]"));
        assert!(said.starts_with("mine.toml, line ") && said.contains("rule.world"), "{said}");
        assert!(refusal(("type = \"text\"", "type = \"txt\"")).contains("txt"));
        assert!(refusal(("[password]", "surprise = 1\n[password]")).contains("surprise"));
        assert!(refusal(("\"anyone\"]", "\"everyone\"]")).contains("everyone"));
        assert!(refusal(("key = \"bio\"", "key = \"id\"")).contains("reserved"));
        assert!(refusal(("min_length = 10", "min_length = 4")).contains("at least 8"));
    }
}
