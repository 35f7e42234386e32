//! Who may read, write and look for which field.

use std::fmt;

use frontdesk_kit::input::{Body, Invalid, Manners, Mode, Values};
use frontdesk_kit::locale::Message;

use super::field::{AtSignUp, DeclaredField, FieldType};
use super::{Model, RoleKey};

/// Who may read or write a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Everybody, signed in or not.
    Anyone,
    /// The profile's owner.
    Own,
    /// Who has the role, for any profile.
    Role(RoleKey),
    /// Who has the role, for the own profile only.
    RoleOwn(RoleKey),
}

/// The entry of `list` that allows it, if there is one.
pub(super) fn allowing<'l>(list: &'l [Reader], role: Option<&RoleKey>, own: bool) -> Option<&'l Reader> {
    list.iter().find(|reader| match reader {
        Reader::Anyone => true,
        Reader::Own => own,
        Reader::Role(key) => role == Some(key),
        Reader::RoleOwn(key) => own && role == Some(key),
    })
}

/// As model files spell it.
impl fmt::Display for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reader::Anyone => f.write_str("anyone"),
            Reader::Own => f.write_str("own"),
            Reader::Role(key) => f.write_str(key.as_str()),
            Reader::RoleOwn(key) => write!(f, "{}:own", key.as_str()),
        }
    }
}

/// What a list does with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListBy {
    Filter,
    Sort,
    Search,
}

impl Model {
    /// The fields that somebody may read: `role` is the caller's (`None`: nobody is signed in), `own` whether the
    /// profile is the caller's.
    pub fn readable_fields<'a>(
        &'a self,
        role: Option<&'a RoleKey>,
        own: bool,
    ) -> impl Iterator<Item = &'a DeclaredField> {
        self.fields.iter().filter(move |field| field.readable(role, own))
    }

    /// The fields that somebody may change.
    pub fn writable_fields<'a>(
        &'a self,
        role: Option<&'a RoleKey>,
        own: bool,
    ) -> impl Iterator<Item = &'a DeclaredField> {
        self.fields.iter().filter(move |field| field.writable(role, own))
    }

    /// The fields by which somebody with `role` may filter, sort or search: those that lists know for it, and that they
    /// may read of anyone. Looking for a value would tell what reading it does.
    pub fn list_fields<'a>(&'a self, role: Option<&'a RoleKey>, by: ListBy) -> impl Iterator<Item = &'a DeclaredField> {
        self.readable_fields(role, false).filter(move |field| field.serves(by))
    }

    /// The fields that are asked for at sign-up; see [`DeclaredField::sign_up_input`].
    pub fn sign_up_fields(&self) -> impl Iterator<Item = &DeclaredField> {
        self.fields.iter().filter(|field| field.sign_up != AtSignUp::Off)
    }

    /// Reads a native change of a profile by somebody with `role`: strictly, and a field that they may not change is an
    /// error of that field. One that they may not read either is none: its name is not theirs to know.
    pub fn read_change(&self, body: &Body, role: &RoleKey, own: bool) -> Result<Values, Invalid> {
        let (values, found) = self.changeable.sift(body, Manners::Strict, Mode::Patch);
        let may = |key: &str| self.field(key).is_none_or(|field| field.writable(Some(role), own));
        let mut invalid = Invalid::default();
        let is_picture = |key: &&str| self.field(key).is_some_and(|field| field.kind == FieldType::Image);
        for key in body.keys().filter(|key| !may(key)).filter(|key| !is_picture(key)) {
            match self.field(key).is_some_and(|field| field.readable(Some(role), own)) {
                true => forbid(key, &mut invalid),
                false => invalid.push(key, "unknown_field", Message::new("field-unknown")),
            }
        }
        invalid.errors.extend(found.errors.into_iter().filter(|error| may(&error.field) || is_picture(&&*error.field)));
        invalid.or_ok(values)
    }

    /// The error of setting or removing the picture, if somebody with `role` may not.
    pub fn may_set_picture(&self, role: &RoleKey, own: bool) -> Result<(), Invalid> {
        let mut invalid = Invalid::default();
        let picture = self.fields.iter().find(|field| field.kind == FieldType::Image);
        if !picture.is_some_and(|field| field.writable(Some(role), own)) {
            forbid(picture.map_or("file", |field| &field.key), &mut invalid);
        }
        invalid.or_ok(())
    }
}

impl DeclaredField {
    /// Whether lists do this with it, for whoever may read it of anyone.
    pub fn serves(&self, by: ListBy) -> bool {
        match by {
            ListBy::Filter => self.filter,
            ListBy::Sort => self.sort,
            ListBy::Search => self.search,
        }
    }
}

fn forbid(key: &str, invalid: &mut Invalid) {
    invalid.push(key, "forbidden_field", Message::new("field-forbidden"));
}
