//! The earliest start, for those who ask about thousands of people at once.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::bits::Bits;
use crate::busy::Busy;
use crate::offer::{LONGEST_BUFFER_MIN, LONGEST_MIN, Offer};
use crate::open::Open;
use crate::starts::in_time_on;
use crate::tick::{MINUTES, Tick};

const WORD: usize = u64::BITS as usize;
/// Words of the first block in which a start is looked for: two thirds of a day. Each next block is twice as long.
const FIRST: usize = 3;
/// Words of the longest.
const LONGEST: usize = 24;
/// Words of the longest block and the longest claim that can begin in it.
const SPACE: usize = LONGEST + ((LONGEST_MIN + 2 * LONGEST_BUFFER_MIN) / MINUTES) as usize / WORD + 2;

/// The time of one specialist at one location, as somebody asks about it at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    open: &'a Open,
    busy: &'a Busy,
    things: &'a [&'a [Busy]],
    now: Timestamp,
    /// How many dates after the first today is.
    today: i64,
}

impl<'a> Look<'a> {
    /// A look at what is `open` and not `busy`, at `now`. `busy` was made for `open`, or for hours laid out over the same
    /// dates in the same zone.
    pub fn new(open: &'a Open, busy: &'a Busy, now: Timestamp) -> Self {
        debug_assert_eq!(open.stretch(), busy.stretch());
        let present = Tick::floor(now);
        // To ask the zone costs more than all the rest.
        let is_known = open.asked().contains(&present);
        let today = if is_known { open.frame().date_of(present) } else { open.zone().date(now) };
        Self { open, busy, things: &[], now, today: open.dates().place(today) }
    }

    /// The same, where one unit of each of `things` must be free as well. What is known of the units' time holds that of
    /// the look.
    pub fn beside(self, things: &'a [&'a [Busy]]) -> Self {
        Self { things, ..self }
    }

    /// The earliest start of `offer` in `window` on a date that is not `full`: the first of [`starts`](crate::starts()),
    /// without the labour of finding the others.
    pub fn first(&self, offer: Offer, full: &[Date], window: Range<Tick>) -> Option<Tick> {
        let wanted = self.open.stretch().places(&in_time_on(offer, self.open, window, (self.now, self.today)));
        let (mut at, mut words) = (wanted.start, FIRST);
        while at < wanted.end {
            let until = (at + words * WORD).min(wanted.end);
            if let Some(found) = self.first_of(offer, full, at..until) {
                return Some(found);
            }
            (at, words) = (until, (words * 2).min(LONGEST));
        }
        None
    }

    /// The same among a few places of the stretch.
    fn first_of(&self, offer: Offer, full: &[Date], places: Range<usize>) -> Option<Tick> {
        let mut fitting = [0; SPACE];
        let count = places.len().div_ceil(WORD);
        let hours = &mut fitting[..(places.len() + offer.duration()).div_ceil(WORD)];
        self.open.bits().copy(places.start, hours);
        erode(hours, offer.duration());
        let fitting = &mut fitting[..count];
        self.and_free(offer, std::slice::from_ref(self.busy), &places, fitting);
        self.things.iter().for_each(|units| self.and_free(offer, units, &places, fitting));

        let ticks = fitting.iter().enumerate();
        let ticks = ticks.flat_map(|(slot, word)| ones(*word).map(move |place| slot * WORD + place));
        let ticks = ticks.take_while(|place| *place < places.len());
        let mut ticks = ticks.map(|place| self.open.stretch().tick(places.start + place));
        ticks.find(|tick| self.open.is_on_grid(offer, *tick) && !self.is_full(offer, full, *tick))
    }

    /// Leaves those of `places` from which a claim is free of any of `units`.
    fn and_free(&self, offer: Offer, units: &[Busy], places: &Range<usize>, fitting: &mut [u64]) {
        let mut any = [0; LONGEST];
        // Places of a claim are counted from where it begins, so that all sets tell of the same starts.
        let begin = self.open.stretch().tick(places.start).plus(-(offer.before() as i64));
        for busy in units {
            let Ok(from) = usize::try_from(busy.stretch().offset(begin)) else { continue };
            let mut claims = [0; SPACE];
            let claims = &mut claims[..(places.len() + offer.claimed()).div_ceil(WORD)];
            busy.taken().copy(from, claims);
            claims.iter_mut().for_each(|word| *word = !*word);
            erode(claims, offer.claimed());
            any.iter_mut().zip(claims).for_each(|(any, word)| *any |= *word);
        }
        fitting.iter_mut().zip(any).for_each(|(word, any)| *word &= any);
    }

    fn is_full(&self, offer: Offer, full: &[Date], tick: Tick) -> bool {
        if full.is_empty() && offer.terms().day_limit.is_none() {
            return false;
        }
        let date = self.open.frame().date_of(tick);
        full.contains(&date) || offer.is_full(self.busy.booked(date))
    }
}

/// The places of the ones in `word`, in order.
fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(place)
    })
}

/// Keeps the ones that begin `length` ones in a row, as [`Bits::erode`] does; beyond the last word there are none.
fn erode(words: &mut [u64], length: usize) {
    let mut held = 1;
    while held < length {
        let by = held.min(length - held);
        let (skip, shift) = (by / WORD, by % WORD);
        for slot in 0..words.len() {
            let word = |slot: usize| words.get(slot).copied().unwrap_or(0);
            words[slot] &= word(slot + skip) >> shift | (word(slot + skip + 1) << 1) << (WORD - 1 - shift);
        }
        held += by;
    }
}

impl Bits {
    /// Writes the places from `from` on into `words`; beyond the last place of the set there are none.
    fn copy(&self, from: usize, words: &mut [u64]) {
        let (skip, shift) = (from / WORD, from % WORD);
        let own = self.words();
        for (slot, word) in words.iter_mut().enumerate() {
            let own = |slot: usize| own.get(slot).copied().unwrap_or(0);
            *word = own(skip + slot) >> shift | (own(skip + slot + 1) << 1) << (WORD - 1 - shift);
        }
    }
}
