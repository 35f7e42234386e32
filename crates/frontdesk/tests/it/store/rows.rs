//! The rows behind a server's back: read to see what was left there, changed where a test would have to wait for days.

use std::time::{Duration, Instant};

use frontdesk_testkit::Server;

use crate::support::rows_at;

/// How long a worker behind the requests may take; it looks once a second.
const PATIENCE: Duration = Duration::from_secs(15);

/// The database of a server, through a door of its own; good also while the server is stopped.
#[derive(Debug)]
pub struct Rows(String);

impl Rows {
    pub fn behind(server: &Server) -> Self {
        Self(server.database_url())
    }

    /// The first column of every row, as text; what is null is empty.
    pub async fn column(&self, sql: &str) -> Vec<String> {
        rows_at(&self.0, sql).await.into_iter().map(|mut row| row.swap_remove(0)).collect()
    }

    /// The one value that `sql` asks for.
    pub async fn one(&self, sql: &str) -> String {
        let found = self.column(sql).await;
        assert_eq!(found.len(), 1, "{sql} finds {found:?}");
        found.into_iter().next().expect("there is one")
    }

    /// Waits until the one value that `sql` asks for is `value`: for what a worker does behind the requests.
    pub async fn becomes(&self, sql: &str, value: &str) {
        let began = Instant::now();
        loop {
            let found = self.one(sql).await;
            if found == value {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{sql} stays {found:?}, {value:?} was to come");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Changes rows; tells how many.
    pub async fn change(&self, sql: &str) -> usize {
        self.column(&format!("{sql} returning 1")).await.len()
    }

    /// Everything that any table holds, as text. On SQLite the files are the better witness.
    pub async fn everything(&self) -> String {
        let tables = match self.0.starts_with("sqlite:") {
            true => "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
            false => "select tablename from pg_tables where schemaname = 'public'",
        };
        let mut all = String::new();
        for table in self.column(tables).await {
            for row in rows_at(&self.0, &format!("select * from {table}")).await {
                all += &format!("{table}: {}\n", row.join(" | "));
            }
        }
        all
    }
}
