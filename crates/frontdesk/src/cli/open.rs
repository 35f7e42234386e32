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

/// Opens the database that the settings name, making what is missing, and brings its schema up to date.
///
/// Fails when another process already holds the SQLite file.
pub async fn open_database(settings: &Settings) -> Result<(Db, MigrationReport), Failure> {
    make_folder(settings.data())?;
    let db = match &settings.storage.database {
        Database::Sqlite(path) => Db::open_sqlite(SqliteSettings::new(path))?,
        Database::Postgres(url) => Db::open_postgres(PostgresSettings::new(url)).await?,
    };
    let report = db::migrate(&db, &app::migrations(), Clock::system().now()).await?;
    Ok((db, report))
}

/// Opens the desk for a command that works like a handler, on the database of the settings.
pub async fn open_desk(settings: &Settings) -> Result<Desk, Failure> {
    let model = settings.load_model()?;
    let (db, _) = open_database(settings).await?;
    Ok(Desk::open(db, Clock::system(), Entropy::system(), model, settings.desk())?)
}

/// Makes the data folder, for its owner's eyes only.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| Failure::new(format!("the data folder {} cannot be made: {error}", folder.display())))
}
