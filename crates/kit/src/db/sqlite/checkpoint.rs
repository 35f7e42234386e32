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
/// How long the writer waits at most while the log is begun anew. Somebody who reads for long, a backup, forbids it.
const PATIENCE: Duration = Duration::from_millis(20);
/// A log of so many pages (256 MiB) cannot be begun anew: worth a line in the log.
const ALARM_PAGES: i64 = 64 * 1024;

/// Starts the thread; the sender tells it that something was written, dropping it ends the thread.
pub(super) fn start(settings: &SqliteSettings, readers: Arc<Readers>) -> Result<(Sender<()>, JoinHandle<()>), DbError> {
    let connection = connection::open_writer(settings)?;
    connection.busy_timeout(PATIENCE)?;
    let (dirty, written) = crossbeam_channel::bounded(1);
    let thread = spawn("db-checkpoint", move || run(&connection, &readers, &written))?;
    Ok((dirty, thread))
}

fn run(connection: &Connection, readers: &Readers, written: &Receiver<()>) {
    let checkpoint = |mode| readers.hurry(|| checkpoint(connection, mode));
    let (mut truncated, mut long) = (true, LONG_PAGES);
    loop {
        match if truncated {
            written.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            written.recv_timeout(QUIET)
        } {
            Ok(()) => {
                truncated = false;
                std::thread::sleep(PACE);
                let Log { pages, .. } = checkpoint(Mode::Passive);
                if pages > long {
                    // Forbidden once, it is not tried again before the log is twice as long.
                    long = if checkpoint(Mode::Restart).busy { pages * 2 } else { LONG_PAGES };
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

/// The log after a checkpoint.
#[derive(Default)]
struct Log {
    /// Somebody reads, so that less was done than asked for.
    busy: bool,
    pages: i64,
}

/// Moves what can be moved.
fn checkpoint(connection: &Connection, mode: Mode) -> Log {
    let sql = match mode {
        Mode::Passive => "pragma wal_checkpoint(passive)",
        Mode::Restart => "pragma wal_checkpoint(restart)",
        Mode::Truncate => "pragma wal_checkpoint(truncate)",
    };
    connection.query_row(sql, [], |row| Ok(Log { busy: row.get(0)?, pages: row.get(1)? })).unwrap_or_else(|error| {
        tracing::warn!(%error, ?mode, "a checkpoint failed");
        Log::default()
    })
}
