//! The index of this process, kept in step with the database.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};
use std::time::{Duration, Instant};

use frontdesk_kit::db::{Db, DbError};
use frontdesk_kit::revision::Revision;
use tokio::sync::Mutex;

use crate::index::{Asked, Index};
use crate::model::ServiceId;
use crate::search::{Band, Search, Sort};
use crate::store::changes::{self, News, Position};
use crate::words::Wanted;

/// How long the index may be searched again although another node may have changed what it tells.
const BELIEVED: Duration = Duration::from_secs(1);
/// Changes are forgotten after an hour ([`changes::sweep`]): an index that fell so far behind is made anew.
const TOO_OLD: Duration = Duration::from_secs(30 * 60);

/// The index of one process. Empty until somebody searches.
pub struct SearchIndex {
    /// Counts what this process has changed.
    services: Revision,
    current: RwLock<Current>,
    /// Up to where the changes have been read; held while they are.
    position: Mutex<Option<Position>>,
}

#[derive(Default)]
struct Current {
    index: Index,
    /// Which revision it shows, and since when.
    read: Option<(u64, Instant)>,
}

/// An index for as long as somebody looks something up; nothing may be awaited meanwhile.
pub struct Look<'a>(RwLockReadGuard<'a, Current>);

impl std::ops::Deref for Look<'_> {
    type Target = Index;

    fn deref(&self) -> &Index {
        &self.0.index
    }
}

impl SearchIndex {
    /// An index of what `services` counts the changes of.
    pub fn new(services: Revision) -> Self {
        Self { services, current: RwLock::default(), position: Mutex::default() }
    }

    /// The index as [`SearchIndex::refresh`] left it.
    pub fn look(&self) -> Look<'_> {
        Look(self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The services with all of `words` in their names and a price in `band`, as [`SearchIndex::refresh`] left it.
    pub fn named(&self, words: Vec<Wanted>, band: Band) -> Vec<ServiceId> {
        let search = Search { words, band, sort: Sort::Cheapest, ..Search::default() };
        let places = self.look().page(Asked { search: &search, specialist: None, residents: None }, None, usize::MAX);
        places.into_iter().map(|place| place.id).collect()
    }

    /// Makes the index show everything that this process had changed when this was called, and what others had
    /// changed a second before.
    pub async fn refresh(&self, db: &Db) -> Result<(), DbError> {
        if self.is_fresh() {
            return Ok(());
        }
        let mut position = self.position.lock().await;
        if self.is_fresh() {
            return Ok(());
        }
        let read = Some((self.services.get(), Instant::now()));
        let from = (*position).filter(|_| self.age().is_some_and(|age| age < TOO_OLD));
        let news = match from {
            Some(from) => db.read(async move |tx| changes::since(tx, from).await).await?,
            None => None,
        };
        let (reached, index) = match news {
            Some(News { position, services }) => {
                let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
                for (id, row) in services {
                    match row {
                        Some(row) => current.index.put(row),
                        None => current.index.remove(id),
                    }
                }
                current.read = read;
                (position, None)
            }
            None => {
                let (position, index) = db.report(async |tx| changes::everything(tx).await).await?;
                (position, Some(index))
            }
        };
        if let Some(index) = index {
            tracing::debug!(services = index.len(), "the search index was made anew");
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Current { index, read };
        }
        *position = Some(reached);
        Ok(())
    }

    fn is_fresh(&self) -> bool {
        let read = self.current.read().unwrap_or_else(PoisonError::into_inner).read;
        read.is_some_and(|(revision, at)| revision == self.services.get() && at.elapsed() < BELIEVED)
    }

    fn age(&self) -> Option<Duration> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).read.map(|(_, at)| at.elapsed())
    }
}
