//! How far the index has read what it is made from.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;

use super::layouts::Layouts;
use crate::store::calendar_changes::Position;

/// Changes are forgotten after an hour: an index that fell so far behind is made anew.
const TOO_OLD: Duration = Duration::from_secs(30 * 60);
/// How often everybody is read again, so that the dates of today are laid out, in seconds.
const RENEWED: i64 = 60 * 60;
/// So many people are read in less time than anybody notices.
const FEW: usize = 500;
/// A layout that is older does not reach as far as is looked.
const WORN_OUT: i64 = 24 * 60 * 60;

/// How far the database has been read; held while it is.
#[derive(Default)]
pub struct Reading {
    pub position: Option<Position>,
    /// Changes from `position` on that were read already.
    pub seen: HashSet<i64>,
    pub pass: Option<Pass>,
    pub layouts: Layouts,
    /// When everybody was last read, or began to be.
    pub renewed_at: Option<Timestamp>,
    /// Since when what was committed may be missing.
    pub caught_up: Option<Instant>,
}

/// Everybody is being read, by number.
#[derive(Clone, Copy)]
pub struct Pass {
    pub behind: UserId,
    pub haste: Haste,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// Nothing can be searched before.
    Awaited,
    /// Something has changed for everybody: each search reads some.
    Soon,
    /// Nothing is wrong.
    Sometime,
}

impl Reading {
    /// The beginning, at `position`.
    pub fn begun(position: Position, now: Timestamp) -> Self {
        let pass = Some(Pass { behind: UserId(0), haste: Haste::Awaited });
        Self { position: Some(position), pass, renewed_at: Some(now), ..Self::default() }
    }

    /// Whether what was read is of no use any more, or nothing was.
    pub fn is_worn_out(&self, now: Timestamp) -> bool {
        let is_old = |at: Timestamp| !(0..WORN_OUT).contains(&now.since(at));
        let is_behind = self.caught_up.is_some_and(|at| at.elapsed() > TOO_OLD);
        is_behind || self.renewed_at.is_none_or(is_old)
    }

    /// Begins to read everybody again, if it is time to.
    pub fn renew(&mut self, now: Timestamp) {
        if self.pass.is_none() && self.renewed_at.is_some_and(|at| now.since(at) >= RENEWED) {
            self.renewed_at = Some(now);
            self.pass = Some(Pass { behind: UserId(0), haste: Haste::Sometime });
        }
    }

    /// Begins to read everybody again, because everybody may have changed: all of `people`, who are known. Where they are
    /// few, it is waited for.
    pub fn hasten(&mut self, people: usize) {
        let haste = if people <= FEW { Haste::Awaited } else { Haste::Soon };
        self.pass = Some(Pass { behind: UserId(0), haste });
    }
}
