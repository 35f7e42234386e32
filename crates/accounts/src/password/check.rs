//! Whether a password is the one that a stored text was made from, whoever made it.

use std::sync::{Mutex, PoisonError};

use super::Password;
use super::django::{DjangoHash, Kind};
use super::recipe::{Cost, Memory, Stored};

/// What Django writes before an Argon2 hash. Here it stays where the owner is used to blanks being cut off.
pub(super) const DJANGO: &str = "argon2";

/// What the check of a password found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// The password is the right one.
    pub ok: bool,
    /// The password is right, but its hash was made otherwise than one would be made today.
    pub needs_rehash: bool,
    /// The password is right without the blanks at its ends, which the old backend cut off.
    pub trimmed: bool,
}

impl Verdict {
    pub(super) const WRONG: Self = Self { ok: false, needs_rehash: false, trimmed: false };
}

/// What to think of a stored text before it is carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appraisal {
    /// Verifies as it stands.
    Sound,
    /// Verifies as it stands, but is one pass of MD5 or SHA-1: whoever steals it has the password.
    Weak,
    /// Nobody can sign in with it, as intended (`!…`).
    Unusable,
    /// Not a hash that is known here, or one that takes more time or memory than a sign-in may.
    Unknown,
}

/// Judges a stored text.
pub fn appraise(stored: &str) -> Appraisal {
    match Known::parse(stored) {
        Some(Known::Django(hash)) if hash.kind() == Kind::Digest => Appraisal::Weak,
        Some(_) => Appraisal::Sound,
        None if stored.is_empty() || stored.starts_with('!') => Appraisal::Unusable,
        None => Appraisal::Unknown,
    }
}

/// A stored text that can be held against a password.
pub(super) enum Known {
    /// Made here, or the same as made here.
    Native(Stored),
    /// Django's Argon2.
    Imported(Stored),
    Django(DjangoHash),
}

/// How a password matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    No,
    AsTyped,
    /// Without the blanks at its ends: Django REST framework cut them off before the password came to Django.
    Trimmed,
}

/// In how many spellings a wrong password is held against a hash that came from elsewhere.
pub(super) fn spellings(password: &Password) -> u32 {
    1 + u32::from(password.as_typed().is_some()) + u32::from(password.trimmable().is_some())
}

impl Known {
    /// Reads a stored text; `None` when nothing can be right for it.
    pub fn parse(stored: &str) -> Option<Self> {
        if let Some(argon2) = Stored::parse(stored) {
            return Some(if stored.starts_with('$') { Self::Native(argon2) } else { Self::Imported(argon2) });
        }
        DjangoHash::parse(stored).map(Self::Django)
    }

    /// Holds `password` against it; also tells how many spellings were tried. What came from elsewhere is tried as
    /// typed, in normal form, and without the blanks at its ends: in [`spellings`] of a wrong password.
    pub fn check(&self, memory: &mut Memory, password: &Password, cost: Cost) -> (Match, u32) {
        let mut tried = 0;
        let mut is = |text: &str| {
            tried += 1;
            self.matches(memory, text, cost)
        };
        let found = if is(password.text()) {
            Match::AsTyped
        } else if matches!(self, Self::Native(_)) {
            Match::No
        } else if password.as_typed().is_some_and(&mut is) {
            Match::AsTyped
        } else if password.trimmable().is_some_and(is) {
            Match::Trimmed
        } else {
            Match::No
        };
        (found, tried)
    }

    /// Whether its owner is to get a new hash.
    pub fn is_outdated(&self, cost: Cost) -> bool {
        match self {
            Self::Native(stored) | Self::Imported(stored) => stored.is_outdated(cost),
            Self::Django(_) => true,
        }
    }

    /// Which of the paces its check is counted with; none when it takes what a hash of today takes.
    pub fn pace(&self) -> Option<usize> {
        match self {
            Self::Native(_) => None,
            Self::Imported(_) => Some(0),
            Self::Django(hash) => Some(match hash.kind() {
                Kind::Pbkdf2 => 1,
                Kind::Bcrypt => 2,
                Kind::Scrypt => 3,
                Kind::Digest => 4,
            }),
        }
    }

    fn matches(&self, memory: &mut Memory, text: &str, cost: Cost) -> bool {
        match self {
            Self::Native(stored) | Self::Imported(stored) => memory.matches(stored, text, cost).unwrap_or(false),
            Self::Django(hash) if hash.memory_kib() > u64::from(cost.memory_kib) => {
                // One oversized hash at a time in the whole process.
                static OVERSIZED: Mutex<()> = Mutex::new(());
                let _alone = OVERSIZED.lock().unwrap_or_else(PoisonError::into_inner);
                hash.matches(text)
            }
            Self::Django(hash) => hash.matches(text),
        }
    }
}
