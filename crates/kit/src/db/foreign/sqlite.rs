//! Another program's SQLite file.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

use super::super::DbError;
use super::{ForeignColumn, ForeignRow, ForeignTable, quoted};

pub(super) struct ForeignSqlite {
    connection: Connection,
    /// The columns of the tables that were made here; none in a file that was opened.
    made: HashMap<String, HashSet<String>>,
    is_scratch: bool,
}

impl ForeignSqlite {
    pub fn open(path: &Path) -> Result<Self, DbError> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        // One view of the file for everything that is read, whoever writes to it meanwhile.
        connection.execute_batch("begin; select count(*) from sqlite_master")?;
        Ok(Self { connection, made: HashMap::new(), is_scratch: false })
    }

    pub fn scratch() -> Result<Self, DbError> {
        // No name: a file that is deleted as soon as it is opened.
        let connection = Connection::open("")?;
        connection.execute_batch("pragma synchronous = off; begin")?;
        Ok(Self { connection, made: HashMap::new(), is_scratch: true })
    }

    pub fn add(&mut self, table: &str, row: &[(String, Option<(String, bool)>)]) -> Result<(), DbError> {
        if !self.is_scratch {
            return Err(DbError::Bug("a foreign database is never written".to_owned()));
        }
        for (name, value) in row {
            let kind = if value.as_ref().is_some_and(|(_, is_integer)| *is_integer) { "integer" } else { "" };
            self.need(table, name, kind)?;
        }
        let names: Vec<String> = row.iter().map(|(name, _)| quoted(name)).collect();
        let places = vec!["?"; row.len()].join(", ");
        let sql = format!("insert into {} ({}) values ({places})", quoted(table), names.join(", "));
        let values = row.iter().map(|(_, value)| value.as_ref().map(|(text, _)| text));
        self.connection.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }

    fn need(&mut self, table: &str, column: &str, kind: &str) -> Result<(), DbError> {
        let (quoted_table, quoted_column) = (quoted(table), quoted(column));
        let Some(columns) = self.made.get_mut(table) else {
            self.connection.execute_batch(&format!("create table {quoted_table} ({quoted_column} {kind})"))?;
            self.made.insert(table.to_owned(), HashSet::from([column.to_owned()]));
            return Ok(());
        };
        if columns.insert(column.to_owned()) {
            self.connection.execute_batch(&format!("alter table {quoted_table} add {quoted_column} {kind}"))?;
        }
        Ok(())
    }

    pub fn tables(&self) -> Result<Vec<ForeignTable>, DbError> {
        let sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name";
        let mut statement = self.connection.prepare(sql)?;
        let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        names.into_iter().map(|name| Ok(ForeignTable { columns: self.columns(&name)?, name })).collect()
    }

    fn columns(&self, table: &str) -> Result<Vec<ForeignColumn>, DbError> {
        let mut statement = self.connection.prepare("select \"from\", \"table\" from pragma_foreign_key_list(?)")?;
        let pairs = statement.query_map([table], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let references: HashMap<String, String> = pairs.collect::<Result<_, _>>()?;
        let mut statement = self.connection.prepare("select name, lower(type) from pragma_table_info(?)")?;
        let column = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let columns = statement.query_map([table], column)?.collect::<Result<Vec<_>, _>>()?;
        let column = |(name, kind): (String, String)| ForeignColumn {
            references: references.get(&name).cloned(),
            is_integer: kind.contains("int"),
            name,
        };
        Ok(columns.into_iter().map(column).collect())
    }

    pub fn query(&self, sql: &str, columns: usize) -> Result<Vec<ForeignRow>, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((0..columns).map(|at| row.get_ref(at).map(text)).collect::<Result<_, _>>()?);
        }
        Ok(found)
    }
}

fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}
