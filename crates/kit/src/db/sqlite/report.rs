//! The thread for reads that may be long.

use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use rusqlite::Connection;

use super::connection::SqliteTx;
use super::job::Task;
use crate::db::Tx;
use crate::db::tx::Conn;

/// How many virtual-machine steps SQLite takes between two looks at the time limit.
const STEPS_PER_LOOK: i32 = 10_000;

/// Runs what arrives on `queue` until told to stop, and interrupts what runs longer than `limit`.
pub(super) fn run(connection: Connection, queue: &Receiver<Box<dyn Task>>, limit: Duration) {
    let mut tx = Tx(Conn::Sqlite(SqliteTx::new(connection)));
    while let Ok(mut task) = queue.recv() {
        if task.is_stop() {
            break;
        }
        set_deadline(&mut tx, limit);
        task.run(&mut tx);
        task.finish(None);
    }
}

fn set_deadline(tx: &mut Tx, limit: Duration) {
    let Conn::Sqlite(sqlite) = &mut tx.0 else { return };
    let deadline = Instant::now() + limit;
    // Fails only on a closed connection, which then fails the work itself.
    let _ = sqlite.connection().progress_handler(STEPS_PER_LOOK, Some(move || Instant::now() > deadline));
}
