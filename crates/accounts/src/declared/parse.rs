//! From the text of a model file to a [`Model`], with messages that name the line and say what to write instead.

use std::collections::HashSet;

use frontdesk_kit::input::Shape;
use toml::Spanned;

use super::entry::{ModelEntry, RoleEntry};
use super::field::{DeclaredField, FieldType, Labels};
use super::mend::mended;
use super::role::Role;
use super::{ANONYMOUS, DIALECTS, Identifiers, Model, PasswordLengths, Presence, RoleKey, parse_field};
use crate::policy::{PERMISSIONS, Permission, Permissions};

/// The shortest password that a model may allow (security checklist PWD-03).
const PASSWORD_FLOOR: usize = 8;
/// The least that a model may allow as the longest password.
const PASSWORD_CEILING: usize = 64;
/// The most fields of a profile.
const MOST_FIELDS: usize = 100;
/// The longest key of a role or field, in bytes.
pub(super) const LONGEST_KEY: usize = 40;

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

/// A place in the file (in bytes) with what is wrong there.
pub(super) type Fault = (usize, String);

/// What is wrong where `at` stands.
pub(super) fn fault<T>(at: &Spanned<T>, message: impl Into<String>) -> Fault {
    (at.span().start, message.into())
}

pub(super) fn model(file: &str, text: &str) -> Result<Model, ModelError> {
    let at = |offset: usize| Some(text[..offset.min(text.len())].matches('\n').count() + 1);
    let entry: ModelEntry = toml::from_str(text).map_err(|error| ModelError {
        file: file.to_owned(),
        line: error.span().and_then(|span| at(span.start)),
        message: mended(error.message()),
    })?;
    check(entry).map_err(|(offset, message)| ModelError { file: file.to_owned(), line: at(offset), message })
}

fn check(entry: ModelEntry) -> Result<Model, Fault> {
    if entry.name.get_ref().trim().is_empty() {
        return Err(fault(&entry.name, "the model has no name; write name = \"…\""));
    }
    dialects(&entry.dialects)?;
    let identifiers = identifiers(&entry.identifiers)?;
    let password = password(&entry.password)?;
    if entry.roles.get_ref().is_empty() {
        return Err(fault(&entry.roles, "nobody could have an account; write a table [[roles]] for each role"));
    }
    unique(entry.roles.get_ref().iter().map(|role| &role.key), "role")?;
    let roles = entry.roles.into_inner().into_iter().map(role).collect::<Result<Vec<_>, _>>()?;
    unique(entry.fields.iter().map(|field| &field.key), "field")?;
    if let Some(field) = entry.fields.get(MOST_FIELDS) {
        return Err(fault(&field.key, format!("a profile has at most {MOST_FIELDS} fields; leave some out")));
    }
    let places: Vec<usize> = entry.fields.iter().map(|field| field.key.span().start).collect();
    let fields = entry.fields.into_iter().map(|entry| parse_field::field(entry, &roles));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    together(&fields, &places)?;
    parameters(&fields, &places)?;
    let dialects = entry.dialects.into_iter().map(Spanned::into_inner).collect();
    let [changeable, editable, manageable] = shapes(&fields, &roles);
    let name = entry.name.into_inner();
    Ok(Model { name, dialects, identifiers, password, roles, fields, changeable, editable, manageable })
}

/// What fields must not do to each other.
fn together(fields: &[DeclaredField], places: &[usize]) -> Result<(), Fault> {
    for (field, at) in fields.iter().zip(places) {
        let others = || fields.iter().filter(|other| other.key != field.key);
        if let Some(was) = &field.was {
            if fields.iter().any(|other| other.key == *was) {
                let mend = "take `was` out, or the field of that name";
                return Err((*at, format!("{:?} cannot have been {was:?}, which is still a field; {mend}", field.key)));
            }
            if others().any(|other| other.was.as_ref() == Some(was)) {
                return Err((*at, format!("two fields cannot have been {was:?}; write `was` in one of them")));
            }
        }
        if field.kind == FieldType::Image {
            if others().any(|other| other.kind == FieldType::Image) {
                return Err((*at, "a profile has one picture; leave one field of type \"image\"".to_owned()));
            }
            let shown = format!("{}_url", field.key);
            if let Some(other) = fields.iter().position(|other| other.key == shown) {
                return Err((places[other], format!("the picture is shown as {shown:?} already; rename one of them")));
            }
        }
    }
    Ok(())
}

/// What lists of accounts are asked with besides declared fields.
const PARAMETERS: [&str; 5] = ["q", "suspended", "sort", "limit", "cursor"];

