//! Forward-only migrations, each in a transaction of its own.

use sha2::{Digest, Sha256};

use super::{Db, DbError, Engine, Tx};
use crate::clock::Timestamp;

/// One step of the schema; the two texts have the same file name under `migrations/ENGINE/`.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `NNNN_name`; the number orders the steps across all rooms.
    pub name: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Migration {
    fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// What [`migrate`] did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MigrationReport {
    pub applied: Vec<&'static str>,
}

const TABLE: &str = "create table if not exists migrations (
    name text primary key, checksum text not null, applied_at bigint not null)";

/// Brings the schema to the newest of `migrations`.
///
/// Refuses a database that a newer Frontdesk has changed, and one whose applied steps differ from ours.
pub async fn migrate(db: &Db, migrations: &[Migration], now: Timestamp) -> Result<MigrationReport, DbError> {
    let mut ordered = migrations.to_vec();
    ordered.sort_by_key(|migration| migration.name);
    db.write(async |tx| begin(tx).await).await?;
    let applied = db.read(async |tx| applied(tx).await).await?;
    check_history(&ordered, &applied, db.engine())?;

    let mut report = MigrationReport::default();
    for migration in ordered {
        if db.write(async move |tx| apply(tx, migration, now).await).await? {
            report.applied.push(migration.name);
        }
    }
    Ok(report)
}

/// Makes the table of applied steps; PostgreSQL's `if not exists` alone does not hold when two nodes start at once.
async fn begin(tx: &mut Tx) -> Result<(), DbError> {
    if tx.engine() == Engine::Postgres {
        tx.batch("select pg_advisory_xact_lock(8041776)").await?;
    }
    tx.batch(TABLE).await
}

async fn applied(tx: &mut Tx) -> Result<Vec<(String, String)>, DbError> {
    tx.all("select name, checksum from migrations order by name", &[]).await
}

fn check_history(ours: &[Migration], applied: &[(String, String)], engine: Engine) -> Result<(), DbError> {
    for (name, checksum) in applied {
        let Some(migration) = ours.iter().find(|migration| migration.name == name) else {
            return Err(DbError::Unavailable(format!(
                "this database was changed by a newer Frontdesk (step {name}); start that version"
            )));
        };
        if *checksum != checksum_of(migration.text(engine)) {
            return Err(DbError::Unavailable(format!("step {name} was applied in another form")));
        }
    }
    Ok(())
}

/// Applies one step unless it is there already; two nodes may try at once, one of them waits.
async fn apply(tx: &mut Tx, migration: Migration, now: Timestamp) -> Result<bool, DbError> {
    if tx.engine() == Engine::Postgres {
        tx.batch("lock table migrations in share row exclusive mode").await?;
    }
    let sql = "insert into migrations (name, checksum, applied_at) values ($1, $2, $3) on conflict do nothing";
    let text = migration.text(tx.engine());
    if tx.run(sql, &[&migration.name, &checksum_of(text), &now]).await? == 0 {
        return Ok(false);
    }
    tx.batch(text).await?;
    Ok(true)
}

fn checksum_of(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
