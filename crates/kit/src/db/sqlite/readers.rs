//! The connections for short reads, lent to whoever asks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use tokio::sync::Semaphore;

use super::SqliteSettings;
use super::connection::{self, SqliteTx};
use super::job::{panicked, poll_once};
use crate::db::tx::Conn;
use crate::db::{DbError, Tx};

/// A short read runs on the thread that asks for it: it takes less time than handing it to another thread and back.
pub(super) struct Readers {
    /// One place for each connection in `idle`; closed when the file is.
    free: Semaphore,
    idle: Mutex<Vec<Tx>>,
}

impl Readers {
    pub(super) fn open(settings: &SqliteSettings) -> Result<Self, DbError> {
        let connect = |_| Ok(Tx(Conn::Sqlite(SqliteTx::new(connection::open_reader(settings)?))));
        let idle = (0..settings.readers.max(1)).map(connect).collect::<Result<Vec<Tx>, DbError>>()?;
        Ok(Self { free: Semaphore::new(idle.len()), idle: Mutex::new(idle) })
    }

    /// Runs `work`; a panic in it costs nobody else anything.
    pub(super) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
        E: From<DbError>,
    {
        let closed = || DbError::Unavailable("the database is closed".to_owned());
        let _place = self.free.acquire().await.map_err(|_| closed())?;
        let Some(mut tx) = self.idle().pop() else { return Err(closed().into()) };
        let result = catch_unwind(AssertUnwindSafe(|| poll_once(work(&mut tx))));
        if !self.free.is_closed() {
            self.idle().push(tx);
        }
        result.unwrap_or_else(|panic| Err(panicked(&*panic).into()))
    }

    /// Lets nobody in any more; a read that is under way ends as it would have.
    pub(super) fn close(&self) {
        self.free.close();
        self.idle().clear();
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Tx>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
