//! The ways to a Django backend's rows.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use frontdesk_kit::db::Foreign;

use super::{DjangoError, dump};

/// What every SQLite file begins with.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Opens `from`: `postgres://…`, an SQLite file, or what `manage.py dumpdata` wrote as JSON.
pub async fn open(from: &str) -> Result<Foreign, DjangoError> {
    if from.starts_with("postgres://") || from.starts_with("postgresql://") {
        return Ok(Foreign::open_postgres(from).await?);
    }
    let path = Path::new(from.strip_prefix("sqlite:").unwrap_or(from));
    let unreadable = |error: std::io::Error| DjangoError::Source(format!("{}: {error}", path.display()));
    let mut file = File::open(path).map_err(unreadable)?;
    let mut first = Vec::new();
    file.by_ref().take(SQLITE.len() as u64).read_to_end(&mut first).map_err(unreadable)?;
    match first.trim_ascii_start().first() {
        _ if first == SQLITE => Ok(Foreign::open_sqlite(path)?),
        Some(b'[') => dump::load(File::open(path).map_err(unreadable)?, path),
        _ => Err(DjangoError::Source(format!(
            "{} is neither an SQLite file nor JSON of `manage.py dumpdata`",
            path.display()
        ))),
    }
}