/// Fields that lists are filtered by give their names to parameters, and those to bounds of others.
fn parameters(fields: &[DeclaredField], places: &[usize]) -> Result<(), Fault> {
    let mut taken: HashSet<String> = PARAMETERS.map(str::to_owned).into();
    for (field, at) in fields.iter().zip(places).filter(|(field, _)| field.filter) {
        let has_bounds = matches!(field.kind, FieldType::Integer | FieldType::Decimal | FieldType::Date);
        let bounds = [format!("min_{}", field.key), format!("max_{}", field.key)];
        for name in std::iter::once(field.key.clone()).chain(bounds.into_iter().filter(|_| has_bounds)) {
            if !taken.insert(name.clone()) {
                let mend = "rename one of them, or take `filter` out";
                return Err((
                    *at,
                    format!(
                        "lists know the parameter {name:?} already, so {:?} cannot be filtered by; {mend}",
                        field.key
                    ),
                ));
            }
        }
    }
    Ok(())
}

/// All fields that bodies can change, those that some owner may, and those that some role may in anybody's profile.
fn shapes(fields: &[DeclaredField], roles: &[Role]) -> [Shape; 3] {
    let shape = |all: &dyn Fn(&&DeclaredField) -> bool| {
        fields.iter().filter(all).fold(Shape::new("ProfilePatch"), |shape, field| shape.field(field.input.clone()))
    };
    let is_no_picture = |field: &&DeclaredField| field.kind != FieldType::Image;
    let by_somebody = |own: bool| {
        let may = move |field: &DeclaredField| roles.iter().any(|role| field.writable(Some(&role.key), own));
        shape(&move |field| is_no_picture(field) && may(field))
    };
    [shape(&is_no_picture), by_somebody(true), by_somebody(false)]
}

fn dialects(named: &[Spanned<String>]) -> Result<(), Fault> {
    for dialect in named {
        if !DIALECTS.contains(&dialect.get_ref().as_str()) {
            let message = format!("unknown dialect {:?}; known: {}", dialect.get_ref(), DIALECTS.join(", "));
            return Err(fault(dialect, message));
        }
    }
    unique(named.iter(), "dialect")
}

fn identifiers(entry: &Spanned<Identifiers>) -> Result<Identifiers, Fault> {
    let identifiers = *entry.get_ref();
    if identifiers.username != Presence::Required && identifiers.email != Presence::Required {
        let message = "people need a name to be known by; write username = \"required\" or email = \"required\"";
        return Err(fault(entry, message));
    }
    Ok(identifiers)
}

fn password(entry: &Spanned<PasswordLengths>) -> Result<PasswordLengths, Fault> {
    let password = *entry.get_ref();
    if password.min_length < PASSWORD_FLOOR {
        return Err(fault(entry, format!("min_length is at least {PASSWORD_FLOOR}; write min_length = 10")));
    }
    let least = password.min_length.max(PASSWORD_CEILING);
    if password.max_length < least {
        return Err(fault(entry, format!("max_length is at least {least}; write max_length = {}", least.max(128))));
    }
    Ok(password)
}

fn unique<'a>(keys: impl Iterator<Item = &'a Spanned<String>>, what: &str) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for key in keys {
        if !seen.insert(key.get_ref()) {
            let message = format!("the {what} {:?} stands there twice; take one out", key.get_ref());
            return Err(fault(key, message));
        }
    }
    Ok(())
}

fn role(entry: RoleEntry) -> Result<Role, Fault> {
    let key = entry.key.get_ref();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-');
    let is_plain = !key.is_empty() && key.len() <= LONGEST_KEY && key.bytes().all(plain);
    if !is_plain || ["anyone", "own", ANONYMOUS].contains(&&**key) {
        let mend = "write small letters, digits, _ and -, not \"anyone\", \"own\" or \"anonymous\"";
        return Err(fault(&entry.key, format!("{key:?} cannot be a role's key; {mend}")));
    }
    labels(&entry.label)?;
    let mut permissions = Permissions::default();
    for name in &entry.permissions {
        let Some((_, permission)) = PERMISSIONS.iter().find(|(known, _)| known == name.get_ref()) else {
            let known: Vec<&str> = PERMISSIONS.iter().map(|(known, _)| *known).collect();
            let message = format!("unknown permission {:?}; known: {}", name.get_ref(), known.join(", "));
            return Err(fault(name, message));
        };
        permissions.insert(*permission);
    }
    if entry.sign_up && permissions.has(Permission::ManageAnyAccount) {
        let message = "nobody may sign up as a role that manages accounts; take `sign_up` out, or the permission";
        return Err(fault(&entry.key, message));
    }
    Ok(Role { key: RoleKey::new(key), label: entry.label.into_inner(), sign_up: entry.sign_up, permissions })
}

/// A name for people must be there in both languages.
pub(super) fn labels(entry: &Spanned<Labels>) -> Result<(), Fault> {
    let is_told = |text: &str| !text.trim().is_empty();
    if is_told(&entry.get_ref().ru) && is_told(&entry.get_ref().en) {
        return Ok(());
    }
    Err(fault(entry, "a text is empty; write one in both languages"))
}
