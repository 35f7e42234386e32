//! Hours laid out, each once however many people keep the same.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Weak};

use frontdesk_schedule::{Dates, Frame, Offer, Open, Schedule, Zone};

/// So many layouts that nobody needs any more do not hurt.
const SPARE: usize = 1_000;

/// What is laid out. Most people keep the hours that many keep: nine to six, five days a week.
#[derive(Debug, Default)]
pub struct Layouts {
    known: HashMap<Print, Weak<Open>>,
    /// The dates themselves, shared by all who live by the same clocks.
    frames: HashMap<(Zone, Dates), Arc<Frame>>,
    /// Durations, buffers, leads and the like: what few hundred services differ in, thousands share.
    offers: HashSet<Arc<Offer>>,
    hashers: (RandomState, RandomState),
    /// How many were needed when those that nobody needs were last dropped.
    needed: usize,
}

/// What a schedule over some dates is known by: two keyed hashes of 64 bits instead of its kilobyte. That two of ten
/// thousand schedules share both is less likely than that the memory which holds them fails.
type Print = (u64, u64);

impl Layouts {
    /// `schedule` laid out over `dates`.
    pub fn of(&mut self, schedule: &Schedule, dates: Dates) -> Arc<Open> {
        let print = (self.hashers.0.hash_one((schedule, dates)), self.hashers.1.hash_one((schedule, dates)));
        if let Some(open) = self.known.get(&print).and_then(Weak::upgrade) {
            return open;
        }
        let frame = self.frames.entry((schedule.zone().clone(), dates));
        let frame = frame.or_insert_with(|| Arc::new(Frame::new(schedule.zone(), dates)));
        let open = Arc::new(Open::over(schedule, frame));
        if self.known.len() > 2 * self.needed + SPARE {
            self.known.retain(|_, open| open.strong_count() > 0);
            self.frames.retain(|_, frame| Arc::strong_count(frame) > 1);
            self.offers.retain(|offer| Arc::strong_count(offer) > 1);
            self.needed = self.known.len();
        }
        self.known.insert(print, Arc::downgrade(&open));
        open
    }

    /// `offer`, the one that all share who offer the like.
    pub fn offer(&mut self, offer: Offer) -> Arc<Offer> {
        if let Some(known) = self.offers.get(&offer) {
            return known.clone();
        }
        let offer = Arc::new(offer);
        self.offers.insert(offer.clone());
        offer
    }
}
