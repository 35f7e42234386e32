//! One `[[fields]]` table, checked, with the reader of its values.

use frontdesk_kit::input::{Field, Invalid, Manners, Pattern};
use frontdesk_kit::locale::{self, Lang};
use serde_json::Value as Json;
use toml::Spanned;

use super::RoleKey;
use super::entry::FieldEntry;
use super::field::{AtSignUp, Choice, DeclaredField, FieldType};
use super::limits::Limits;
use super::parse::{Fault, LONGEST_KEY, fault, labels};
use super::rights::Reader;
use super::role::Role;
use crate::words::fold;

/// Keys that a profile or an account has anyway.
const RESERVED: [&str; 17] = [
    "id",
    "user",
    "role",
    "username",
    "email",
    "email_verified",
    "phone",
    "phone_verified",
    "password",
    "password_hash",
    "is_staff",
    "is_superuser",
    "is_active",
    "active",
    "token",
    "created_at",
    "identifier",
];
/// The longest key of a choice, in characters.
const LONGEST_CHOICE: usize = 100;

pub(super) fn field(entry: FieldEntry, roles: &[Role]) -> Result<DeclaredField, Fault> {
    key(&entry.key)?;
    entry.was.as_ref().map_or(Ok(()), key)?;
    labels(&entry.label)?;
    entry.help.as_ref().map_or(Ok(()), labels)?;
    uses(&entry)?;
    let (read, write) = (readers(&entry.read, roles)?, readers(&entry.write, roles)?);
    let choices = choices(&entry)?;
    let limits = Limits::of(&entry)?;
    let input = Field { pattern: pattern(&entry, limits)?, ..input(&entry, &choices, limits) };
    let default = entry.default.as_ref().map(|value| stored(value, &input)).transpose()?;
    let example = entry.example.as_ref().map(|value| stored(value, &input)).transpose()?;
    let yes = |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| *flag.get_ref());
    Ok(DeclaredField {
        required: entry.required,
        blank: yes(&entry.blank),
        nullable: input.nullable,
        unique: yes(&entry.unique),
        filter: yes(&entry.filter),
        sort: yes(&entry.sort),
        search: yes(&entry.search),
        sign_up: entry.sign_up.map(Spanned::into_inner).unwrap_or_default(),
        decimal_places: limits.places,
        input: example.into_iter().fold(input, Field::example),
        key: entry.key.into_inner(),
        was: entry.was.map(Spanned::into_inner),
        kind: entry.kind,
        choices,
        default,
        label: entry.label.into_inner(),
        help: entry.help.map(Spanned::into_inner),
        read,
        write,
    })
}

fn key(entry: &Spanned<String>) -> Result<(), Fault> {
    let key = entry.get_ref();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if key.is_empty() || key.len() > LONGEST_KEY || !key.bytes().all(plain) {
        let mend = format!("write small letters, digits and _, at most {LONGEST_KEY}");
        return Err(fault(entry, format!("{key:?} cannot be a field's key; {mend}")));
    }
    if RESERVED.contains(&key.as_str()) {
        return Err(fault(entry, format!("{key:?} is reserved; write another key, such as \"profile_{key}\"")));
    }
    Ok(())
}

/// What a field is used for must be possible with its type.
fn uses(entry: &FieldEntry) -> Result<(), Fault> {
    use FieldType::{Boolean, Choice, Decimal, Email, Image, LongText, ManyChoice, Phone, Text, Url};
    let kind = entry.kind;
    let only = |flag: &Option<Spanned<bool>>, name: &str, can: bool, whose: &str| match flag {
        Some(flag) if *flag.get_ref() && !can => {
            let message = format!("a field of type {:?} cannot be `{name}`; that is for {whose}", kind.name());
            Err(fault(flag, message))
        }
        _ => Ok(()),
    };
    let may_be_blank = matches!(kind, Text | LongText | Url | Phone | Email | Choice);
    only(&entry.blank, "blank", may_be_blank, "texts and choices; write nullable = true")?;
    let may_be_unique = !matches!(kind, LongText | Boolean | Choice | ManyChoice | Decimal | Image);
    only(&entry.unique, "unique", may_be_unique, "text, integer, date, url, phone and email")?;
    only(&entry.filter, "filter", !matches!(kind, LongText | Image), "all types but long_text and image")?;
    let may_sort = !matches!(kind, LongText | ManyChoice | Image);
    only(&entry.sort, "sort", may_sort, "all types but long_text, many_choice and image")?;
    only(&entry.search, "search", matches!(kind, Text | Url | Phone | Email), "text, url, phone and email")?;
    if let Some(default) = entry.default.as_ref().filter(|_| entry.unique.as_ref().is_some_and(|flag| *flag.get_ref()))
    {
        return Err(fault(default, "everybody would begin with the same value of a unique field; take `default` out"));
    }
    match &entry.sign_up {
        Some(asked) if kind == Image && *asked.get_ref() != AtSignUp::Off => {
            Err(fault(asked, "a picture is set after sign-up; write sign_up = \"off\""))
        }
        _ => Ok(()),
    }
}

/// The form that a text must have. Without an example nobody could tell it by looking at the documentation.
fn pattern(entry: &FieldEntry, limits: Limits) -> Result<Option<Pattern>, Fault> {
    let Some(source) = &entry.pattern else {
        let needs_pattern = |words| fault(words, "there is no `pattern` that this could be said of; take it out");
        return entry.pattern_message.as_ref().map_or(Ok(None), |words| Err(needs_pattern(words)));
    };
    if entry.kind != FieldType::Text {
        let message = format!("a field of type {:?} has no `pattern`; take it out, it is for text", entry.kind.name());
        return Err(fault(source, message));
    }
    if entry.example.is_none() {
        return Err(fault(source, "a pattern is best understood by an example; write example = \"…\""));
    }
    let longest = limits.max.and_then(|most| usize::try_from(most).ok()).unwrap_or_default();
    let pattern = Pattern::parse(source.get_ref(), longest);
    let pattern = pattern.map_err(|error| fault(source, format!("this pattern cannot be used, {error}")))?;
    let Some(words) = &entry.pattern_message else { return Ok(Some(pattern)) };
    labels(words)?;
    Ok(Some(pattern.saying(&words.get_ref().ru, &words.get_ref().en)))
}

