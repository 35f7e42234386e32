//! The thread that moves the write-ahead log into the database file.

use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use rusqlite::Connection;

use super::{SqliteSettings, connection, spawn};
use crate::db::DbError;

/// Time between two checkpoints while there are writes.
const PACE: Duration = Duration::from_millis(100);
/// Quiet time after which the log file is cut to nothing.
const QUIET: Duration = Duration::from_secs(5);
/// A log this long means that a reader holds an old snapshot: worth a line in the log.
const ALARM_BYTES: u64 = 256 * 1024 * 1024;

/// Starts the thread; the sender tells it that something was written, dropping it ends the thread.
pub(super) fn start(settings: &SqliteSettings) -> Result<(Sender<()>, JoinHandle<()>), DbError> {
    let connection = connection::open_writer(settings)?;
    let mut log = settings.path.as_os_str().to_owned();
    log.push("-wal");
    let log = PathBuf::from(log);
    let (dirty, written) = crossbeam_channel::bounded(1);
    let thread = spawn("db-checkpoint", move || run(&connection, &log, &written))?;
    Ok((dirty, thread))
}

fn run(connection: &Connection, log: &PathBuf, written: &Receiver<()>) {
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
                checkpoint(connection, "passive");
                if std::fs::metadata(log).is_ok_and(|file| file.len() > ALARM_BYTES) {
                    tracing::warn!("the write-ahead log passed 256 MiB: a reader holds an old snapshot");
                }
            }
            Err(RecvTimeoutError::Timeout) => {
                checkpoint(connection, "truncate");
                truncated = true;
            }
            Err(RecvTimeoutError::Disconnected) => {
                checkpoint(connection, "truncate");
                return;
            }
        }
    }
}

fn checkpoint(connection: &Connection, mode: &str) {
    let sql = if mode == "passive" { "pragma wal_checkpoint(passive)" } else { "pragma wal_checkpoint(truncate)" };
    if let Err(error) = connection.query_row(sql, [], |_| Ok(())) {
        tracing::warn!(%error, mode, "a checkpoint failed");
    }
}
