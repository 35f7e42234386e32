//! Hours laid out, each once however many people keep the same.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use frontdesk_schedule::{Dates, Open, Schedule};

/// So many layouts that nobody needs any more do not hurt.
const SPARE: usize = 1_000;

/// What is laid out. Most people keep the hours that many keep: nine to six, five days a week.
#[derive(Debug, Default)]
pub struct Layouts {
    known: HashMap<(Schedule, Dates), Weak<Open>>,
    /// How many were needed when those that nobody needs were last dropped.
    needed: usize,
}

impl Layouts {
    /// `schedule` laid out over `dates`.
    pub fn of(&mut self, schedule: Schedule, dates: Dates) -> Arc<Open> {
        let key = (schedule, dates);
        if let Some(open) = self.known.get(&key).and_then(Weak::upgrade) {
            return open;
        }
        let open = Arc::new(Open::lay_out(&key.0, key.1));
        if self.known.len() > 2 * self.needed + SPARE {
            self.known.retain(|_, open| open.strong_count() > 0);
            self.needed = self.known.len();
        }
        self.known.insert(key, Arc::downgrade(&open));
        open
    }
}
