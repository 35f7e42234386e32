//! The two engines, and a fresh database on either.

use std::fmt;
use std::path::Path;

use crate::{TempData, postgres};

/// The database engine that a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// An empty database that no other test knows.
    pub async fn database(self) -> Database {
        let folder = TempData::new();
        let url = match self {
            Self::Sqlite => format!("sqlite:{}", folder.join("frontdesk.db").display()),
            Self::Postgres => postgres().await.database().await,
        };
        Database { url, folder }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A database of one test. The SQLite file goes when this is dropped; keep it as long as the database is open.
#[derive(Debug)]
pub struct Database {
    url: String,
    folder: TempData,
}

impl Database {
    /// `sqlite:/PATH/frontdesk.db` (the file is not there yet) or `postgres://USER@HOST:PORT/NAME`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder for the files that go with this database, on both engines.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
