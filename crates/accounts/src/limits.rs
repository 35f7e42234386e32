//! How often something may be tried, by whom.
//!
//! Attempts to prove a secret are counted in the database: one atomic statement each, so that neither a
//! hundred at once nor a restart nor a second node gets past the limit. Plain requests are counted in
//! memory, in a table whose size is bounded.

mod ladder;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{Db, DbError, Tx};
use sha2::{Digest, Sha256};

use crate::error::AccountError;
use crate::identifier::Email;
use crate::keys::hex;
use crate::model::UserId;
use crate::store::attempts;

pub use ladder::{Ladder, Steps};

/// So many in so many seconds.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is counted.
    pub bucket: &'static str,
    pub count: i64,
    pub window_seconds: i64,
}

/// Failed proofs of one account's password by one guesser (security checklist RL-01): a device that the account
/// knows, or else a source.
pub const PROOFS_PER_GUESSER: Ladder = Ladder { bucket: "proof.guesser", free: 10 };
/// Failed proofs of one account's password by all who are strangers to it together, so that a thousand sources are no
/// better than a few. More than one source has by itself: one stranger alone holds no other up.
pub const PROOFS_BY_STRANGERS: Ladder = Ladder { bucket: "proof.strangers", free: 50 };
/// Failed proofs of the own password in one session, wherever its tokens are shown.
pub const PROOFS_PER_SESSION: Ladder = Ladder { bucket: "proof.session", free: 10 };
/// Failed proofs from one source, whatever the account.
pub const PROOFS_PER_SOURCE: Limit = Limit { bucket: "proof.source", count: 100, window_seconds: 900 };
/// Sign-ups from one source.
pub const SIGN_UPS_PER_SOURCE: Limit = Limit { bucket: "sign_up.source", count: 60, window_seconds: 3600 };

/// Invitations to one address.
pub const INVITATIONS_PER_ADDRESS: Limit = Limit { bucket: "invitation.address", count: 5, window_seconds: 3600 };

/// Letters to one address that strangers can cause (security checklist RL-04). Beyond it, nobody is told that none is sent.
pub const LETTERS_PER_ADDRESS: Limit = Limit { bucket: "letter.address", count: 3, window_seconds: 3600 };
/// Such letters that one source can cause, whomever they are for.
pub const LETTERS_PER_SOURCE: Limit = Limit { bucket: "letter.source", count: 20, window_seconds: 3600 };

/// Letters about new devices to one account.
const NEW_DEVICE_LETTERS: Limit = Limit { bucket: "letter.new_device", count: 10, window_seconds: 86_400 };

/// Letters to one address, or messages to one number, about what a business does with bookings that it says are somebody's who
/// has no account.
const GUEST_LETTERS: Limit = Limit { bucket: "letter.guest", count: 3, window_seconds: 3600 };
/// The same of one specialist, to whomever: a day with everybody booked can be called off.
const GUEST_LETTERS_OF_ONE: Limit = Limit { bucket: "letter.guest_of", count: 60, window_seconds: 3600 };

/// Against whose counters a proof of a password is held.
#[derive(Clone, Debug)]
pub struct Guesses {
    /// Whoever guesses; forgiven everything by a right password.
    pub guesser: String,
    /// The crowd that they belong to; a right password takes back one.
    pub crowd: Option<(Ladder, String)>,
    /// The source, whatever the account ([`PROOFS_PER_SOURCE`]).
    pub source: Option<String>,
}

/// Sources that are counted in memory at most; about 100 bytes each.
const MOST_SOURCES: usize = 100_000;

#[derive(Clone, Copy)]
struct Window {
    start: Timestamp,
    count: i64,
    seconds: i64,
}

/// The counters.
pub struct Limits {
    enabled: bool,
    requests: Mutex<HashMap<(&'static str, String), Window>>,
}

impl Limits {
    /// Counters that refuse nothing unless `enabled`.
    pub fn new(enabled: bool) -> Self {
        Self { enabled, requests: Mutex::new(HashMap::new()) }
    }

    /// Whether anything is refused at all.
    pub fn are_on(&self) -> bool {
        self.enabled
    }

    /// Counts one attempt durably; refuses it when it is one too many.
    pub async fn attempt(&self, db: &Db, limit: Limit, subject: &str, now: Timestamp) -> Result<(), AccountError> {
        if !self.enabled {
            return Ok(());
        }
        let subject = subject.to_owned();
        let (start, count) = db
            .write_one(async move |tx| attempts::count(tx, limit, &subject, now).await)
            .await
            .map_err(|error: DbError| error)?;
        if count <= limit.count {
            return Ok(());
        }
        let left = start.plus(limit.window_seconds).since(now).max(1);
        Err(AccountError::TooMany { retry_after_seconds: left.unsigned_abs() })
    }

