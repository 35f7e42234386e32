//! The rows that a request left behind, read (and now and then written) past the server.

use frontdesk_testkit::Server;
use rusqlite::types::ValueRef;
use tokio_postgres::{NoTls, SimpleQueryMessage};

/// The rows that `sql` finds in the database of `server`, every value as text: numbers in digits, booleans as `1` and
/// `0`, bytes in hexadecimal, null as an empty text.
///
/// Also takes a statement that changes something; it finds nothing then. The server may be running.
pub async fn rows(server: &Server, sql: &str) -> Vec<Vec<String>> {
    rows_at(&server.database_url(), sql).await
}

/// As [`rows`], in the database at `url`.
pub async fn rows_at(url: &str, sql: &str) -> Vec<Vec<String>> {
    match url.strip_prefix("sqlite:") {
        Some(path) => sqlite(path, sql),
        None => postgres(url, sql).await,
    }
}

fn sqlite(path: &str, sql: &str) -> Vec<Vec<String>> {
    let file = rusqlite::Connection::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    file.busy_timeout(std::time::Duration::from_secs(10)).expect("a time-out can be set");
    let mut statement = file.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let width = statement.column_count();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().unwrap_or_else(|error| panic!("{sql}: {error}")) {
        found.push((0..width).map(|column| shown(row.get_ref(column).expect("a column of its own"))).collect());
    }
    found
}

fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

async fn postgres(url: &str, sql: &str) -> Vec<Vec<String>> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the database answers");
    let pump = tokio::spawn(connection);
    let answered = client.simple_query(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    drop(client);
    let _ = pump.await;
    let row = |message: &SimpleQueryMessage| match message {
        SimpleQueryMessage::Row(row) => Some((0..row.len()).map(|column| plain(row.get(column))).collect()),
        _ => None,
    };
    answered.iter().filter_map(row).collect()
}

/// PostgreSQL's own texts for booleans and bytes, as [`shown`] writes them.
fn plain(text: Option<&str>) -> String {
    match text.unwrap_or_default() {
        "t" => "1".to_owned(),
        "f" => "0".to_owned(),
        text => text.strip_prefix("\\x").unwrap_or(text).to_owned(),
    }
}
