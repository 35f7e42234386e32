//! PostgreSQL: a pool, SERIALIZABLE write transactions, repeated on collision.

mod address;
mod tls;

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, Timeouts};
use tokio::sync::Mutex;
use tokio_postgres::types::ToSql;
use tokio_postgres::{NoTls, Row};

pub use address::AddressError;
use address::{Address, Way};

use super::row::Param;
use super::tx::Conn;
use super::work::SendWork;
use super::{DbError, Tx};
use crate::entropy::Entropy;

/// How often a write is tried when transactions collide. When n callers race for one row the losers of
/// each round meet again in the next, so a few more than two are needed.
const TRIES: u32 = 24;
/// So many of these tries are made beside all others; from then on those of this process go one by one. Otherwise twenty
/// who want different hours of one day collide until the tries of some are used up.
const TOGETHER: u32 = 4;
/// On a small table PostgreSQL would rather scan all of it than use an index, and a scan in a serializable
/// transaction makes it collide with every writer of that table.
const BEGIN: &str = "begin isolation level serializable; set local enable_seqscan = off";

/// How to reach PostgreSQL.
#[derive(Clone, Debug)]
pub struct PostgresSettings {
    /// `postgres://user:password@host:port/database`, with `sslmode` and `sslrootcert` as parameters if need be.
    pub url: String,
    /// Connections in the pool.
    pub connections: usize,
    /// How long a request waits for a connection before it is told 503.
    pub wait: Duration,
    /// How long a [`super::Db::report`] may run.
    pub report_limit: Duration,
}

impl PostgresSettings {
    /// The defaults for `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), connections: 16, wait: Duration::from_secs(3), report_limit: Duration::from_secs(5) }
    }

    /// Whether the address can be used, as far as its text tells.
    pub fn check(&self) -> Result<(), AddressError> {
        Address::parse(&self.url).map(|_| ())
    }
}

pub(super) struct PostgresEngine {
    pool: Pool,
    report_limit: Duration,
    turns: Mutex<()>,
}

impl PostgresEngine {
    pub(super) async fn open(settings: PostgresSettings) -> Result<Self, DbError> {
        let manager = manager(&settings.url)?;
        let timeouts =
            Timeouts { wait: Some(settings.wait), create: Some(settings.wait), recycle: Some(settings.wait) };
        let pool = Pool::builder(manager)
            .max_size(settings.connections)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|e| DbError::Bug(e.to_string()))?;
        let engine = Self { pool, report_limit: settings.report_limit, turns: Mutex::new(()) };
        drop(engine.connect().await?);
        Ok(engine)
    }

    pub(super) fn report_limit(&self) -> Duration {
        self.report_limit
    }

    pub(super) fn close(&self) {
        self.pool.close();
    }

    pub(super) async fn connect(&self) -> Result<Object, DbError> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => match DbError::from(error) {
                DbError::Bug(text) => DbError::Unavailable(text),
                other => other,
            },
            other => DbError::Unavailable(other.to_string()),
        })
    }

    pub(super) async fn read<T, E, F>(&self, work: F, limit: Option<Duration>) -> Result<T, E>
    where
        F: for<'a> SendWork<'a, Result<T, E>> + Send,
        E: From<DbError>,
    {
        let mut tx = Tx(Conn::Postgres(PostgresTx::new(self.connect().await?)));
        let Some(limit) = limit else { return work(&mut tx).await };
        // Dropping the query's future on time-out leaves it running on the server: the connection goes with it.
        match tokio::time::timeout(limit, work(&mut tx)).await {
            Ok(result) => result,
            Err(_) => {
                postgres(&mut tx)?.discard();
                Err(DbError::TooSlow.into())
            }
        }
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'a> SendWork<'a, Result<T, E>> + Clone + Send,
        T: Send,
        E: From<DbError> + Send,
    {
        let mut turn = None;
        for attempt in 1..=TRIES {
            if attempt > TOGETHER && turn.is_none() {
                turn = Some(self.turns.lock().await);
            }
            let mut tx = Tx(Conn::Postgres(PostgresTx::new(self.connect().await?)));
            postgres(&mut tx)?.begin().await?;
            let result = work.clone()(&mut tx).await;
            let transaction = postgres(&mut tx)?;
            match result {
                Ok(value) => match transaction.commit().await {
                    Ok(()) => return Ok(value),
                    Err(DbError::Conflict) if attempt < TRIES => pause(attempt).await,
                    Err(error) => return Err(error.into()),
                },
                Err(error) => {
                    let again = transaction.collided && attempt < TRIES;
                    transaction.rollback().await;
                    if !again {
                        return Err(error);
                    }
                    pause(attempt).await;
                }
            }
        }
        Err(DbError::Conflict.into())
    }
}

