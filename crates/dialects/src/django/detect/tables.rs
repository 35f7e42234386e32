//! Tables and columns by their usual names.

use frontdesk_accounts::declared::Model;
use frontdesk_kit::db::ForeignTable;

use super::super::DjangoError;
use super::super::mapping::{Entry, Groups};

/// The table that Django signs people in from.
pub(super) fn users_table<'a>(tables: &'a [ForeignTable], said: &Entry) -> Result<&'a ForeignTable, DjangoError> {
    if let Some(name) = &said.users {
        return table(tables, name);
    }
    let mut found: Vec<&ForeignTable> =
        tables.iter().filter(|table| table.has("password") && table.has("last_login")).collect();
    if found.len() > 1 {
        // Left over from before a user model of the project's own.
        found.retain(|table| table.name != "auth_user");
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(DjangoError::Source(
            "no table of users is found (one with the columns password and last_login); name it in a mapping file"
                .to_owned(),
        )),
        several => {
            let names: Vec<&str> = several.iter().map(|table| table.name.as_str()).collect();
            let names = names.join(", ");
            Err(DjangoError::Source(format!("several tables may be the users': {names}; name one in a mapping file")))
        }
    }
}

pub(super) fn table<'a>(tables: &'a [ForeignTable], name: &str) -> Result<&'a ForeignTable, DjangoError> {
    let found = tables.iter().find(|table| table.name == name);
    found.ok_or_else(|| DjangoError::Mapping(format!("there is no table {name}")))
}

pub(super) fn column(
    said: &Option<String>,
    table: &ForeignTable,
    candidates: &[&str],
) -> Result<Option<String>, DjangoError> {
    match said.as_deref() {
        Some("") => Ok(None),
        Some(name) if table.has(name) => Ok(Some(name.to_owned())),
        Some(name) => Err(DjangoError::Mapping(format!("the table {} has no column {name}", table.name))),
        None => Ok(candidates.iter().find(|name| table.has(name)).map(|name| (*name).to_owned())),
    }
}

pub(super) fn required(
    said: &Option<String>,
    table: &ForeignTable,
    candidates: &[&str],
    what: &str,
) -> Result<String, DjangoError> {
    let missing = || DjangoError::Source(format!("the table {} has no column for {what}", table.name));
    column(said, table, candidates)?.ok_or_else(missing)
}

/// The column of `table` that names a row of `other`, by the schema or by its name.
pub(super) fn names_row_of(table: &ForeignTable, other: &ForeignTable, usual: &[&str]) -> Option<String> {
    let by_schema = table.columns.iter().find(|column| column.references.as_ref() == Some(&other.name));
    let by_name = || {
        let columns = usual.iter().filter_map(|name| table.column(name));
        columns.into_iter().find(|column| column.references.is_none())
    };
    by_schema.or_else(by_name).map(|column| column.name.clone())
}

/// The table with one row for each user; of several, the one that holds most of the declared fields.
pub(super) fn profile_table<'a>(
    tables: &'a [ForeignTable],
    users: &ForeignTable,
    model: &Model,
    said: &Entry,
) -> Result<Option<(&'a ForeignTable, String)>, DjangoError> {
    let usual = ["user_id", "user", "owner_id", "account_id"];
    match said.profile.as_deref() {
        Some("") => Ok(None),
        Some(name) => {
            let table = table(tables, name)?;
            let user = column(&said.profile_user, table, &[])?.or_else(|| names_row_of(table, users, &usual));
            let user = user.ok_or_else(|| DjangoError::Mapping(format!("profile_user is needed for {name}")))?;
            Ok(Some((table, user)))
        }
        None => {
            let called = tables.iter().filter(|table| table.name != users.name && table.name.contains("profile"));
            let found = called.filter_map(|table| Some((table, names_row_of(table, users, &usual)?)));
            let fit = |table: &ForeignTable| model.fields.iter().filter(|field| table.has(&field.key)).count();
            // The first of equals, so that the answer does not depend on chance.
            Ok(found.rev().max_by_key(|(table, _)| fit(table)))
        }
    }
}

pub(super) fn groups_table(
    tables: &[ForeignTable],
    users: &ForeignTable,
    said: &Entry,
) -> Result<Option<Groups>, DjangoError> {
    let found = match said.groups.as_deref() {
        Some("") => return Ok(None),
        Some(name) => Some(table(tables, name)?),
        None => tables.iter().find(|table| table.name == format!("{}_groups", users.name)),
    };
    let Some(found) = found.filter(|table| table.has("group_id")) else { return Ok(None) };
    let user = found.columns.iter().find(|column| column.name != "id" && column.name != "group_id");
    let group = "group_id".to_owned();
    Ok(user.map(|user| Groups { table: found.name.clone(), user: user.name.clone(), group }))
}
