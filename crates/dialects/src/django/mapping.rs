//! Where everything stands in the old database: found by itself, told by a file, or both.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::DjangoError;

/// A column of the users' table or of the profiles' table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub in_profile: bool,
    pub column: String,
}

/// Who is in which group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    pub table: String,
    pub user: String,
    pub group: String,
}

/// The table of what specialists offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicesTable {
    pub table: String,
    pub specialist: String,
    /// `specialist` names a row of the profiles' table, not of the users'.
    pub by_profile: bool,
    pub name: String,
    pub description: Option<String>,
    pub price: String,
    pub duration: String,
    pub active: Option<String>,
    pub created: Option<String>,
}

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The users' table, and its columns.
    pub users: String,
    pub id: String,
    pub username: Option<String>,
    pub email: Option<String>,
    pub phone: Option<Place>,
    pub password: String,
    pub joined: Option<String>,
    pub active: Option<String>,
    pub superuser: Option<String>,
    pub staff: Option<String>,
    pub role: Option<Place>,
    pub groups: Option<Groups>,
    /// The table of profiles and its column that names the user.
    pub profile: Option<(String, String)>,
    /// The profile's number or UUID.
    pub profile_id: Option<String>,
    pub default_role: String,
    pub superuser_role: Option<String>,
    pub staff_role: Option<String>,
    /// Names of groups and values of the role column, in small letters, with the roles that they become.
    pub roles: BTreeMap<String, String>,
    /// Declared fields with the columns whose texts they are made of.
    pub fields: Vec<(String, Vec<Place>)>,
    pub services: Option<ServicesTable>,
}

/// One column, or several whose texts are joined by a blank.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Columns {
    One(String),
    Several(Vec<String>),
}

/// A mapping file. What it does not say is looked for; an empty text says that there is none.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingFile {
    #[serde(default)]
    pub(super) django: Entry,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Entry {
    pub users: Option<String>,
    pub id: Option<String>,
    pub username: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub password: Option<String>,
    pub joined: Option<String>,
    pub active: Option<String>,
    pub superuser: Option<String>,
    pub staff: Option<String>,
    pub role: Option<String>,
    pub groups: Option<String>,
    pub profile: Option<String>,
    pub profile_user: Option<String>,
    pub profile_id: Option<String>,
    pub default_role: Option<String>,
    pub superuser_role: Option<String>,
    pub staff_role: Option<String>,
    pub roles: BTreeMap<String, String>,
    pub fields: BTreeMap<String, Columns>,
    pub services: ServicesEntry,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServicesEntry {
    pub table: Option<String>,
    pub specialist: Option<String>,
    pub specialist_is: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub price: Option<String>,
    pub duration: Option<String>,
    pub active: Option<String>,
    pub created: Option<String>,
}

impl MappingFile {
    /// Reads a mapping file.
    pub fn parse(text: &str) -> Result<Self, DjangoError> {
        toml::from_str(text).map_err(|error| DjangoError::Mapping(error.to_string()))
    }
}

/// As a mapping file, to be kept and changed.
impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |place: &Option<Place>| place.as_ref().map(|place| self.spelled(place));
        writeln!(f, "[django]")?;
        let columns = [
            ("users", Some(self.users.clone())),
            ("id", Some(self.id.clone())),
            ("username", self.username.clone()),
            ("email", self.email.clone()),
            ("phone", place(&self.phone)),
            ("password", Some(self.password.clone())),
            ("joined", self.joined.clone()),
            ("active", self.active.clone()),
            ("superuser", self.superuser.clone()),
            ("staff", self.staff.clone()),
            ("role", place(&self.role)),
            ("groups", self.groups.as_ref().map(|groups| groups.table.clone())),
            ("profile", self.profile.as_ref().map(|(table, _)| table.clone())),
            ("profile_user", self.profile.as_ref().map(|(_, user)| user.clone())),
            ("profile_id", self.profile_id.clone()),
            ("default_role", Some(self.default_role.clone())),
            ("superuser_role", self.superuser_role.clone()),
            ("staff_role", self.staff_role.clone()),
        ];
        for (key, value) in columns {
            writeln!(f, "{key} = {}", quoted(&value.unwrap_or_default()))?;
        }
        writeln!(f, "\n[django.roles]")?;
        for (name, role) in &self.roles {
            writeln!(f, "{} = {}", quoted(name), quoted(role))?;
        }
        writeln!(f, "\n[django.fields]")?;
        for (field, places) in &self.fields {
            let columns: Vec<String> = places.iter().map(|place| quoted(&self.spelled(place))).collect();
            writeln!(f, "{field} = [{}]", columns.join(", "))?;
        }
        writeln!(f, "\n[django.services]")?;
        match &self.services {
            Some(services) => services.write(f),
            None => writeln!(f, "table = \"\""),
        }
    }
}

impl Mapping {
    fn spelled(&self, place: &Place) -> String {
        match &self.profile {
            Some((table, _)) if place.in_profile => format!("{table}.{}", place.column),
            _ => format!("{}.{}", self.users, place.column),
        }
    }
}

impl ServicesTable {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = String::new();
        for (key, value) in [
            ("table", &self.table),
            ("specialist", &self.specialist),
            ("specialist_is", &(if self.by_profile { "profile" } else { "user" }).to_owned()),
            ("name", &self.name),
            ("description", self.description.as_ref().unwrap_or(&none)),
            ("price", &self.price),
            ("duration", &self.duration),
            ("active", self.active.as_ref().unwrap_or(&none)),
            ("created", self.created.as_ref().unwrap_or(&none)),
        ] {
            writeln!(f, "{key} = {}", quoted(value))?;
        }
        Ok(())
    }
}

/// As TOML spells a text.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