    /// Counts one proof of a password against all of `guesses`, durably, before it is looked at; refuses it for as long
    /// as any of them says.
    pub async fn admit(&self, db: &Db, guesses: &Guesses, now: Timestamp) -> Result<(), AccountError> {
        if !self.enabled {
            return Ok(());
        }
        let guesses = guesses.clone();
        let admit = db.write_one(async move |tx| attempts::admit(tx, &guesses, now).await);
        match admit.await.map_err(|error: DbError| error)? {
            0 => Ok(()),
            wait => Err(AccountError::TooMany { retry_after_seconds: wait.unsigned_abs() }),
        }
    }

    /// Takes back what [`Limits::admit`] counted: the password was right.
    pub async fn acquit(&self, db: &Db, guesses: &Guesses) -> Result<(), DbError> {
        if !self.enabled {
            return Ok(());
        }
        let guesses = guesses.clone();
        db.write_one(async move |tx| attempts::acquit(tx, &guesses).await).await
    }

    /// Counts one letter to `address` in the transaction that queues it; whether it may be sent.
    ///
    /// An address counts as one in all its spellings. It is kept as a digest: what people type in its place may be a
    /// password. Beyond a source's limit nothing more is kept of what it asks for.
    pub async fn may_write(&self, tx: &mut Tx, address: &str, source: &str, now: Timestamp) -> Result<bool, DbError> {
        if !self.enabled {
            return Ok(true);
        }
        let (_, from_source) = attempts::count(tx, LETTERS_PER_SOURCE, source, now).await?;
        if from_source > LETTERS_PER_SOURCE.count {
            return Ok(false);
        }
        let whose = match Email::parse(address) {
            Ok(email) => digest(email.key()),
            Err(_) => digest(address),
        };
        let (_, to_address) = attempts::count(tx, LETTERS_PER_ADDRESS, &whose, now).await?;
        Ok(to_address <= LETTERS_PER_ADDRESS.count)
    }

    /// Counts one letter about a new device of `user`; whether it may be sent.
    pub async fn may_tell(&self, tx: &mut Tx, user: UserId, now: Timestamp) -> Result<bool, DbError> {
        if !self.enabled {
            return Ok(true);
        }
        let (_, told) = attempts::count(tx, NEW_DEVICE_LETTERS, &user.to_string(), now).await?;
        Ok(told <= NEW_DEVICE_LETTERS.count)
    }

    /// Counts one letter to somebody without an account about what `specialist` does with their booking; whether it may be
    /// sent.
    pub async fn may_tell_guest(
        &self,
        tx: &mut Tx,
        address: &str,
        specialist: UserId,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        if !self.enabled {
            return Ok(true);
        }
        let (_, by_one) = attempts::count(tx, GUEST_LETTERS_OF_ONE, &specialist.to_string(), now).await?;
        let (_, to_address) = attempts::count(tx, GUEST_LETTERS, &digest(address), now).await?;
        Ok(by_one <= GUEST_LETTERS_OF_ONE.count && to_address <= GUEST_LETTERS.count)
    }

    /// Takes back one attempt that turned out to be good.
    pub async fn forgive(&self, db: &Db, limit: Limit, subject: &str) -> Result<(), DbError> {
        if !self.enabled {
            return Ok(());
        }
        let subject = subject.to_owned();
        db.write_one(async move |tx| attempts::forgive(tx, limit.bucket, &subject).await).await
    }

    /// Counts one request in memory; `Err` holds the seconds until the next window.
    pub fn request(&self, limit: Limit, subject: String, now: Timestamp) -> Result<(), u64> {
        if !self.enabled {
            return Ok(());
        }
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.len() >= MOST_SOURCES {
            requests.retain(|_, window| window.start.plus(window.seconds) > now);
            if requests.len() >= MOST_SOURCES {
                requests.clear();
            }
        }
        let fresh = Window { start: now, count: 0, seconds: limit.window_seconds };
        let window = requests.entry((limit.bucket, subject)).or_insert(fresh);
        if window.start.plus(limit.window_seconds) <= now {
            *window = fresh;
        }
        window.count += 1;
        let left = window.start.plus(limit.window_seconds).since(now).max(1);
        if window.count <= limit.count { Ok(()) } else { Err(left.unsigned_abs()) }
    }
}

/// As which counters keep what somebody typed.
pub fn digest(typed: &str) -> String {
    hex(&Sha256::digest(typed.as_bytes())[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: Limit = Limit { bucket: "test", count: 2, window_seconds: 60 };

    #[test]
    fn the_third_of_two_is_told_how_long_to_wait() {
        let limits = Limits::new(true);
        let ask = |who: &str, at| limits.request(TWO, who.to_owned(), Timestamp(at));
        assert_eq!(ask("a", 0), Ok(()));
        assert_eq!(ask("a", 1), Ok(()));
        assert_eq!(ask("a", 20), Err(40));
        assert_eq!(ask("b", 20), Ok(()));
        assert_eq!(ask("a", 60), Ok(()));
        assert_eq!(Limits::new(false).request(TWO, String::new(), Timestamp(0)), Ok(()));
    }
}
