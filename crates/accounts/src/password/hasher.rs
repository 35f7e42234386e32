//! The bounded hashing service.
//!
//! A hash takes about 22 ms of one core and 19 MiB. So that a flood of sign-ins can neither fill the memory nor
//! take the cores away from other requests, all hashing is done by a fixed number of threads of lower priority
//! behind a short queue; beyond it callers are told to come back later.

use super::Password;
use super::check::{DJANGO, Known, Match, Verdict, spellings};
use super::pace::Paces;
use super::recipe::{Cost, Memory, Stored};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// The weakest cost that may be configured: 19 MiB, two passes, one lane.
const FLOOR: Cost = Cost { memory_kib: 19 * 1024, passes: 2, lanes: 1 };

/// About what the floor costs on one core; only for guessing when to come back.
const TIME_AT_FLOOR: Duration = Duration::from_millis(25);

/// How much hashing is done, and at what cost.
#[derive(Debug, Clone, Copy)]
pub struct HasherSettings {
    /// Hashes computed at once; each thread keeps `memory_kib` of memory from its first hash on.
    pub threads: usize,
    /// Callers that may wait. More are turned away with `Busy`.
    pub queue: usize,
    /// Memory of one hash in KiB; at least 19,456.
    pub memory_kib: u32,
    /// Passes over the memory; at least 2.
    pub passes: u32,
    /// Lanes (Argon2's p); at least 1. All are computed by one thread.
    pub lanes: u32,
    /// How far the threads stand back for others, 0 (not at all) to 19, as by the command `nice`. Linux only.
    pub niceness: u8,
}

impl Default for HasherSettings {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let Cost { memory_kib, passes, lanes } = FLOOR;
        Self { threads, queue: 128, memory_kib, passes, lanes, niceness: 5 }
    }
}

/// Settings that the service must not start with.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Hashes would be weaker than allowed.
    #[error("hashing needs at least 19456 KiB of memory, 2 passes and 1 lane")]
    BelowFloor,
    /// One hash would take more than sign-in can bear, so that it could never be checked.
    #[error("hashing may take at most 262144 KiB of memory, and 1048576 KiB of memory times passes")]
    AboveCeiling,
    /// The library refuses the combination.
    #[error("these hashing parameters do not go together: {0}")]
    Unsound(argon2::Error),
    /// Nothing could ever be hashed.
    #[error("hashing needs at least one thread and one place in the queue")]
    NoCapacity,
    /// The operating system gave no thread.
    #[error("cannot start a hashing thread: {0}")]
    Thread(#[from] std::io::Error),
}

/// As many callers are waiting as may; nothing was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked at the moment")]
pub struct Busy {
    /// After about this time the present queue is worked off. Whole seconds, at least one.
    pub retry_after: Duration,
}

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// The handle to the hashing threads; cheap to clone. They end when the last handle is gone and the queue is empty.
#[derive(Clone)]
pub struct Hasher {
    queue: Sender<Job>,
    cost: Cost,
    busy: Busy,
    /// The hash that is computed for somebody who has none, at the same cost as a real one.
    decoy: Arc<str>,
    paces: Arc<Paces>,
}

impl Hasher {
    /// Starts the threads. Fails on settings that are too weak or unsound.
    pub fn start(settings: HasherSettings) -> Result<Self, SettingsError> {
        let HasherSettings { threads, queue, memory_kib, passes, lanes, niceness } = settings;
        let cost = Cost { memory_kib, passes, lanes };
        if threads == 0 || queue == 0 {
            return Err(SettingsError::NoCapacity);
        }
        if memory_kib < FLOOR.memory_kib || passes < FLOOR.passes || lanes < FLOOR.lanes {
            return Err(SettingsError::BelowFloor);
        }
        cost.params().map_err(SettingsError::Unsound)?;
        // Not the hash of anything: only what it costs to compare with it matters.
        let decoy = format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${}${}", "A".repeat(22), "A".repeat(43));
        if Stored::parse(&decoy).is_none() {
            return Err(SettingsError::AboveCeiling);
        }

        let (sender, receiver) = bounded(queue);
        for number in 0..threads {
            let jobs = receiver.clone();
            let thread = std::thread::Builder::new().name(format!("hash-{number}"));
            thread.spawn(move || work_off(&jobs, niceness))?;
        }
        let (busy, decoy) = (Busy { retry_after: full_queue_takes(settings) }, decoy.into());
        Ok(Self { queue: sender, cost, busy, decoy, paces: Arc::default() })
    }

