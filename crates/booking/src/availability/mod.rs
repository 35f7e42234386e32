//! Who is free when, in memory: what searches by time are answered from.
//!
//! The index proposes, the database decides: whoever books what was found asks it again. The database keeps every index in
//! step: triggers note whose time, hours or offers have changed (`calendar_changes`), and each search first reads what came
//! since the last one.

mod find;
mod index;
mod layouts;
mod read;
mod reading;
mod spans;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::ScheduleError;
use tokio::sync::{Mutex, Semaphore};

use crate::error::BookingError;
use crate::store::calendar_changes::{self as changes, Change};
use crate::store::{taken, workers};
pub use find::Asked;
pub use index::Index;
use index::Person;
use layouts::Layouts;
use read::Facts;
use reading::{Haste, Pass, Reading};
pub use spans::Spans;

/// When more has changed than this, everything is read again.
const MANY: i64 = 5_000;
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

    /// Makes the index show everything that had been committed when this was called, by whichever node.
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
        while reading.pass.is_some_and(|pass| pass.haste == Haste::Awaited) {
            self.step(desk, &mut reading, MANY_AT_ONCE).await?;
        }
        let began = Instant::now();
        self.read_changes(desk, &mut reading).await?;
        if reading.pass.is_some_and(|pass| pass.haste != Haste::Sometime) {
            self.step(desk, &mut reading, SOME_AT_ONCE).await?;
        }
        reading.caught_up = Some(began);
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

    /// Reads the next few people of a pass.
    async fn step(&self, desk: &Desk, reading: &mut Reading, count: i64) -> Result<(), BookingError> {
        let Some(Pass { behind, haste }) = reading.pass else { return Ok(()) };
        let read = async move |tx: &mut Tx| workers::numbers(tx, behind, count).await;
        let numbers = desk.db.read(read).await.map_err(|error: DbError| error)?;
        let last = numbers.last().copied().filter(|_| numbers.len() as i64 == count);
        let range = UserId(behind.0.saturating_add(1))..=last.unwrap_or(UserId(i64::MAX));
        let people = readable(desk, &mut reading.layouts, range.clone(), &numbers).await?;
        self.change(|index| index.replace(range, people));
        reading.pass = last.map(|behind| Pass { behind, haste });
        if last.is_none() {
            tracing::debug!(people = self.look().people().count(), "the index of free times was made anew");
        }
        Ok(())
    }

    /// Reads what has changed, of whom.
    async fn read_changes(&self, desk: &Desk, reading: &mut Reading) -> Result<(), BookingError> {
        let Some(from) = reading.position else { return Ok(()) };
        let read =
            async move |tx: &mut Tx| Ok((changes::reached(tx).await?, changes::since(tx, from, MANY + 1).await?));
        let (reached, all) = desk.db.read(read).await.map_err(|error: DbError| error)?;
        if all.len() as i64 > MANY {
            reading.position = Some(reached);
            reading.seen.clear();
            reading.hasten();
            return Ok(());
        }
        let fresh: Vec<Change> = all.iter().filter(|change| !reading.seen.contains(&change.id)).copied().collect();
        if fresh.iter().any(|change| change.specialist_id.is_none()) {
            reading.hasten();
        }
        let people = |wanted: bool| {
            let some = fresh.iter().filter(move |change| change.only_time == wanted);
            some.filter_map(|change| change.specialist_id).collect::<BTreeSet<_>>()
        };
        let (whole, time) = (people(false), people(true));
        for id in time.difference(&whole) {
            self.read_time(desk, reading, *id).await?;
        }
        for id in whole {
            self.read_one(desk, reading, id).await?;
        }
        let unsettled = all.iter().filter(|change| change.position >= reached.0);
        reading.seen = unsettled.map(|change| change.id).collect();
        reading.position = Some(reached);
        Ok(())
    }

    /// Reads what is taken of somebody's time.
    async fn read_time(&self, desk: &Desk, reading: &mut Reading, id: UserId) -> Result<(), BookingError> {
        // Dates may have become full, or not full any more.
        if self.look().person(id).is_some_and(|person| person.wares.iter().any(|ware| ware.daily_limit)) {
            return self.read_one(desk, reading, id).await;
        }
        let ticks = read::around(desk.clock.now());
        let taken = match desk.db.read(async move |tx: &mut Tx| taken::of(tx, id, ticks).await).await {
            Err(DbError::Bug(_)) => return self.read_one(desk, reading, id).await,
            taken => taken?,
        };
        self.change(|index| index.change(id, |person| person.take(&taken)));
        Ok(())
    }

    /// Reads all there is to know of somebody.
    async fn read_one(&self, desk: &Desk, reading: &mut Reading, id: UserId) -> Result<(), BookingError> {
        let people = readable(desk, &mut reading.layouts, id..=id, &[id]).await?;
        self.change(|index| index.replace(id..=id, people));
        Ok(())
    }

    fn change(&self, change: impl FnOnce(&mut Index)) {
        change(&mut self.index.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// All with `numbers`, who are all in `range`. Whoever cannot be read is left out, so that others can be found.
async fn readable(
    desk: &Desk,
    layouts: &mut Layouts,
    range: RangeInclusive<UserId>,
    numbers: &[UserId],
) -> Result<Vec<Person>, BookingError> {
    match facts(desk, range).await {
        Err(error) if is_unreadable(&error) => {}
        read => return Ok(read?.people(&desk.model, layouts)),
    }
    let mut people = Vec::with_capacity(numbers.len());
    for id in numbers {
        match facts(desk, *id..=*id).await {
            Err(error) if is_unreadable(&error) => {
                tracing::error!(specialist = %id, %error, "somebody's time cannot be read: searches leave them out");
            }
            read => people.extend(read?.people(&desk.model, layouts)),
        }
    }
    Ok(people)
}

/// Whether it is what was read that is wrong, and not the database that cannot be asked.
fn is_unreadable(error: &BookingError) -> bool {
    matches!(error, BookingError::Store(DbError::Bug(_)) | BookingError::Hours(ScheduleError::Store(DbError::Bug(_))))
}

async fn facts(desk: &Desk, range: RangeInclusive<UserId>) -> Result<Facts, BookingError> {
    let now = desk.clock.now();
    desk.db.report(async move |tx: &mut Tx| read::facts(tx, range.clone(), now).await).await
}
