//! The rows behind a server's back: read to see what was left there, changed where a test would have to wait for days.

use std::path::PathBuf;
use std::time::Duration;

use frontdesk_testkit::{Engine, Server};
use rusqlite::types::ValueRef;
use tokio_postgres::{NoTls, SimpleQueryMessage};

/// The database of a running server, through a door of its own.
#[derive(Debug)]
pub enum Rows {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Rows {
    pub fn behind(server: &Server) -> Self {
        match server.launch().engine() {
            Engine::Sqlite => Self::Sqlite(server.data().join("frontdesk.db")),
            Engine::Postgres => Self::Postgres(server.database_url()),
        }
    }

    /// The first column of every row, as text; what is null is empty.
    pub async fn column(&self, sql: &str) -> Vec<String> {
        match self {
            Self::Sqlite(path) => {
                let connection = open(path);
                let mut statement = connection.prepare(sql).expect("sound SQL");
                let rows = statement.query_map([], |row| Ok(shown(row.get_ref(0)?))).expect("rows");
                rows.collect::<Result<_, _>>().expect("rows")
            }
            Self::Postgres(url) => simple(url, sql).await.0,
        }
    }

    /// The one value that `sql` asks for.
    pub async fn one(&self, sql: &str) -> String {
        let found = self.column(sql).await;
        assert_eq!(found.len(), 1, "{sql} finds {found:?}");
        found.into_iter().next().expect("there is one")
    }

    /// Changes rows; tells how many.
    pub async fn change(&self, sql: &str) -> u64 {
        match self {
            Self::Sqlite(path) => open(path).execute(sql, []).expect("sound SQL") as u64,
            Self::Postgres(url) => simple(url, sql).await.1,
        }
    }

    /// Everything that any table holds, as text. On SQLite the files are the better witness.
    pub async fn everything(&self) -> String {
        let tables = match self {
            Self::Sqlite(_) => "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'",
            Self::Postgres(_) => "select tablename from pg_tables where schemaname = 'public'",
        };
        let mut all = String::new();
        for table in self.column(tables).await {
            let rows = match self {
                Self::Sqlite(_) => self.every_column(&table).await,
                Self::Postgres(_) => self.column(&format!("select t::text from {table} t")).await,
            };
            all += &format!("{table}\n{}\n", rows.join("\n"));
        }
        all
    }

    async fn every_column(&self, table: &str) -> Vec<String> {
        let mut all = Vec::new();
        for name in self.column(&format!("select name from pragma_table_info('{table}')")).await {
            all.extend(self.column(&format!("select \"{name}\" from {table}")).await);
        }
        all
    }
}

fn open(path: &PathBuf) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).expect("the server has made it");
    connection.busy_timeout(Duration::from_secs(10)).expect("a limit");
    connection
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The first column and the number of rows that were changed or found.
async fn simple(url: &str, sql: &str) -> (Vec<String>, u64) {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the server's database");
    let connection = tokio::spawn(connection);
    let (mut first, mut count) = (Vec::new(), 0);
    for message in client.simple_query(sql).await.expect("sound SQL") {
        match message {
            SimpleQueryMessage::Row(row) => first.push(row.get(0).unwrap_or_default().to_owned()),
            SimpleQueryMessage::CommandComplete(rows) => count = rows,
            _ => {}
        }
    }
    drop(client);
    connection.await.expect("joined").expect("closed in order");
    (first, count)
}
