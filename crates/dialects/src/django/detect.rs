//! Looks where everything stands: by the names that Django and its users give, unless a mapping file says.

mod roles;
mod services;
mod tables;

use frontdesk_accounts::declared::{DeclaredField, FieldType, Model};
use frontdesk_kit::db::ForeignTable;

use super::DjangoError;
use super::mapping::{Columns, Entry, Mapping, MappingFile, Place};
use roles::{named_roles, role, role_or, usual_role};
use services::services_table;
use tables::{column, groups_table, profile_table, required, users_table};

/// Other names under which fields of the shipped models are often kept.
const SYNONYMS: [(&str, &[&str]); 7] = [
    ("full_name", &["fullname", "name"]),
    ("avatar", &["photo", "picture", "image", "profile_image", "profile_picture"]),
    ("bio", &["about", "about_me", "description"]),
    ("city", &["town"]),
    ("experience_years", &["experience"]),
    ("display_name", &["name"]),
    ("profile_name", &["username"]),
];

/// Where everything stands among `tables`. What `file` says counts; the rest is found by its usual names.
pub fn detect(tables: &[ForeignTable], model: &Model, file: &MappingFile) -> Result<Mapping, DjangoError> {
    let said = &file.django;
    let users = users_table(tables, said)?;
    let id = required(&said.id, users, &["id", "user_id"], "the users' numbers")?;
    if !users.column(&id).is_some_and(|column| column.is_integer) {
        return Err(DjangoError::Source(format!(
            "{}.{id} is no whole number: accounts with other keys cannot be carried over",
            users.name
        )));
    }
    let profile = profile_table(tables, users, model, said)?;
    let detected = Detector { users, profile: profile.as_ref().map(|(table, _)| *table) };
    Ok(Mapping {
        username: column(&said.username, users, &["username", "login", "user_name"])?,
        email: column(&said.email, users, &["email", "email_address", "e_mail"])?,
        phone: detected.place(&said.phone, &["phone", "phone_number", "mobile"])?,
        password: required(&said.password, users, &["password"], "the passwords")?,
        joined: column(&said.joined, users, &["date_joined", "created_at", "created", "registered_at"])?,
        active: column(&said.active, users, &["is_active", "active"])?,
        superuser: column(&said.superuser, users, &["is_superuser"])?,
        staff: column(&said.staff, users, &["is_staff"])?,
        role: detected.place(&said.role, &["role", "user_role", "user_type", "account_type"])?,
        groups: groups_table(tables, users, said)?,
        profile_id: match &profile {
            Some((table, _)) => column(&said.profile_id, table, &["id", "uuid"])?,
            None => None,
        },
        default_role: role(model, &said.default_role)?.or_else(|| usual_role(model)).ok_or_else(|| {
            DjangoError::Mapping(format!("default_role is needed: nobody signs up in the model {}", model.name))
        })?,
        superuser_role: role_or(model, &said.superuser_role, "admin")?,
        staff_role: role_or(model, &said.staff_role, "staff")?,
        roles: named_roles(model, said)?,
        fields: detected.fields(model, said)?,
        services: services_table(tables, &detected, said)?,
        profile: profile.map(|(table, user)| (table.name.clone(), user)),
        users: users.name.clone(),
        id,
    })
}

/// The two tables of people.
struct Detector<'a> {
    users: &'a ForeignTable,
    profile: Option<&'a ForeignTable>,
}

impl Detector<'_> {
    /// The column that is said, or the first of the candidates, in the users' table before the profiles'.
    fn place(&self, said: &Option<String>, candidates: &[&str]) -> Result<Option<Place>, DjangoError> {
        match said.as_deref() {
            Some("") => Ok(None),
            Some(name) => self
                .find(name)
                .map(Some)
                .ok_or_else(|| DjangoError::Mapping(format!("there is no column {name} for users or their profiles"))),
            None => Ok(candidates.iter().find_map(|name| self.find(name))),
        }
    }

    /// `COLUMN`, or `TABLE.COLUMN`.
    fn find(&self, name: &str) -> Option<Place> {
        let (table, column) = name.split_once('.').map_or((None, name), |(table, column)| (Some(table), column));
        let is = |found: &ForeignTable| table.is_none_or(|table| table == found.name) && found.has(column);
        if is(self.users) {
            return Some(Place { in_profile: false, column: column.to_owned() });
        }
        self.profile.filter(|profile| is(profile)).map(|_| Place { in_profile: true, column: column.to_owned() })
    }

    /// The declared fields that stand somewhere.
    fn fields(&self, model: &Model, said: &Entry) -> Result<Vec<(String, Vec<Place>)>, DjangoError> {
        if let Some(unknown) = said.fields.keys().find(|key| model.field(key).is_none()) {
            return Err(DjangoError::Mapping(format!("the model {} declares no field {unknown}", model.name)));
        }
        let mut found = Vec::new();
        for field in &model.fields {
            let places = match said.fields.get(&field.key) {
                Some(Columns::One(name)) => self.all(std::slice::from_ref(name))?,
                Some(Columns::Several(names)) => self.all(names)?,
                None => self.usual_places(field),
            };
            if !places.is_empty() {
                found.push((field.key.clone(), places));
            }
        }
        Ok(found)
    }

    fn all(&self, names: &[String]) -> Result<Vec<Place>, DjangoError> {
        let mut places = Vec::new();
        for name in names.iter().filter(|name| !name.is_empty()) {
            places.extend(self.place(&Some(name.clone()), &[])?);
        }
        Ok(places)
    }

    /// A declared field is looked for in profiles before the users' table, where Django keeps names of its own.
    fn usual_places(&self, field: &DeclaredField) -> Vec<Place> {
        let synonyms = SYNONYMS.iter().find(|(key, _)| *key == field.key).map_or(&[][..], |(_, names)| names);
        let names = || std::iter::once(field.key.as_str()).chain(synonyms.iter().copied());
        let in_profile = self.profile.and_then(|table| names().find(|name| table.has(name)));
        if let Some(name) = in_profile {
            return vec![Place { in_profile: true, column: name.to_owned() }];
        }
        // What the users' table calls a user name is one already.
        if let Some(name) = names().filter(|name| *name != "username").find(|name| self.users.has(name)) {
            return vec![Place { in_profile: false, column: name.to_owned() }];
        }
        let parts = ["first_name", "last_name"];
        if field.key == "full_name" && field.kind == FieldType::Text && parts.iter().all(|part| self.users.has(part)) {
            return parts.map(|part| Place { in_profile: false, column: part.to_owned() }).to_vec();
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;
