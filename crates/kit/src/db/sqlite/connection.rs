//! One SQLite connection and the four things that are done with it.

use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OpenFlags};

use super::SqliteSettings;
use crate::db::DbError;
use crate::db::row::{FromRow, Param, Row, Source};

/// Prepared statements kept per connection; more than the product has.
const STATEMENTS: usize = 256;

/// Page cache of the connection that writes, in KiB; a group of writes that changes more pages holds them all the same.
const WRITER_CACHE_KIB: u32 = 4 * 1024;

/// How long a connection waits for another's lock.
pub(super) const BUSY: Duration = Duration::from_secs(5);

pub(crate) struct SqliteTx {
    connection: Connection,
}

impl SqliteTx {
    pub(super) fn new(connection: Connection) -> Self {
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Self { connection }
    }

    pub(super) fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    pub(crate) fn all<R: FromRow>(&mut self, sql: &str, params: &[&dyn Param]) -> Result<Vec<R>, DbError> {
        let mut statement = self.prepare(sql, params)?;
        let mut rows = statement.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(R::from_row(&Row(Source::Sqlite(row)))?);
        }
        Ok(found)
    }

    pub(crate) fn opt<R: FromRow>(&mut self, sql: &str, params: &[&dyn Param]) -> Result<Option<R>, DbError> {
        let mut statement = self.prepare(sql, params)?;
        let mut rows = statement.raw_query();
        let first = rows.next()?.map(|row| R::from_row(&Row(Source::Sqlite(row)))).transpose()?;
        // A `returning` statement has done all of its work only when it was read to its end.
        while first.is_some() && rows.next()?.is_some() {}
        Ok(first)
    }

    pub(crate) fn run(&mut self, sql: &str, params: &[&dyn Param]) -> Result<u64, DbError> {
        let mut statement = self.prepare(sql, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        Ok(self.connection.execute_batch(sql)?)
    }

    pub(crate) fn check(&mut self, sql: &str) -> Result<(), DbError> {
        let statement = self.connection.prepare_cached(sql).map_err(|e| DbError::Bug(format!("{e} in {sql}")))?;
        for index in 1..=statement.parameter_count() {
            // SQLite numbers `$n` as it meets them, PostgreSQL by n: they agree only in ascending order.
            if statement.parameter_name(index) != Some(&format!("${index}")) {
                return Err(DbError::Bug(format!("parameters out of order in {sql}")));
            }
        }
        Ok(())
    }

    fn prepare(&mut self, sql: &str, params: &[&dyn Param]) -> Result<CachedStatement<'_>, DbError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        for (index, param) in params.iter().enumerate() {
            statement.raw_bind_parameter(index + 1, param.for_sqlite())?;
        }
        Ok(statement)
    }
}

/// Opens the connection that writes, in WAL mode with every commit on disk before it is answered.
pub(super) fn open_writer(settings: &SqliteSettings) -> Result<Connection, DbError> {
    let connection = Connection::open(&settings.path)?;
    settle(&connection, WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What a group changes is written once, at its commit, and what undoes one job of it never leaves memory. As they
    // come, a page would be written for each job that touches it.
    connection.pragma_update(None, "cache_spill", false)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // What was deleted is wiped where its page is written anyway: letters hold links, accounts hold people.
    connection.pragma_update(None, "secure_delete", "fast")?;
    // The checkpoint has its own thread: here it would stall everybody who waits for a commit.
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    Ok(connection)
}

/// Opens a connection that only reads.
pub(super) fn open_reader(settings: &SqliteSettings) -> Result<Connection, DbError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(&settings.path, flags)?;
    settle(&connection, settings.cache_kib)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// What holds for every connection.
fn settle(connection: &Connection, cache_kib: u32) -> Result<(), DbError> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "cache_size", -i64::from(cache_kib))?;
    // Without this guarantee a statement may be planned for the values that were bound to it, and then it is
    // prepared anew each time that other values are: half of the cost of a read of one row.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}
