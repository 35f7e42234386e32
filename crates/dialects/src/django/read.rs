//! Users with all that hangs on them, page by page.

use std::collections::HashMap;

use frontdesk_kit::db::{Foreign, KeyRange};

use super::DjangoError;
use super::mapping::{Mapping, Place};

/// More rows of groups than any page of users has.
const ALL: usize = 10_000_000;

/// A row by the names of its columns; nothing is left out.
pub(super) type Named = HashMap<String, String>;

/// The lowest number that both engines can spell.
pub(super) const FIRST: i64 = -i64::MAX;

/// One user as the old backend knew them.
#[derive(Clone, Debug, Default)]
pub struct OldUser {
    pub id: i64,
    row: Named,
    profile: Option<Named>,
    /// The names of their groups.
    pub groups: Vec<String>,
}

impl OldUser {
    /// The text in a column of the users' table.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.row.get(column).map(String::as_str)
    }

    /// The text at a place.
    pub fn at(&self, place: &Place) -> Option<&str> {
        let row = if place.in_profile { self.profile.as_ref()? } else { &self.row };
        row.get(&place.column).map(String::as_str)
    }

    /// The text in a column of their profile.
    pub fn in_profile(&self, column: &str) -> Option<&str> {
        self.profile.as_ref()?.get(column).map(String::as_str)
    }
}

/// The highest number that a row may come with: the highest that every reader of JSON keeps exactly. Many are left for
/// those who come later.
const HIGHEST: i64 = (1 << 53) - 1;

/// Reads users in the order of their numbers.
pub struct Reader<'a> {
    source: &'a mut Foreign,
    mapping: &'a Mapping,
    /// Where the next page begins; `None` behind the last.
    from: Option<i64>,
    columns: Vec<String>,
    profile_columns: Vec<String>,
    groups: HashMap<String, String>,
}

impl<'a> Reader<'a> {
    /// A reader of the users that `mapping` names.
    pub async fn new(source: &'a mut Foreign, mapping: &'a Mapping) -> Result<Self, DjangoError> {
        let tables = source.tables().await?;
        let columns = |name: &str| {
            let table = tables.iter().find(|table| table.name == name);
            table.map(|table| table.columns.iter().map(|column| column.name.clone()).collect()).unwrap_or_default()
        };
        let (columns, profile_columns): (Vec<String>, Vec<String>) =
            (columns(&mapping.users), mapping.profile.as_ref().map(|(table, _)| columns(table)).unwrap_or_default());
        let mut groups = HashMap::new();
        if mapping.groups.is_some() && tables.iter().any(|table| table.name == "auth_group" && table.has("name")) {
            for group in table(source, "auth_group", &["id", "name"], ("id", 0, i64::MAX, ALL)).await? {
                groups.extend(group.get("id").cloned().zip(group.get("name").cloned()));
            }
        }
        Ok(Self { source, mapping, from: Some(FIRST), columns, profile_columns, groups })
    }

    /// How many users there are, and the highest numbers of users and of profiles.
    pub async fn extent(&mut self) -> Result<(i64, i64, i64), DjangoError> {
        let (count, highest) = extent(self.source, &self.mapping.users, &self.mapping.id).await?;
        let profiles = match (&self.mapping.profile, &self.mapping.profile_id) {
            // A profile's id may be a UUID, of which there is no highest.
            (Some((table, _)), Some(id)) => self.source.extent(table, id).await.map_or(0, |(_, highest)| highest),
            _ => 0,
        };
        Ok((count, highest, bounded(&self.mapping.users, profiles)?))
    }

    /// The next users, `limit` of them at most; nobody when all have been read.
    pub async fn page(&mut self, limit: usize) -> Result<Vec<OldUser>, DjangoError> {
        let Mapping { users, id, .. } = self.mapping;
        let Some(from) = self.from else { return Ok(Vec::new()) };
        let rows = named(self.source, users, &self.columns, (id, from, i64::MAX, limit)).await?;
        self.from = behind(&rows, id);
        let mut page: Vec<OldUser> = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(id) = row.get(id).and_then(|id| id.parse().ok()) {
                page.push(OldUser { id, row, ..OldUser::default() });
            }
        }
        let (Some(first), Some(last)) = (page.first().map(|user| user.id), page.last().map(|user| user.id)) else {
            return Ok(page);
        };
        if let Some((table, user)) = &self.mapping.profile {
            let rows = named(self.source, table, &self.profile_columns, (user, first, last, ALL)).await?;
            give(&mut page, rows, user, |owner, row| owner.profile = Some(row));
        }
        if let Some(groups) = &self.mapping.groups {
            let columns = [groups.user.clone(), groups.group.clone()];
            let rows = named(self.source, &groups.table, &columns, (&groups.user, first, last, ALL)).await?;
            give(&mut page, rows, &groups.user, |owner, row| {
                let group = row.get(&groups.group);
                owner.groups.extend(group.map(|group| self.groups.get(group).unwrap_or(group).clone()));
            });
        }
        Ok(page)
    }
}

/// Hands every row to the user that its column `user` names.
fn give(page: &mut [OldUser], rows: Vec<Named>, user: &str, mut hand: impl FnMut(&mut OldUser, Named)) {
    for row in rows {
        let id: Option<i64> = row.get(user).and_then(|id| id.parse().ok());
        let owner = id.and_then(|id| page.binary_search_by_key(&id, |user| user.id).ok());
        if let Some(owner) = owner {
            hand(&mut page[owner], row);
        }
    }
}

/// How many rows a table has, and the highest number among them.
pub(super) async fn extent(source: &mut Foreign, table: &str, id: &str) -> Result<(i64, i64), DjangoError> {
    let (count, highest) = source.extent(table, id).await?;
    Ok((count, bounded(table, highest)?))
}

fn bounded(table: &str, highest: i64) -> Result<i64, DjangoError> {
    if highest <= HIGHEST {
        return Ok(highest);
    }
    Err(DjangoError::Source(format!("{table} has the number {highest}; none above {HIGHEST} can be carried over")))
}

/// Where the page behind `rows` begins; `None` when they are the last.
pub(super) fn behind(rows: &[Named], id: &str) -> Option<i64> {
    rows.last()?.get(id)?.parse::<i64>().ok()?.checked_add(1)
}

async fn named(
    source: &mut Foreign,
    table: &str,
    columns: &[String],
    range: (&str, i64, i64, usize),
) -> Result<Vec<Named>, DjangoError> {
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    self::table(source, table, &columns, range).await
}

/// Rows of a table whose `key` is in a range, by the names of their columns.
pub(super) async fn table(
    source: &mut Foreign,
    table: &str,
    columns: &[&str],
    (key, from, to, limit): (&str, i64, i64, usize),
) -> Result<Vec<Named>, DjangoError> {
    let rows = source.rows(table, columns, KeyRange { key, from, to, limit }).await?;
    let row = |row: Vec<Option<String>>| {
        let cells = columns.iter().zip(row).filter_map(|(name, text)| Some(((*name).to_owned(), text?)));
        cells.collect()
    };
    Ok(rows.into_iter().map(row).collect())
}
