//! Of what the index has to be made anew.

use std::collections::BTreeSet;

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;

use super::index::{Index, Whose};
use crate::model::ThingId;
use crate::store::calendar_changes::Change;

/// Those about whom the index may be wrong.
#[derive(Debug, Default)]
pub struct News {
    /// Of whom anything may have changed.
    pub people: BTreeSet<UserId>,
    /// Of whom what is taken of their time has changed.
    pub time: BTreeSet<UserId>,
    /// The same of things.
    pub things: BTreeSet<ThingId>,
}

impl News {
    /// What `changes` say of some, and `index` itself knows about the time that lapses up to `now`.
    pub fn of(changes: &[Change], index: &Index, now: Timestamp) -> Self {
        let mut news = Self::default();
        for change in changes {
            let people = if change.only_time { &mut news.time } else { &mut news.people };
            people.extend(change.specialist_id);
            news.things.extend(change.thing_id);
        }
        for whose in index.lapsed(now) {
            match whose {
                Whose::Person(id) => news.time.extend([id]),
                Whose::Thing(id) => news.things.extend([id]),
            }
        }
        // With what is taken dates may have become full, or not full any more, for all who perform the same.
        let limited =
            |id: &UserId| index.person(*id).is_some_and(|one| one.wares.iter().any(|ware| ware.daily_limit()));
        let full: Vec<UserId> = news.time.iter().copied().filter(limited).collect();
        news.people.extend(full);
        let along: Vec<UserId> = news.people.iter().flat_map(|id| index.limited_with(*id)).collect();
        news.people.extend(along);
        news
    }
}
