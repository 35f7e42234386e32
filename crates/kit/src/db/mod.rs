//! The data layer: one SQL text and one async closure for SQLite and PostgreSQL.
//!
//! `db.read(async move |tx| …)` and `db.write(async move |tx| …)` run a closure against the engine that
//! the operator chose. On SQLite nothing inside ever waits, so the closure is finished by a single poll
//! on a thread that owns a connection; writes are committed in groups. On PostgreSQL the closure is
//! awaited where it stands, writes inside a SERIALIZABLE transaction that is repeated on conflict.
//!
//! Awaiting anything but the database inside a closure is a bug; on SQLite it panics and says so.

mod error;
mod foreign;
mod migrate;
mod postgres;
mod query;
mod row;
mod sqlite;
#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests;
mod tx;
mod work;

/// The drivers' own types, for the macros of this crate.
#[doc(hidden)]
pub mod driver {
    pub use bytes;
    pub use rusqlite;
    pub use tokio_postgres::types as postgres_types;
}

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

pub use error::DbError;
pub use foreign::{Foreign, ForeignColumn, ForeignRow, ForeignTable, KeyRange};
pub use migrate::{Migration, MigrationReport, migrate};
pub use postgres::{AddressError, PostgresSettings};
pub use query::{Query, Sql, escape_like};
pub use row::{Cell, FromRow, Param, Row};
pub use sqlite::SqliteSettings;
pub use tx::Tx;
pub use work::SendWork;

/// Which of the two engines a [`Db`] talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The engine's name as `/health/` and the logs show it.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// A text that has to differ between the engines, named once in a room's `dialect.rs`.
#[derive(Clone, Copy, Debug)]
pub struct Differs {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Differs {
    /// The text for `engine`.
    pub fn on(self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// A pending answer. Boxed, so that a caller's future is `Send` whatever its closure borrows inside.
pub type Answer<'a, R> = Pin<Box<dyn Future<Output = R> + Send + 'a>>;

/// A handle on the database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

enum Inner {
    Sqlite(sqlite::SqliteEngine),
    Postgres(postgres::PostgresEngine),
}

impl Db {
    /// Opens what `url` names: `sqlite:PATH` or `postgres://…`, with default settings.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        match url.strip_prefix("sqlite:") {
            Some(path) => Self::open_sqlite(SqliteSettings::new(path)),
            None if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Self::open_postgres(PostgresSettings::new(url)).await
            }
            None => Err(DbError::Unavailable("a database address begins with sqlite: or postgres://".to_owned())),
        }
    }

    /// Opens the SQLite file at `settings.path`, making it if it is missing.
    ///
    /// Fails when another process already writes to that file.
    pub fn open_sqlite(settings: SqliteSettings) -> Result<Self, DbError> {
        Ok(Self { inner: Arc::new(Inner::Sqlite(sqlite::SqliteEngine::open(settings)?)) })
    }

    /// Connects to PostgreSQL; fails at once when the server does not answer.
    pub async fn open_postgres(settings: PostgresSettings) -> Result<Self, DbError> {
        Ok(Self { inner: Arc::new(Inner::Postgres(postgres::PostgresEngine::open(settings).await?)) })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match &*self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Where the SQLite file is; `None` on PostgreSQL.
    pub fn sqlite_path(&self) -> Option<PathBuf> {
        match &*self.inner {
            Inner::Sqlite(engine) => Some(engine.path().to_owned()),
            Inner::Postgres(_) => None,
        }
    }

    /// Runs a short read. Each statement inside sees its own snapshot.
    pub fn read<T, E, F>(&self, work: F) -> Answer<'_, Result<T, E>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + for<'a> SendWork<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite(engine) => Box::pin(engine.read(work)),
            Inner::Postgres(engine) => Box::pin(engine.read(work, None)),
        }
    }

    /// Runs a read that may be long (an export, a list without a limit) where it cannot delay short ones.
    ///
    /// Ends with [`DbError::TooSlow`] after the configured time limit.
    pub fn report<T, E, F>(&self, work: F) -> Answer<'_, Result<T, E>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + for<'a> SendWork<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite(engine) => Box::pin(engine.report(work)),
            Inner::Postgres(engine) => Box::pin(engine.read(work, Some(engine.report_limit()))),
        }
    }

    /// Runs `work` in one transaction: everything it wrote is on disk when this returns `Ok`, and nothing
    /// of it when it returns `Err`.
    ///
    /// On PostgreSQL the closure is repeated (a few times) when transactions collide, so it must
    /// own what it uses and do nothing but database work.
    pub fn write<T, E, F>(&self, work: F) -> Answer<'_, Result<T, E>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + for<'a> SendWork<'a, Result<T, E>> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite(engine) => Box::pin(engine.write(work)),
            Inner::Postgres(engine) => Box::pin(engine.write(work)),
        }
    }

    /// Runs statements of which each is atomic by itself (a counter, an upsert).
    ///
    /// On PostgreSQL without a transaction around them, so that many callers on one row queue for it instead of
    /// colliding; on SQLite the same as [`Db::write`].
    pub fn write_one<T, E, F>(&self, work: F) -> Answer<'_, Result<T, E>>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + for<'a> SendWork<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &*self.inner {
            Inner::Sqlite(engine) => Box::pin(engine.write(work)),
            Inner::Postgres(engine) => Box::pin(engine.read(work, None)),
        }
    }

    /// Whether the database answers right now.
    pub async fn ping(&self) -> Result<(), DbError> {
        self.read(async |tx| tx.opt::<(i64,)>("select cast(1 as bigint)", &[]).await.map(|_| ())).await
    }

    /// Finishes queued writes and closes the file or the pool; later calls fail with [`DbError::Unavailable`].
    pub fn close(&self) {
        match &*self.inner {
            Inner::Sqlite(engine) => engine.close(),
            Inner::Postgres(engine) => engine.close(),
        }
    }
}
