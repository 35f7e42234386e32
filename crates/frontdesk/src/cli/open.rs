//! The one way to the database.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use frontdesk_accounts::desk::Desk;
use frontdesk_kit::clock::Clock;
use frontdesk_kit::db::{self, Db, MigrationReport, PostgresSettings, SqliteSettings};
use frontdesk_kit::entropy::Entropy;

use super::Failure;
use crate::app;
use crate::config::{Database, Settings};

/// SQLite's page cache while a large part of the database is written at once.
const BULK_CACHE_KIB: u32 = 256 << 10;

/// What a database is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// Requests, and commands like requests.
    Usual,
    /// Very many rows, whose places in the indexes are scattered all over.
    Bulk,
}

/// Opens the database that the settings name, making what is missing, and brings its schema up to date.
///
/// Fails when another process already holds the SQLite file.
pub async fn open_database(settings: &Settings, load: Load) -> Result<(Db, MigrationReport), Failure> {
    make_folder(settings.data())?;
    let db = match &settings.storage.database {
        Database::Sqlite(path) => {
            let usual = SqliteSettings::new(path);
            let cache_kib = if load == Load::Bulk { BULK_CACHE_KIB } else { usual.cache_kib };
            Db::open_sqlite(SqliteSettings { cache_kib, ..usual })?
        }
        Database::Postgres(url) => Db::open_postgres(PostgresSettings::new(url)).await?,
    };
    let report = db::migrate(&db, &app::migrations(), Clock::system().now()).await?;
    Ok((db, report))
}

/// Opens the desk for a command that works like a handler, on the database of the settings.
pub async fn open_desk(settings: &Settings, load: Load) -> Result<Desk, Failure> {
    let model = settings.load_model()?;
    let (db, _) = open_database(settings, load).await?;
    Ok(Desk::open(db, Clock::system(), Entropy::system(), model, settings.desk())?)
}

/// Makes the data folder, for its owner's eyes only.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| Failure::new(format!("the data folder {} cannot be made: {error}", folder.display())))
}
