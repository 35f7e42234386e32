//! One user of the old backend, made into somebody who can move in.

use frontdesk_accounts::declared::{DeclaredField, FieldType, Model, TakenOver};
use frontdesk_accounts::flow::Arrival;
use frontdesk_accounts::identifier::{Email, Phone, Username};
use frontdesk_accounts::model::{ProfileId, UserId};
use frontdesk_accounts::password::{Appraisal, appraise};
use frontdesk_accounts::store::users::NewUser;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use serde_json::{Map, Value as Json};

use super::mapping::Mapping;
use super::moment::{is_true, moment};
use super::read::OldUser;
use super::role::role;

/// On what terms people are read.
pub struct Reading<'a> {
    pub model: &'a Model,
    pub mapping: &'a Mapping,
    /// Hashes of one pass (MD5, SHA-1) are taken too.
    pub weak_hashes: bool,
    pub now: Timestamp,
}

/// What somebody leaves behind, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub what: String,
    pub why: String,
}

/// Somebody who is fit to move in.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub arrival: Arrival,
    /// The picture's path below the old backend's media folder.
    pub picture: Option<String>,
    pub left: Vec<Left>,
}

impl Newcomer {
    /// Notes what is left behind.
    pub fn leave(&mut self, what: &str, why: &str) {
        self.left.push(Left { what: what.to_owned(), why: why.to_owned() });
    }
}

/// Reads a user; `Err` says why they cannot come at all.
pub fn read_person(
    reading: &Reading<'_>,
    old: &OldUser,
    (public_id, profile_public_id): (PublicId, PublicId),
) -> Result<Newcomer, String> {
    let (mapping, mut left) = (reading.mapping, Vec::new());
    let column = |name: &Option<String>| name.as_ref().and_then(|name| old.text(name)).filter(|text| !text.is_empty());
    let username = column(&mapping.username).map(Username::parse).transpose();
    let username = username.map_err(|error| format!("the user name: {error}"))?;
    let email = read(column(&mapping.email), "email", &mut left, Email::parse);
    if username.is_none() && email.is_none() {
        return Err("there is neither a user name nor an e-mail address that can be used".to_owned());
    }
    if old.id < 1 {
        return Err("its number is not above zero".to_owned());
    }
    let phone = mapping.phone.as_ref().and_then(|place| old.at(place)).filter(|text| !text.trim().is_empty());
    let phone = read(phone, "phone", &mut left, Phone::lenient);
    let (role, unknown) = role(mapping, old);
    left.extend(
        unknown
            .into_iter()
            .map(|name| Left { what: "role".to_owned(), why: format!("{name} is no role here; the role is {role}") }),
    );
    let suspended = mapping.active.as_ref().and_then(|name| old.text(name)).is_some_and(|text| !is_true(text));
    let password_hash = password(reading, old, &mut left);
    let created_at = column(&mapping.joined).and_then(moment).unwrap_or(Timestamp(0)).min(reading.now);
    let (fields, picture) = fields(reading, old, &mut left);
    let profile_id = mapping.profile_id.as_ref().and_then(|name| old.in_profile(name));
    let number = profile_id.and_then(|id| id.parse().ok()).filter(|id| *id > 0).map(ProfileId);
    let uuid = profile_id.and_then(|id| uuid::Uuid::try_parse(id).ok()).map(PublicId);
    let user = NewUser { public_id, username, email, phone, role, password_hash, suspended };
    let arrival = Arrival {
        id: UserId(old.id),
        user,
        created_at,
        profile_id: number,
        profile_public_id: uuid.unwrap_or(profile_public_id),
        fields,
        avatar: None,
    };
    Ok(Newcomer { arrival, picture, left })
}

/// A value that is left behind if it cannot be used.
fn read<T, E: std::fmt::Display>(
    text: Option<&str>,
    what: &str,
    left: &mut Vec<Left>,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<T> {
    let text = text?;
    // PostgreSQL keeps none.
    let parsed =
        if text.contains('\0') { Err("it holds a NUL".to_owned()) } else { parse(text).map_err(|e| e.to_string()) };
    match parsed {
        Ok(value) => Some(value),
        Err(why) => {
            left.push(Left { what: what.to_owned(), why });
            None
        }
    }
}

/// The stored password, if it can be verified here; without it one can come, but has to ask for a new one.
fn password(reading: &Reading<'_>, old: &OldUser, left: &mut Vec<Left>) -> Option<String> {
    let stored = old.text(&reading.mapping.password).unwrap_or_default();
    let why = match appraise(stored) {
        Appraisal::Sound => return Some(stored.to_owned()),
        Appraisal::Weak if reading.weak_hashes => return Some(stored.to_owned()),
        Appraisal::Unusable => return None,
        Appraisal::Weak => "its hash is too weak (MD5 or SHA-1); --allow-weak-hashes takes it all the same",
        Appraisal::Unknown => "its hash is of no known kind, or costs more than a sign-in may",
    };
    left.push(Left { what: "password".to_owned(), why: why.to_owned() });
    None
}

/// The declared fields, and the path of the picture.
fn fields(reading: &Reading<'_>, old: &OldUser, left: &mut Vec<Left>) -> (Map<String, Json>, Option<String>) {
    let (mut fields, mut picture) = (Map::new(), None);
    for field in &reading.model.fields {
        let mut value = field.empty_value();
        let places = reading.mapping.fields.iter().find(|(key, _)| *key == field.key).map(|(_, places)| places);
        let texts: Vec<&str> = places.into_iter().flatten().filter_map(|place| old.at(place)).collect();
        let text = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
        if field.kind == FieldType::Image {
            picture = Some(text).filter(|text| !text.is_empty());
        } else if !text.is_empty() {
            match field.take_over(&spelled(field, &text)) {
                TakenOver::Fits => value = spelled(field, &text),
                TakenOver::Becomes(other) => value = other,
                TakenOver::Unfit => left.push(Left {
                    what: field.key.clone(),
                    why: format!("the model has no such value of the type {}", field.kind.name()),
                }),
            }
        }
        fields.insert(field.key.clone(), value);
    }
    (fields, picture)
}

/// The text of a column as a value that the field may understand.
fn spelled(field: &DeclaredField, text: &str) -> Json {
    match field.kind {
        FieldType::ManyChoice => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        FieldType::Boolean => is_true(text).into(),
        FieldType::Integer => text.parse::<i64>().map_or_else(|_| text.into(), Json::from),
        _ => text.into(),
    }
}
