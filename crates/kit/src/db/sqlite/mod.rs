//! SQLite: short reads where they are asked for, one writer thread that commits in groups, threads for reports and
//! for checkpoints.

mod checkpoint;
mod connection;
mod job;
mod readers;
mod report;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::Sender;

pub(super) use connection::SqliteTx;
use job::{Job, Task};
use readers::Readers;

use super::work::SendWork;
use super::{DbError, Tx};

/// Page cache of the connection for reports, in KiB: they pass over pages rather than come back to them.
const REPORT_CACHE_KIB: u32 = 2 * 1024;

/// How to open the SQLite file.
#[derive(Clone, Debug)]
pub struct SqliteSettings {
    pub path: PathBuf,
    /// Connections for short reads: so many run at the same time.
    pub readers: usize,
    /// Page cache of each connection that reads, in KiB.
    pub cache_kib: u32,
    /// How long a [`super::Db::report`] may run.
    pub report_limit: Duration,
}

impl SqliteSettings {
    /// The defaults for the file at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), readers: 2, cache_kib: 8 * 1024, report_limit: Duration::from_secs(5) }
    }
}

pub(super) struct SqliteEngine {
    path: PathBuf,
    lanes: Mutex<Option<Lanes>>,
    readers: Arc<Readers>,
    report: Sender<Box<dyn Task>>,
    write: Sender<Box<dyn Task>>,
}

/// What lives as long as the file is open; dropped in this order on [`SqliteEngine::close`].
struct Lanes {
    stop: Vec<Sender<Box<dyn Task>>>,
    threads: Vec<JoinHandle<()>>,
    _lock: File,
}

impl SqliteEngine {
    pub(super) fn open(settings: SqliteSettings) -> Result<Self, DbError> {
        let lock = lock_beside(&settings.path)?;
        let writer_connection = connection::open_writer(&settings)?;
        let readers = Arc::new(Readers::open(&settings)?);
        let (report, report_queue) = crossbeam_channel::unbounded();
        let (write, write_queue) = crossbeam_channel::unbounded();

        let mut threads = Vec::new();
        let connection = connection::open_reader(&SqliteSettings { cache_kib: REPORT_CACHE_KIB, ..settings.clone() })?;
        let limit = settings.report_limit;
        threads.push(spawn("db-report", move || report::run(connection, &report_queue, limit))?);

        let (log, checkpoint) = checkpoint::start(&settings, readers.clone())?;
        let path = settings.path.clone();
        let shared = readers.clone();
        let work = move || writer::run(writer_connection, &settings, &write_queue, &shared, &log);
        threads.push(spawn("db-write", work)?);
        threads.push(checkpoint);

        let stop = vec![write.clone(), report.clone()];
        Ok(Self { path, lanes: Mutex::new(Some(Lanes { stop, threads, _lock: lock })), readers, report, write })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.readers.run(work).await
    }

    pub(super) async fn report<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        submit(&self.report, work).await
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + for<'a> SendWork<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        submit(&self.write, work).await
    }

    /// Lets queued work finish, then joins the threads and gives up the lock.
    pub(super) fn close(&self) {
        let lanes = self.lanes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        let Some(lanes) = lanes else { return };
        self.readers.close();
        for lane in &lanes.stop {
            // A lane that is gone already needs no telling.
            let _ = lane.send(Box::new(job::Stop));
        }
        for thread in lanes.threads {
            let _ = thread.join();
        }
    }
}

impl Drop for SqliteEngine {
    fn drop(&mut self) {
        self.close();
    }
}

async fn submit<T, E, F>(lane: &Sender<Box<dyn Task>>, work: F) -> Result<T, E>
where
    F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (job, answer) = Job::new(work);
    let gone = |_| DbError::Unavailable("the database is closed".to_owned());
    lane.send(Box::new(job)).map_err(|_| gone(()))?;
    answer.await.map_err(|_| DbError::Unavailable("the database closed before it answered".to_owned()))?
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, DbError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(run)
        .map_err(|e| DbError::Unavailable(format!("no thread for {name}: {e}")))
}

/// Holds `PATH.lock` for this process: SQLite would let two servers write, our caches would not notice.
fn lock_beside(path: &Path) -> Result<File, DbError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock_path = PathBuf::from(name);
    let unavailable = |e: std::io::Error| DbError::Unavailable(format!("{}: {e}", lock_path.display()));
    let file = File::options().create(true).truncate(false).write(true).open(&lock_path).map_err(unavailable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(DbError::InUse(path.display().to_string())),
        Err(std::fs::TryLockError::Error(e)) => Err(unavailable(e)),
    }
}