fn readers(entry: &Spanned<Vec<String>>, roles: &[Role]) -> Result<Vec<Reader>, Fault> {
    let role = |key: &str| roles.iter().find(|role| role.key.as_str() == key).map(|role| role.key.clone());
    let reader = |name: &String| match (name.as_str(), name.strip_suffix(":own")) {
        ("anyone", _) => Ok(Reader::Anyone),
        ("own", _) => Ok(Reader::Own),
        (_, Some(key)) if role(key).is_some() => Ok(Reader::RoleOwn(RoleKey::new(key))),
        (key, None) if role(key).is_some() => Ok(Reader::Role(RoleKey::new(key))),
        (other, _) => {
            let known: Vec<&str> = roles.iter().map(|role| role.key.as_str()).collect();
            let mend = format!("write \"anyone\", \"own\", a role ({}) or ROLE:own", known.join(", "));
            Err(fault(entry, format!("{other:?} is nobody; {mend}")))
        }
    };
    entry.get_ref().iter().map(reader).collect()
}

fn choices(entry: &FieldEntry) -> Result<Vec<Choice>, Fault> {
    let Some(listed) = &entry.choices else {
        let message = "a choice needs its keys; write choices = [\"…\", \"…\"]";
        return if entry.kind.has_choices() { Err(fault(&entry.key, message)) } else { Ok(Vec::new()) };
    };
    if !entry.kind.has_choices() {
        let mend = "write type = \"choice\" or \"many_choice\", or take `choices` out";
        return Err(fault(listed, format!("a field of type {:?} has no choices; {mend}", entry.kind.name())));
    }
    if listed.get_ref().is_empty() {
        return Err(fault(listed, "there is nothing to choose; write at least one key"));
    }
    let mut seen = Vec::new();
    for choice in listed.get_ref() {
        let key = &choice.get_ref().0.key;
        if key.trim() != key || key.is_empty() || key.contains(',') || key.chars().count() > LONGEST_CHOICE {
            let mend = format!("write at most {LONGEST_CHOICE} characters without a comma and outer blanks");
            return Err(fault(choice, format!("{key:?} cannot be a choice; {mend}")));
        }
        if seen.contains(&fold(key)) {
            return Err(fault(choice, format!("the choice {key:?} stands there twice; take one out")));
        }
        seen.push(fold(key));
    }
    Ok(listed.get_ref().iter().map(|choice| choice.get_ref().0.clone()).collect())
}

/// The reader of the field's values, as far as `required`, examples and limits go.
fn input(entry: &FieldEntry, choices: &[Choice], limits: Limits) -> Field {
    let (key, keys) = (entry.key.get_ref().clone(), choices.iter().map(|choice| choice.key.clone()));
    let field = match entry.kind {
        FieldType::Text => Field::text(key),
        FieldType::LongText => Field::prose(key),
        FieldType::Integer => Field::integer(key),
        FieldType::Decimal => Field::decimal(key, limits.places),
        FieldType::Boolean => Field::boolean(key),
        FieldType::Date => Field::date(key),
        FieldType::Choice => Field::choice(key, keys),
        FieldType::ManyChoice => Field::many(key, keys),
        FieldType::Url => Field::url(key),
        FieldType::Phone => Field::phone_number(key),
        FieldType::Email => Field::email(key),
        FieldType::Image => Field::image(key),
    };
    let field = limits.min.into_iter().fold(field, Field::min);
    let field = limits.max.into_iter().fold(field, Field::max);
    // These have no other way of being empty.
    let nullable =
        matches!(entry.kind, FieldType::Date | FieldType::Url | FieldType::Phone | FieldType::Email | FieldType::Image);
    Field {
        required: entry.required,
        nullable: entry.nullable.unwrap_or(nullable),
        blank: entry.blank.as_ref().is_some_and(|flag| *flag.get_ref()),
        help: explained(entry, choices),
        ..field
    }
}

/// The sentence for the reader of the API's documentation.
fn explained(entry: &FieldEntry, choices: &[Choice]) -> String {
    let told = entry.help.as_ref().map_or(&entry.label, |help| help).get_ref().en.clone();
    let labels: Vec<String> = choices
        .iter()
        .filter(|choice| choice.label.en != choice.key)
        .map(|choice| format!("`{}`: {}", choice.key, choice.label.en))
        .collect();
    if labels.is_empty() { told } else { format!("{told} ({})", labels.join(", ")) }
}

/// A value of the file in the form in which profiles store it.
fn stored(entry: &Spanned<toml::Value>, input: &Field) -> Result<Json, Fault> {
    let wrong = |invalid: Invalid| {
        let said = invalid.errors.first().map(|error| locale::text(Lang::En, &error.message)).unwrap_or_default();
        fault(entry, format!("this is no value of {:?}: {said} Write one that fits, or take it out", input.name))
    };
    let value = input.read(&json(entry.get_ref()), Manners::Strict).map_err(wrong)?;
    Ok(input.to_json(&value).unwrap_or(Json::Null))
}

/// TOML knows dates without quotes.
pub(super) fn json(value: &toml::Value) -> Json {
    match value {
        toml::Value::Datetime(date) => Json::String(date.to_string()),
        value => serde_json::to_value(value).unwrap_or_default(),
    }
}
