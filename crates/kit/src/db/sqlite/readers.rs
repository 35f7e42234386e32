//! The connections for short reads, lent to whoever asks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::SqliteSettings;
use super::connection::{self, SqliteTx};
use super::job::{panicked, poll_once};
use crate::db::tx::Conn;
use crate::db::{DbError, Tx};

/// How long a view of the file is looked at again while this process writes nothing. Somebody else may, an operator at
/// the shell of SQLite, who is not to wonder; when it matters, there are many reads in this time.
const KEPT: Duration = Duration::from_millis(1);

/// A short read runs on the thread that asks for it: it takes less time than handing it to another thread and back.
pub(super) struct Readers {
    /// One place for each connection in `idle`; closed when the file is.
    free: Semaphore,
    idle: Mutex<Vec<Reader>>,
    /// Counts the commits of the writer.
    commits: AtomicU64,
    /// Views are given up after each read: the log is being moved into the file.
    hurried: AtomicBool,
}

/// A connection and its view of the file. To take a view and give it up costs four locks, about as much as reading a
/// row; so it is kept while it is the newest.
struct Reader {
    tx: Tx,
    /// After how many commits the view was taken, and when.
    view: Option<(u64, Instant)>,
}

impl Readers {
    pub(super) fn open(settings: &SqliteSettings) -> Result<Self, DbError> {
        let connect = |_| {
            let tx = Tx(Conn::Sqlite(SqliteTx::new(connection::open_reader(settings)?)));
            Ok(Reader { tx, view: None })
        };
        let idle = (0..settings.readers.max(1)).map(connect).collect::<Result<Vec<Reader>, DbError>>()?;
        let (commits, hurried) = (AtomicU64::new(0), AtomicBool::new(false));
        Ok(Self { free: Semaphore::new(idle.len()), idle: Mutex::new(idle), commits, hurried })
    }

    /// Runs `work`; a panic in it costs nobody else anything.
    pub(super) async fn run<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E>,
        E: From<DbError>,
    {
        let closed = || DbError::Unavailable("the database is closed".to_owned());
        let _place = self.free.acquire().await.map_err(|_| closed())?;
        let Some(mut reader) = self.idle().pop() else { return Err(closed().into()) };
        let result = reader.look(self.commits.load(Ordering::SeqCst)).map_err(E::from).and_then(|tx| {
            let result = catch_unwind(AssertUnwindSafe(|| poll_once(work(tx))));
            result.unwrap_or_else(|panic| Err(panicked(&*panic).into()))
        });
        let mut idle = self.idle();
        if result.is_err() || self.hurried.load(Ordering::SeqCst) {
            reader.look_away();
        }
        if !self.free.is_closed() {
            idle.push(reader);
        }
        result
    }

    /// Tells that what was written up to now is on disk: nobody looks at an older view from here on.
    pub(super) fn note_commit(&self) {
        self.commits.fetch_add(1, Ordering::SeqCst);
    }

    /// Runs `work` while nobody keeps a view.
    pub(super) fn hurry<T>(&self, work: impl FnOnce() -> T) -> T {
        self.hurried.store(true, Ordering::SeqCst);
        self.idle().iter_mut().for_each(Reader::look_away);
        let result = work();
        self.hurried.store(false, Ordering::SeqCst);
        result
    }

    /// Lets nobody in any more; a read that is under way ends as it would have.
    pub(super) fn close(&self) {
        self.free.close();
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// The connection with a view that shows at least the first `commits`.
    fn look(&mut self, commits: u64) -> Result<&mut Tx, DbError> {
        if self.view.is_none_or(|(seen, taken_at)| seen != commits || taken_at.elapsed() > KEPT) {
            self.look_away();
            self.run("begin")?;
            self.view = Some((commits, Instant::now()));
        }
        Ok(&mut self.tx)
    }

    fn look_away(&mut self) {
        if self.view.take().is_some()
            && let Err(error) = self.run("commit")
        {
            tracing::warn!(%error, "a read did not end as it should");
        }
    }

    fn run(&mut self, sql: &str) -> Result<(), DbError> {
        match &mut self.tx.0 {
            Conn::Sqlite(sqlite) => sqlite.run(sql, &[]).map(|_| ()),
            Conn::Postgres(_) => Err(DbError::Bug("a SQLite reader was handed another engine".to_owned())),
        }
    }
}
