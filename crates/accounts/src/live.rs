//! Which sessions are alive, remembered in memory and corrected by the database.
//!
//! An entry is believed for one second at most, and not at all once this process has ended a session,
//! suspended somebody or changed a role since it was read. So what happens here acts on the next request,
//! what happens on another node or at the command line within a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Db, DbError};
use frontdesk_kit::ids::PublicId;

use crate::declared::RoleKey;
use crate::model::{SessionId, UserId};
use crate::store;
use crate::token::Bearer;

/// How long an entry may be believed without another look at the database.
const BELIEVED: Duration = Duration::from_secs(1);
/// Entries kept; about 200 bytes each.
const REMEMBERED: u64 = 50_000;

/// Who stands behind a token, as the database says.
#[derive(Clone, Debug)]
pub struct Standing {
    pub user_id: UserId,
    pub user_public_id: PublicId,
    pub role: RoleKey,
    pub suspended: bool,
    /// The session; absent for a token of the old backend.
    pub session: Option<(SessionId, PublicId)>,
    /// When the session ends; far away for a token of the old backend, which ends by itself.
    pub ends_at: Timestamp,
}

struct Entry {
    standing: Option<Arc<Standing>>,
    read_at: Instant,
    epoch: u64,
}

/// The memory of sessions.
pub struct LiveSessions {
    entries: moka::sync::Cache<Bearer, Arc<Entry>>,
    epoch: AtomicU64,
}

impl Default for LiveSessions {
    fn default() -> Self {
        Self { entries: moka::sync::Cache::new(REMEMBERED), epoch: AtomicU64::new(0) }
    }
}

impl LiveSessions {
    /// Forgets everything that was read so far. Called after each commit that takes rights away.
    pub fn forget(&self) {
        self.epoch.fetch_add(1, Ordering::SeqCst);
    }

    /// Who stands behind `bearer`; `None` when the session has ended or the user is gone.
    pub async fn find(&self, db: &Db, bearer: Bearer, now: Timestamp) -> Result<Option<Arc<Standing>>, DbError> {
        let epoch = self.epoch.load(Ordering::SeqCst);
        let known =
            self.entries.get(&bearer).filter(|entry| entry.epoch == epoch && entry.read_at.elapsed() < BELIEVED);
        let standing = match known {
            Some(entry) => entry.standing.clone(),
            None => {
                let read_at = Instant::now();
                let standing =
                    db.read(async move |tx| store::sessions::standing(tx, bearer).await).await?.map(Arc::new);
                self.entries.insert(bearer, Arc::new(Entry { standing: standing.clone(), read_at, epoch }));
                standing
            }
        };
        Ok(standing.filter(|standing| now < standing.ends_at))
    }
}
