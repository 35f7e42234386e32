//! The thread that moves the write-ahead log into the database file.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError};
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
/// How long the writer waits at most for readers, so that the log can be begun anew. Somebody who reads for long, a
/// backup, forbids it.
const PATIENCE: Duration = Duration::from_millis(20);
/// A log of so many pages (256 MiB) cannot be begun anew: worth a line in the log.
const ALARM_PAGES: i64 = 64 * 1024;

/// What the thread and the writer share.
struct Shared {
    readers: Arc<Readers>,
    is_long: AtomicBool,
    /// With so many pages the log is long.
    long: AtomicI64,
    /// Held by whoever moves the log: two at once are refused.
    moving: Mutex<()>,
}

impl Shared {
    fn checkpoint(&self, connection: &Connection, mode: Mode) -> Log {
        let _moving = self.moving.lock().unwrap_or_else(PoisonError::into_inner);
        self.readers.hurry(|| checkpoint(connection, mode))
    }
}

/// The writer's end.
pub(super) struct LogBook {
    dirty: Sender<()>,
    shared: Arc<Shared>,
}

impl LogBook {
    /// Tells the thread that something was written; dropping it ends the thread.
    pub(super) fn note_write(&self) {
        if let Err(TrySendError::Disconnected(())) = self.dirty.try_send(()) {
            tracing::warn!("the checkpoint thread is gone; the write-ahead log will grow");
        }
    }

    /// Begins a long log anew. Only the writer can: between two of its groups nobody writes, while a load that leaves no
    /// pause would never let the thread have its turn.
    pub(super) fn turn_over(&self, connection: &Connection) {
        if self.shared.is_long.swap(false, Ordering::Relaxed) && connection.busy_timeout(PATIENCE).is_ok() {
            let Log { busy, pages } = self.shared.checkpoint(connection, Mode::Restart);
            // Where readers forbid it, it is not tried again before the log is twice as long.
            self.shared.long.store(if busy { pages * 2 } else { LONG_PAGES }, Ordering::Relaxed);
            if let Err(error) = connection.busy_timeout(connection::BUSY) {
                tracing::warn!(%error, "the writer is less patient than it should be");
            }
        }
    }
}

/// Starts the thread.
pub(super) fn start(settings: &SqliteSettings, readers: Arc<Readers>) -> Result<(LogBook, JoinHandle<()>), DbError> {
    let connection = connection::open_writer(settings)?;
    connection.busy_timeout(PATIENCE)?;
    let (dirty, written) = crossbeam_channel::bounded(1);
    let (is_long, long, moving) = (AtomicBool::new(false), AtomicI64::new(LONG_PAGES), Mutex::new(()));
    let shared = Arc::new(Shared { readers, is_long, long, moving });
    let book = LogBook { dirty, shared: shared.clone() };
    let thread = spawn("db-checkpoint", move || run(&connection, &written, &shared))?;
    Ok((book, thread))
}

fn run(connection: &Connection, written: &Receiver<()>, shared: &Shared) {
    let checkpoint = |mode| shared.checkpoint(connection, mode);
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
                let Log { pages, .. } = checkpoint(Mode::Passive);
                if pages > shared.long.load(Ordering::Relaxed) {
                    // What was written meanwhile is moved as well, so that little is left for the writer, who waits for it.
                    checkpoint(Mode::Passive);
                    shared.is_long.store(true, Ordering::Relaxed);
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
