//! Small facts about this installation.

use frontdesk_kit::db::{DbError, Tx};

/// The value of the fact called `name`.
pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<String>, DbError> {
    Ok(tx.opt::<(String,)>("select value from facts where name = $1", &[&name]).await?.map(|(value,)| value))
}

/// Sets a fact.
pub async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<(), DbError> {
    let sql = "insert into facts (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
    tx.run(sql, &[&name, &value]).await.map(|_| ())
}

/// Removes a fact; `true` when it was there.
pub async fn remove(tx: &mut Tx, name: &str) -> Result<bool, DbError> {
    Ok(tx.run("delete from facts where name = $1", &[&name]).await? > 0)
}
