//! Real PostgreSQL for tests: one server, a fresh database for each test.

mod cluster;
mod programs;

pub use cluster::{Cluster, Durability};

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::OnceCell;
use tokio_postgres::NoTls;

/// Where the tests find a PostgreSQL that is up already: a URL without the database's name, whose user may
/// create databases. `./test` starts one server for the whole run and sets it.
const GIVEN: &str = "FRONTDESK_TEST_POSTGRES";

/// The server behind [`postgres`] when none was given. It lives as long as the process; its watchdog ends it.
static OWN: OnceCell<Cluster> = OnceCell::const_new();

/// The PostgreSQL server that the tests of this process share.
///
/// # Panics
/// When PostgreSQL's server programs are not installed, or the server does not start.
pub async fn postgres() -> Postgres {
    match std::env::var(GIVEN) {
        Ok(url) if !url.is_empty() => Postgres { url: url.trim_end_matches('/').to_owned() },
        _ => OWN.get_or_init(|| Cluster::start(Durability::Fast)).await.postgres(),
    }
}

/// A running server, as the one who may create databases sees it.
#[derive(Clone, Debug)]
pub struct Postgres {
    url: String,
}

impl Postgres {
    /// The server's URL without a database: `postgres://postgres@127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Creates an empty database under a new name and returns its URL.
    ///
    /// It is not dropped: the server is thrown away as a whole.
    pub async fn database(&self) -> String {
        static CREATED: AtomicU32 = AtomicU32::new(0);
        let number = CREATED.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        // A given server may have seen this process number before.
        self.run(&format!("drop database if exists {name}")).await;
        self.run(&format!("create database {name}")).await;
        format!("{}/{name}", self.url)
    }

    async fn run(&self, statement: &str) {
        let connected = tokio_postgres::connect(&format!("{}/postgres", self.url), NoTls).await;
        let (client, connection) = connected.unwrap_or_else(|error| panic!("no PostgreSQL at {}: {error:?}", self.url));
        let pump = tokio::spawn(connection);
        client.batch_execute(statement).await.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
        drop(client);
        let _ = pump.await;
    }
}