fn manager(url: &str) -> Result<Manager, DbError> {
    let Address { config, way } = Address::parse(url)?;
    let manner = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    Ok(match way {
        Way::Plain => Manager::from_config(config, NoTls, manner),
        Way::Verified(roots) => Manager::from_config(config, tls::connector(&roots)?, manner),
    })
}

/// Waits a little before the next try, longer each time, and not as long as the others who collided.
async fn pause(attempt: u32) {
    let [chance] = Entropy::system().bytes::<1>();
    let longest = 2_u64 << attempt.min(6);
    tokio::time::sleep(Duration::from_millis(1 + u64::from(chance) % longest)).await;
}

fn postgres(tx: &mut Tx) -> Result<&mut PostgresTx, DbError> {
    match &mut tx.0 {
        Conn::Postgres(tx) => Ok(tx),
        Conn::Sqlite(_) => Err(DbError::Bug("the PostgreSQL pool was handed another engine".to_owned())),
    }
}

/// A pooled connection, perhaps inside a transaction.
pub(crate) struct PostgresTx {
    client: Option<Object>,
    /// A transaction is open: the connection must not return to the pool as it is.
    open: bool,
    /// A statement met another transaction.
    collided: bool,
}

impl PostgresTx {
    fn new(client: Object) -> Self {
        Self { client: Some(client), open: false, collided: false }
    }

    fn client(&self) -> Result<&Object, DbError> {
        self.client.as_ref().ok_or_else(|| DbError::Unavailable("the connection was given up".to_owned()))
    }

    async fn begin(&mut self) -> Result<(), DbError> {
        self.open = true;
        Ok(self.client()?.batch_execute(BEGIN).await?)
    }

    async fn commit(&mut self) -> Result<(), DbError> {
        self.client()?.batch_execute("commit").await?;
        self.open = false;
        Ok(())
    }

    async fn rollback(&mut self) {
        match self.client() {
            Ok(client) if client.batch_execute("rollback").await.is_ok() => self.open = false,
            _ => self.discard(),
        }
    }

    fn discard(&mut self) {
        if let Some(client) = self.client.take() {
            drop(Object::take(client));
        }
    }

    fn note<T>(&mut self, result: Result<T, tokio_postgres::Error>) -> Result<T, DbError> {
        result.map_err(|error| {
            let error = DbError::from(error);
            self.collided |= matches!(error, DbError::Conflict);
            error
        })
    }

    pub(crate) async fn query(&mut self, sql: &str, params: &[&dyn Param]) -> Result<Vec<Row>, DbError> {
        let statement = self.client()?.prepare_cached(sql).await;
        let statement = self.note(statement)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param.for_postgres()).collect();
        let rows = self.client()?.query(&statement, &params).await;
        self.note(rows)
    }

    pub(crate) async fn run(&mut self, sql: &str, params: &[&dyn Param]) -> Result<u64, DbError> {
        let statement = self.client()?.prepare_cached(sql).await;
        let statement = self.note(statement)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param.for_postgres()).collect();
        let count = self.client()?.execute(&statement, &params).await;
        self.note(count)
    }

    pub(crate) async fn batch(&mut self, sql: &str) -> Result<(), DbError> {
        let done = self.client()?.batch_execute(sql).await;
        self.note(done)
    }

    pub(crate) async fn check(&mut self, sql: &str) -> Result<(), DbError> {
        match self.client()?.prepare_cached(sql).await {
            Ok(_) => Ok(()),
            Err(error) => Err(DbError::Bug(format!("{} in {sql}", DbError::from(error)))),
        }
    }
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        // A cancelled request leaves its transaction open; closing the connection rolls it back.
        if self.open {
            self.discard();
        }
    }
}
