//! The thread that moves the write-ahead log into the database file.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use rusqlite::Connection;

use super::readers::Readers;
use super::{SqliteSettings, connection, spawn};
use crate::db::DbError;

/// Time between two checkpoints while there are writes.
const PACE: Duration = Duration::from_millis(100);
/// Quiet time after which the log file is cut to nothing.
const QUIET: Duration = Duration::from_secs(5);
/// A log of so many pages (16 MiB) is begun anew, for which the writer waits a moment: otherwise it would grow for as
/// long as there are writes, and reads would search all of it.
const LONG_PAGES: i64 = 4 * 1024;
/// A log of so many pages (256 MiB) cannot be begun anew: worth a line in the log.
const ALARM_PAGES: i64 = 64 * 1024;

/// Starts the thread; the sender tells it that something was written, dropping it ends the thread.
pub(super) fn start(settings: &SqliteSettings, readers: Arc<Readers>) -> Result<(Sender<()>, JoinHandle<()>), DbError> {
    let connection = connection::open_writer(settings)?;
    let (dirty, written) = crossbeam_channel::bounded(1);
    let thread = spawn("db-checkpoint", move || run(&connection, &readers, &written))?;
    Ok((dirty, thread))
}

fn run(connection: &Connection, readers: &Readers, written: &Receiver<()>) {
    let checkpoint = |mode| readers.hurry(|| checkpoint(connection, mode));
    let mut truncated = true;
    loop {
        match if truncated {
            written.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            written.recv_timeout(QUIET)
        } {
            Ok(()) => {
                truncated = false;
                std::thread::sleep(PACE);
                let pages = checkpoint(Mode::Passive);
                if pages > LONG_PAGES {
                    checkpoint(Mode::Restart);
                }
                if pages > ALARM_PAGES {
                    tracing::warn!(pages, "the write-ahead log is very long: a reader holds an old snapshot");
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                checkpoint(Mode::Truncate);
                truncated = true;
            }
            Err(RecvTimeoutError::Disconnected) => {
                checkpoint(Mode::Truncate);
                return;
            }
        }
    }
}

/// SQLite's ways to do it.
#[derive(Clone, Copy, Debug)]
enum Mode {
    /// As far as nobody has to wait.
    Passive,
    /// All of it; the next write begins the log anew.
    Restart,
    /// All of it; the file is cut to nothing.
    Truncate,
}

/// Moves what can be moved; tells how many pages the log had.
fn checkpoint(connection: &Connection, mode: Mode) -> i64 {
    let sql = match mode {
        Mode::Passive => "pragma wal_checkpoint(passive)",
        Mode::Restart => "pragma wal_checkpoint(restart)",
        Mode::Truncate => "pragma wal_checkpoint(truncate)",
    };
    connection.query_row(sql, [], |row| row.get(1)).unwrap_or_else(|error| {
        tracing::warn!(%error, ?mode, "a checkpoint failed");
        0
    })
}
