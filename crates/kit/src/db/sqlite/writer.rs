//! The thread that writes: whatever has queued shares one commit.

use std::time::Duration;

use crossbeam_channel::Receiver;
use rusqlite::Connection;

use super::SqliteSettings;
use super::checkpoint::LogBook;
use super::connection::{SqliteTx, open_writer};
use super::job::Task;
use super::readers::Readers;
use crate::db::tx::Conn;
use crate::db::{DbError, Tx};

/// Jobs that share a commit at most; bounds how long the first of them waits.
const GROUP: usize = 64;
/// Pause before the file is opened again after the disk failed.
const REOPEN_PAUSE: Duration = Duration::from_millis(500);

pub(super) fn run(
    connection: Connection,
    settings: &SqliteSettings,
    queue: &Receiver<Box<dyn Task>>,
    readers: &Readers,
    log: &LogBook,
) {
    let mut tx = Some(Tx(Conn::Sqlite(SqliteTx::new(connection))));
    loop {
        let (group, stop) = next_group(queue);
        let failed = match &mut tx {
            Some(open) => commit_group(open, readers, group),
            None => refuse(group),
        };
        if failed {
            // After a failed write to disk nothing cached can be trusted: only a fresh look at the file can.
            drop(tx.take());
            tx = reopen(settings);
        }
        log.note_write();
        if let Some(Tx(Conn::Sqlite(open))) = &mut tx {
            log.turn_over(open.connection());
        }
        if stop {
            return;
        }
    }
}

/// Waits for a job and takes what else is there; `true` when told to stop after it.
fn next_group(queue: &Receiver<Box<dyn Task>>) -> (Vec<Box<dyn Task>>, bool) {
    let mut group = Vec::new();
    let Ok(first) = queue.recv() else { return (group, true) };
    let mut next = Some(first);
    while let Some(task) = next {
        if task.is_stop() {
            return (group, true);
        }
        group.push(task);
        next = if group.len() < GROUP { queue.try_recv().ok() } else { None };
    }
    (group, false)
}

/// Runs a group in one transaction and answers it; `true` when the disk failed.
fn commit_group(tx: &mut Tx, readers: &Readers, mut group: Vec<Box<dyn Task>>) -> bool {
    if group.is_empty() {
        return false;
    }
    let outcome = batch(tx, "begin immediate").and_then(|()| match &mut group[..] {
        [task] => run_alone(tx, &mut **task),
        tasks => run_together(tx, tasks),
    });
    if outcome.is_err() {
        // SQLite may have rolled back by itself already.
        let _ = batch(tx, "rollback");
    }
    let error = outcome.err();
    // Before anybody is answered: who reads then must not be shown what was there before.
    readers.note_commit();
    for task in group {
        task.finish(error.as_ref());
    }
    if let Some(error) = &error {
        tracing::error!(%error, "a group of writes failed");
    }
    matches!(error, Some(DbError::Unavailable(_)))
}

/// A job that has the transaction to itself needs no savepoint. In one, each statement of a long job would go over what
/// the job has changed so far: a load of 100,000 rows took minutes.
fn run_alone(tx: &mut Tx, task: &mut dyn Task) -> Result<(), DbError> {
    let end = if task.run(tx) { "commit" } else { "rollback" };
    batch(tx, end)
}

/// Runs each job in a savepoint, so that its failure undoes nothing of its neighbours'.
fn run_together(tx: &mut Tx, tasks: &mut [Box<dyn Task>]) -> Result<(), DbError> {
    for task in tasks {
        batch(tx, "savepoint job")?;
        if !task.run(tx) {
            batch(tx, "rollback to job")?;
        }
        batch(tx, "release job")?;
    }
    batch(tx, "commit")
}

fn batch(tx: &mut Tx, sql: &'static str) -> Result<(), DbError> {
    match &mut tx.0 {
        Conn::Sqlite(sqlite) => sqlite.run(sql, &[]).map(|_| ()),
        Conn::Postgres(_) => Err(DbError::Bug("the SQLite writer was handed another engine".to_owned())),
    }
}

fn refuse(group: Vec<Box<dyn Task>>) -> bool {
    let error = DbError::Unavailable("the disk failed; waiting for the file to check out".to_owned());
    for task in group {
        task.finish(Some(&error));
    }
    true
}

fn reopen(settings: &SqliteSettings) -> Option<Tx> {
    std::thread::sleep(REOPEN_PAUSE);
    let checked = open_writer(settings).and_then(|connection| {
        let answer: String = connection.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
        if answer == "ok" { Ok(connection) } else { Err(DbError::Unavailable(format!("quick_check: {answer}"))) }
    });
    match checked {
        Ok(connection) => Some(Tx(Conn::Sqlite(SqliteTx::new(connection)))),
        Err(error) => {
            tracing::error!(%error, "the database file cannot be used; writes are refused");
            None
        }
    }
}
