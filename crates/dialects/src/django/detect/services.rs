//! The table of what specialists offer.

use frontdesk_kit::db::ForeignTable;

use super::super::DjangoError;
use super::super::mapping::{Entry, ServicesTable};
use super::Detector;
use super::tables::{column, names_row_of, required, table};

/// The table of services, if there is one that looks like it.
pub(super) fn services_table(
    tables: &[ForeignTable],
    people: &Detector<'_>,
    said: &Entry,
) -> Result<Option<ServicesTable>, DjangoError> {
    let said = &said.services;
    let durations = ["duration_minutes", "duration"];
    let found = match said.table.as_deref() {
        Some("") => None,
        Some(name) => Some(table(tables, name)?),
        None => tables.iter().find(|table| {
            let offers = table.has("price") && durations.iter().any(|name| table.has(name));
            offers && table.has("id") && (table.has("name") || table.has("title")) && owner(table, people).is_some()
        }),
    };
    let Some(found) = found else { return Ok(None) };
    required(&None, found, &["id"], "the services' numbers")?;
    let (specialist, by_profile) = match column(&said.specialist, found, &[])? {
        Some(name) => (name, said.specialist_is.as_deref() == Some("profile")),
        None => owner(found, people)
            .ok_or_else(|| DjangoError::Mapping(format!("services.specialist is needed for {}", found.name)))?,
    };
    Ok(Some(ServicesTable {
        table: found.name.clone(),
        specialist,
        by_profile,
        name: required(&said.name, found, &["name", "title"], "the services' names")?,
        description: column(&said.description, found, &["description"])?,
        price: required(&said.price, found, &["price"], "the prices")?,
        duration: required(&said.duration, found, &durations, "the durations")?,
        active: column(&said.active, found, &["is_active", "active"])?,
        created: column(&said.created, found, &["created_at", "created"])?,
    }))
}

/// The column that says whose service it is, and whether by their profile.
fn owner(table: &ForeignTable, people: &Detector<'_>) -> Option<(String, bool)> {
    let usual = ["specialist_id", "specialist", "user_id", "user", "owner_id", "owner", "master_id", "master"];
    let by_user = names_row_of(table, people.users, &usual).map(|name| (name, false));
    by_user.or_else(|| Some((names_row_of(table, people.profile?, &[])?, true)))
}
