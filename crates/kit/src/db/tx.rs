//! What a closure gets to talk to the database with.

use super::postgres::PostgresTx;
use super::row::{FromRow, Param, Row, Source};
use super::sqlite::SqliteTx;
use super::{DbError, Engine, Sql};

/// A connection for the length of one closure; inside [`super::Db::write`] also its transaction.
pub struct Tx(pub(super) Conn);

pub(super) enum Conn {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

impl Tx {
    /// Which engine runs this, for a room's `dialect.rs`.
    pub fn engine(&self) -> Engine {
        match &self.0 {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Postgres(_) => Engine::Postgres,
        }
    }

    /// All rows of the answer.
    pub async fn all<R: FromRow>(&mut self, sql: impl Into<Sql<'_>>, params: &[&dyn Param]) -> Result<Vec<R>, DbError> {
        let sql = sql.into();
        match &mut self.0 {
            Conn::Sqlite(tx) => tx.all(&sql.0, params),
            Conn::Postgres(tx) => {
                let rows = tx.query(&sql.0, params).await?;
                rows.iter().map(|row| R::from_row(&Row(Source::Postgres(row)))).collect()
            }
        }
    }

    /// The first row of the answer, if there is one.
    pub async fn opt<R: FromRow>(
        &mut self,
        sql: impl Into<Sql<'_>>,
        params: &[&dyn Param],
    ) -> Result<Option<R>, DbError> {
        let sql = sql.into();
        match &mut self.0 {
            Conn::Sqlite(tx) => tx.opt(&sql.0, params),
            Conn::Postgres(tx) => {
                let rows = tx.query(&sql.0, params).await?;
                rows.first().map(|row| R::from_row(&Row(Source::Postgres(row)))).transpose()
            }
        }
    }

    /// The first row of an answer that always has one (`returning`, `count(*)`).
    pub async fn one<R: FromRow>(&mut self, sql: impl Into<Sql<'_>>, params: &[&dyn Param]) -> Result<R, DbError> {
        self.opt(sql, params).await?.ok_or_else(|| DbError::Bug("a row was promised".to_owned()))
    }

    /// Runs a statement and tells how many rows it changed.
    pub async fn run(&mut self, sql: impl Into<Sql<'_>>, params: &[&dyn Param]) -> Result<u64, DbError> {
        let sql = sql.into();
        match &mut self.0 {
            Conn::Sqlite(tx) => tx.run(&sql.0, params),
            Conn::Postgres(tx) => tx.run(&sql.0, params).await,
        }
    }

    /// Runs several statements at once, without values; for migrations.
    pub async fn batch(&mut self, sql: &'static str) -> Result<(), DbError> {
        match &mut self.0 {
            Conn::Sqlite(tx) => tx.batch(sql),
            Conn::Postgres(tx) => tx.batch(sql).await,
        }
    }

    /// Prepares a statement without running it; a test prepares every statement on both engines.
    pub async fn check(&mut self, sql: impl Into<Sql<'_>>) -> Result<(), DbError> {
        let sql = sql.into();
        match &mut self.0 {
            Conn::Sqlite(tx) => tx.check(&sql.0),
            Conn::Postgres(tx) => tx.check(&sql.0).await,
        }
    }
}