    /// Checks `password` against the `stored` hash: an Argon2 PHC string, or any hash that Django makes.
    ///
    /// A stored text that is none (an unusable password, another algorithm) or that would cost more than a sign-in
    /// may is never right; it takes the same time as a wrong password.
    pub async fn verify(&self, password: Password, stored: String) -> Result<Verdict, Busy> {
        let Some(known) = Known::parse(&stored) else { return self.verify_nobody(password).await };
        let (cost, paces, spellings) = (self.cost, self.paces.clone(), spellings(&password));
        let work = move |memory: &mut Memory| {
            let began = Instant::now();
            let (found, tried) = known.check(memory, &password, cost);
            let took = began.elapsed();
            if let Some(kind) = known.pace() {
                paces.note(kind, took / tried.max(1));
            }
            let ok = found != Match::No;
            let needs_rehash = ok && known.is_outdated(cost);
            (Verdict { ok, needs_rehash, trimmed: found == Match::Trimmed }, took)
        };
        self.told(spellings, work).await
    }

    /// Does the work of `verify` for somebody who does not exist or has no password. Never `ok`.
    pub async fn verify_nobody(&self, password: Password) -> Result<Verdict, Busy> {
        let (cost, decoy, spellings) = (self.cost, self.decoy.clone(), spellings(&password));
        let work = move |memory: &mut Memory| {
            let began = Instant::now();
            if let Some(decoy) = Stored::parse(&decoy) {
                let _ = std::hint::black_box(memory.matches(&decoy, password.text(), cost));
            }
            (Verdict::WRONG, began.elapsed())
        };
        self.told(spellings, work).await
    }

    /// Has a password of so many spellings checked; a refusal is told when every refusal is.
    async fn told(
        &self,
        spellings: u32,
        work: impl FnOnce(&mut Memory) -> (Verdict, Duration) + Send + 'static,
    ) -> Result<Verdict, Busy> {
        let (verdict, took) = self.run(work).await?;
        if !verdict.ok {
            tokio::time::sleep(self.paces.rest(spellings, took)).await;
        }
        Ok(verdict)
    }

    /// Makes the text to store for `password`, which `verdict` found right, in place of an older hash of it.
    ///
    /// Whoever is used to blanks being cut off goes on as before: what is stored says so.
    pub async fn rehash(&self, password: Password, verdict: Verdict, salt: [u8; 16]) -> Result<String, Busy> {
        if verdict.trimmed {
            return Ok(format!("{DJANGO}{}", self.hash(password.trimmed(), salt).await?));
        }
        self.hash(password, salt).await
    }

    /// Makes the text to store for `password`. `salt` must be random and fresh.
    pub async fn hash(&self, password: Password, salt: [u8; 16]) -> Result<String, Busy> {
        let cost = self.cost;
        let hashed = self.run(move |memory| memory.hash(password.text(), &salt, cost)).await?;
        // Cannot fail: `start` has hashed with this cost. If it did, nothing would be stored.
        hashed.map_err(|_| self.busy)
    }

    /// Callers that wait at this moment.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Queues `work` and waits for its result. Work whose caller has gone away meanwhile is skipped.
    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&mut Memory) -> T + Send + 'static) -> Result<T, Busy> {
        let (reply, answer) = oneshot::channel();
        let job = move |memory: &mut Memory| {
            if !reply.is_closed() {
                // The caller may go away while the hash is made; then nobody wants it.
                let _ = reply.send(work(memory));
            }
        };
        self.queue.try_send(Box::new(job)).map_err(|_| self.busy)?;
        answer.await.map_err(|_| self.busy)
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Hasher")
            .field("cost", &self.cost)
            .field("waiting", &self.waiting())
            .finish_non_exhaustive()
    }
}

/// How long a thread without work keeps its memory.
const IDLE: Duration = Duration::from_secs(5);

/// The life of one thread.
fn work_off(jobs: &Receiver<Job>, niceness: u8) {
    stand_back(niceness);
    let mut memory = Memory::default();
    loop {
        let job = jobs.recv_timeout(IDLE).or_else(|ended| {
            if ended == RecvTimeoutError::Timeout {
                memory = Memory::default();
            }
            jobs.recv()
        });
        let Ok(job) = job else { return };
        // A panic loses one answer (its caller is told `Busy`), not a thread.
        drop(catch_unwind(AssertUnwindSafe(|| job(&mut memory))));
    }
}

/// Lowers the calling thread's priority. Only a courtesy: where it is refused, hashing goes on without.
fn stand_back(niceness: u8) {
    // On Linux alone "this process" means the calling thread here; elsewhere it would slow down everything.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, i32::from(niceness.min(19))) {
        tracing::debug!(%error, "hashing threads keep the usual priority");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = niceness;
}

/// How long a full queue takes, in whole seconds from 1 to 60.
fn full_queue_takes(settings: HasherSettings) -> Duration {
    let work = |memory_kib, passes| u64::from(memory_kib) * u64::from(passes);
    let times_floor = work(settings.memory_kib, settings.passes) / work(FLOOR.memory_kib, FLOOR.passes);
    let millis = TIME_AT_FLOOR.as_millis() as u64 * times_floor * settings.queue as u64 / settings.threads as u64;
    Duration::from_secs(millis.div_ceil(1000).clamp(1, 60))
}

#[cfg(test)]
mod tests;
