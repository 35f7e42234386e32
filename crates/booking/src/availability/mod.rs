//! Who is free when, in memory: what searches by time are answered from.
//!
//! The index proposes, the database decides: whoever books what was found asks it again. The database keeps every index in
//! step: triggers note whose time, hours or offers have changed (`calendar_changes`), and each search first reads what came
//! since the last one.

mod asked;
mod find;
mod follow;
mod index;
mod layouts;
mod news;
mod read;
mod reading;
mod spans;
#[cfg(test)]
mod tests;
mod ware;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use frontdesk_accounts::desk::Desk;
use frontdesk_kit::db::{DbError, Tx};
use tokio::sync::{Mutex, Semaphore};

use crate::error::BookingError;
use crate::store::calendar_changes as changes;
pub use asked::Asked;
pub use index::Index;
use reading::{Haste, Reading};
pub use spans::Spans;

/// People who are read at once while others wait for all of them.
const MANY_AT_ONCE: i64 = 200;
/// People who are read at once while others search.
const SOME_AT_ONCE: i64 = 40;
/// How often the index is looked after while nobody searches.
const PACE: Duration = Duration::from_secs(5);
/// Searches that go through the index at once: one that nobody waits for any more goes on to its end.
const AT_ONCE: usize = 4;

/// The index of this process. Empty until [`Availability::refresh`] was called.
pub struct Availability {
    index: RwLock<Index>,
    reading: Mutex<Reading>,
    turns: Arc<Semaphore>,
}

impl Default for Availability {
    fn default() -> Self {
        let (index, reading) = (RwLock::default(), Mutex::default());
        Self { index, reading, turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Availability {
    /// Does what may take milliseconds of a processor where nobody waits to be answered, a few at a time.
    pub async fn apart<T: Send + 'static>(
        self: &Arc<Self>,
        search: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> Result<T, DbError> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|error| DbError::Bug(error.to_string()))?;
        let shared = self.clone();
        let search = move || {
            let found = search(&shared);
            drop(turn);
            found
        };
        tokio::task::spawn_blocking(search).await.map_err(|error| DbError::Bug(error.to_string()))
    }

    /// The index as [`Availability::refresh`] left it; nothing may be awaited meanwhile.
    pub fn look(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the index show everything that had been committed when this was called, by whichever node. Where many work,
    /// what changes for all of them at once (a holiday) shows within some seconds, of some with each call.
    ///
    /// The first call reads everything, which takes seconds when there is much. One that is given up has not been in
    /// vain: the next goes on from there.
    pub async fn refresh(&self, desk: &Desk) -> Result<(), BookingError> {
        let called = Instant::now();
        let mut reading = self.reading.lock().await;
        if reading.caught_up.is_some_and(|at| at >= called) {
            return Ok(());
        }
        let now = desk.clock.now();
        if reading.is_worn_out(now) {
            let position =
                desk.db.read(async |tx: &mut Tx| changes::reached(tx).await).await.map_err(|e: DbError| e)?;
            *reading = Reading::begun(position, now);
        }
        self.await_pass(desk, &mut reading).await?;
        let began = Instant::now();
        self.read_changes(desk, &mut reading).await?;
        self.await_pass(desk, &mut reading).await?;
        if reading.pass.is_some_and(|pass| pass.haste != Haste::Sometime) {
            self.step(desk, &mut reading, SOME_AT_ONCE).await?;
        }
        reading.caught_up = Some(began);
        Ok(())
    }

    /// Goes on with a pass for which everybody waits.
    async fn await_pass(&self, desk: &Desk, reading: &mut Reading) -> Result<(), BookingError> {
        while reading.pass.is_some_and(|pass| pass.haste == Haste::Awaited) {
            self.step(desk, reading, MANY_AT_ONCE).await?;
        }
        Ok(())
    }

    /// Reads what is to be searched, and lays out each new day, for ever; end it by aborting its task.
    pub async fn keep_ready(&self, desk: &Desk) {
        loop {
            if let Err(error) = self.look_after(desk).await {
                tracing::warn!(%error, "the index of free times could not be kept in step");
            }
            tokio::time::sleep(PACE).await;
        }
    }

    async fn look_after(&self, desk: &Desk) -> Result<(), BookingError> {
        self.refresh(desk).await?;
        loop {
            // Others come in between two steps.
            let mut reading = self.reading.lock().await;
            reading.renew(desk.clock.now());
            if reading.pass.is_none() {
                return Ok(());
            }
            self.step(desk, &mut reading, SOME_AT_ONCE).await?;
        }
    }

    fn change(&self, change: impl FnOnce(&mut Index)) {
        change(&mut self.index.write().unwrap_or_else(PoisonError::into_inner));
    }
}
