//! Somebody else's database, read and never written: its tables are whatever they are.
//!
//! Values come as texts, as the engine spells them. This is for moving in from another program; what Frontdesk itself
//! keeps is read through [`super::Db`].

mod postgres;
mod sqlite;

use std::path::Path;

use super::DbError;
use postgres::ForeignPostgres;
use sqlite::ForeignSqlite;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignColumn {
    pub name: String,
    /// It holds whole numbers.
    pub is_integer: bool,
    /// The table whose rows it names, as far as the schema says so.
    pub references: Option<String>,
}

/// A table and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignTable {
    pub name: String,
    pub columns: Vec<ForeignColumn>,
}

impl ForeignTable {
    /// Whether it has a column called `name`.
    pub fn has(&self, name: &str) -> bool {
        self.column(name).is_some()
    }

    /// The column called `name`.
    pub fn column(&self, name: &str) -> Option<&ForeignColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// Which rows are wanted: those whose whole number `key` is in a range, in its order.
#[derive(Clone, Copy, Debug)]
pub struct KeyRange<'a> {
    pub key: &'a str,
    pub from: i64,
    pub to: i64,
    /// So many at most.
    pub limit: usize,
}

/// One row: the asked-for columns in the asked-for order.
pub type ForeignRow = Vec<Option<String>>;

/// An open database of another program.
pub struct Foreign(Source);

enum Source {
    Sqlite(ForeignSqlite),
    Postgres(ForeignPostgres),
}

impl Foreign {
    /// Opens the SQLite file at `path` for reading.
    pub fn open_sqlite(path: &Path) -> Result<Self, DbError> {
        ForeignSqlite::open(path).map(Source::Sqlite).map(Self)
    }

    /// Connects to the PostgreSQL database at `url`; everything is read as it is at this moment.
    pub async fn open_postgres(url: &str) -> Result<Self, DbError> {
        ForeignPostgres::open(url).await.map(Source::Postgres).map(Self)
    }

    /// An empty one in a file that is nobody's, for rows that come from elsewhere.
    pub fn scratch() -> Result<Self, DbError> {
        ForeignSqlite::scratch().map(Source::Sqlite).map(Self)
    }

    /// Adds a row to a scratch table; tables and columns are made as they come. A value with `true` is a whole number.
    pub fn add(&mut self, table: &str, row: &[(String, Option<(String, bool)>)]) -> Result<(), DbError> {
        match &mut self.0 {
            Source::Sqlite(source) => source.add(table, row),
            Source::Postgres(_) => Err(DbError::Bug("a foreign database is never written".to_owned())),
        }
    }

    /// All tables.
    pub async fn tables(&mut self) -> Result<Vec<ForeignTable>, DbError> {
        match &mut self.0 {
            Source::Sqlite(source) => source.tables(),
            Source::Postgres(source) => source.tables().await,
        }
    }

    /// How many rows a table has, and the highest number in its column `key`.
    pub async fn extent(&mut self, table: &str, key: &str) -> Result<(i64, i64), DbError> {
        let sql = format!("select count(*), max({}) from {}", quoted(key), quoted(table));
        let row = self.query(&sql, 2).await?.pop().unwrap_or_default();
        let number = |at: usize| row.get(at).and_then(|text| text.as_ref()?.parse().ok()).unwrap_or(0);
        Ok((number(0), number(1)))
    }

    /// Rows of a table.
    pub async fn rows(
        &mut self,
        table: &str,
        columns: &[&str],
        range: KeyRange<'_>,
    ) -> Result<Vec<ForeignRow>, DbError> {
        let KeyRange { key, from, to, limit } = range;
        let list: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
        let (list, key, table) = (list.join(", "), quoted(key), quoted(table));
        // Numbers of ours need no parameters, whose types the two engines would judge differently.
        let sql =
            format!("select {list} from {table} where {key} between {from} and {to} order by {key} limit {limit}");
        self.query(&sql, columns.len()).await
    }

    async fn query(&mut self, sql: &str, columns: usize) -> Result<Vec<ForeignRow>, DbError> {
        match &mut self.0 {
            Source::Sqlite(source) => source.query(sql, columns),
            Source::Postgres(source) => source.query(sql, columns).await,
        }
    }
}

/// `name` as an identifier of SQL, whatever is in it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn scratch_tables_take_shape_as_rows_come() {
        let mut scratch = Foreign::scratch().expect("a scratch");
        let text = |text: &str| Some((text.to_owned(), false));
        let number = |text: &str| Some((text.to_owned(), true));
        let odd = "na\"me; drop table x";
        scratch.add("people", &[("id".into(), number("10")), (odd.into(), text("ada"))]).expect("added");
        scratch.add("people", &[("id".into(), number("9")), ("city".into(), text("Казань"))]).expect("added");
        let tables = scratch.tables().await.expect("read");
        assert!(tables[0].column("id").is_some_and(|column| column.is_integer) && tables[0].has(odd));
        assert_eq!(scratch.extent("people", "id").await.expect("read"), (2, 10));
        let range = KeyRange { key: "id", from: 0, to: 100, limit: 5 };
        let rows = scratch.rows("people", &[odd, "city"], range).await.expect("read");
        assert_eq!(rows, [[None, Some("Казань".to_owned())], [Some("ada".to_owned()), None]]);
    }

    #[tokio::test]
    async fn another_programs_file_is_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("db.sqlite3");
        let made = rusqlite::Connection::open(&path).expect("made");
        made.execute_batch(
            "create table a (id integer primary key, ok bool, price decimal, at datetime);
             create table b (id integer primary key, a_id bigint references a (id));
             insert into a values (1, 1, '1500.50', '2026-01-02 03:04:05.678');",
        )
        .expect("filled");
        let mut foreign = Foreign::open_sqlite(&path).expect("open");
        let tables = foreign.tables().await.expect("read");
        let column = tables.iter().find(|table| table.name == "b").and_then(|table| table.column("a_id"));
        assert_eq!(column.and_then(|column| column.references.as_deref()), Some("a"));
        let range = KeyRange { key: "id", from: 1, to: 1, limit: 5 };
        let rows = foreign.rows("a", &["ok", "price", "at"], range).await.expect("read");
        assert_eq!(rows[0], ["1", "1500.5", "2026-01-02 03:04:05.678"].map(|text| Some(text.to_owned())));
        assert!(foreign.add("a", &[("id".into(), Some(("2".into(), true)))]).is_err());
        assert!(Foreign::open_sqlite(&folder.path().join("missing.sqlite3")).is_err());
    }
}
