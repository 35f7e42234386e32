//! A set of places in a row, 64 to a word: the arithmetic behind every search for a start.

use std::ops::Range;

const WORD: usize = u64::BITS as usize;

/// A set of the numbers from 0 to a length, which is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// None of `len` places.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD)], len }
    }

    /// Whether `place` is in the set; what lies beyond the length never is.
    pub fn has(&self, place: usize) -> bool {
        self.words.get(place / WORD).is_some_and(|word| word >> (place % WORD) & 1 == 1)
    }

    /// Adds the places of `range`.
    pub fn fill(&mut self, range: Range<usize>) {
        self.each_word(range, |_, word, mask| *word |= mask);
    }

    /// Takes the places of `range` out.
    pub fn clear(&mut self, range: Range<usize>) {
        self.each_word(range, |_, word, mask| *word &= !mask);
    }

    /// Takes everything out but the places of `range`.
    pub fn keep(&mut self, range: Range<usize>) {
        self.clear(0..range.start);
        self.clear(range.end.max(range.start)..self.len);
    }

    /// Adds of `range` every place that lies a multiple of `step` after `origin` (or before it); `step` divides 12.
    pub fn stripe(&mut self, range: Range<usize>, step: usize, origin: usize) {
        debug_assert_eq!(12 % step, 0);
        // Three words have 192 places, a multiple of every step: after them the pattern comes again.
        let pattern: [u64; 3] = std::array::from_fn(|slot| {
            let first = (origin + step * WORD * 3 - slot * WORD) % step;
            (first..WORD).step_by(step).fold(0, |word, place| word | 1 << place)
        });
        self.each_word(range, |slot, word, mask| *word |= pattern[slot % 3] & mask);
    }

    /// Adds the low 48 places of `word` from place `at` on; what falls outside is dropped.
    pub fn put(&mut self, at: i64, word: u64) {
        let (slot, shift) = (at.div_euclid(WORD as i64), at.rem_euclid(WORD as i64) as u32);
        for (slot, part) in [(slot, word << shift), (slot + 1, word.checked_shr(WORD as u32 - shift).unwrap_or(0))] {
            if let Some(own) = usize::try_from(slot).ok().and_then(|slot| self.words.get_mut(slot)) {
                *own |= part;
            }
        }
        self.trim();
    }

    /// Adds what `other` has, which must be as long.
    pub fn or(&mut self, other: &Self) {
        debug_assert_eq!(self.len, other.len);
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Keeps what `other`, which must be as long, has too.
    pub fn and(&mut self, other: &Self) {
        debug_assert_eq!(self.len, other.len);
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// The places that are not in the set.
    pub fn not(&self) -> Self {
        let mut rest = Self { words: self.words.iter().map(|word| !word).collect(), len: self.len };
        rest.trim();
        rest
    }

    /// Keeps the places from which `length` places in a row, itself included, are in the set.
    ///
    /// What is known to hold for n places in a row holds for 2 n where it also holds n places further on: ⌈log2 length⌉
    /// passes, each a shift and an AND.
    pub fn erode(&mut self, length: usize) {
        let mut held = 1;
        let mut next = self.clone();
        while held < length {
            let step = held.min(length - held);
            next.words.copy_from_slice(&self.words);
            next.and_further_on(self, step);
            std::mem::swap(self, &mut next);
            held += step;
        }
    }

    /// Keeps the places for which the place `by` further on is in `other`.
    pub fn and_further_on(&mut self, other: &Self, by: usize) {
        debug_assert_eq!(self.len, other.len);
        let (skip, shift) = (by / WORD, by % WORD);
        let low = other.words.get(skip..).unwrap_or_default();
        let high = low.get(1..).unwrap_or_default();
        let (own, beyond) = self.words.split_at_mut(high.len());
        for ((word, low), high) in own.iter_mut().zip(low).zip(high) {
            *word &= low >> shift | (high << 1) << (WORD - 1 - shift);
        }
        if let Some((last, rest)) = beyond.split_first_mut() {
            *last &= low.last().map_or(0, |low| low >> shift);
            rest.fill(0);
        }
    }

    /// Keeps the places for which the place `by` further back is in `other`.
    pub fn and_further_back(&mut self, other: &Self, by: usize) {
        debug_assert_eq!(self.len, other.len);
        let (skip, shift) = ((by / WORD).min(self.words.len()), by % WORD);
        let (beyond, own) = self.words.split_at_mut(skip);
        beyond.fill(0);
        let mut before = 0;
        for (word, other) in own.iter_mut().zip(&other.words) {
            *word &= other << shift | (before >> 1) >> (WORD - 1 - shift);
            before = *other;
        }
    }

    /// Its places, 64 to a word, the first lowest.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// How many places are in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The places of the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(slot, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let place = (rest != 0).then(|| slot * WORD + rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(place)
            })
        })
    }

    fn each_word(&mut self, range: Range<usize>, mut change: impl FnMut(usize, &mut u64, u64)) {
        let range = range.start..range.end.min(self.len);
        if range.is_empty() {
            return;
        }
        let (first, last) = (range.start / WORD, (range.end - 1) / WORD);
        let (from, to) = (u64::MAX << (range.start % WORD), u64::MAX >> (WORD - 1 - (range.end - 1) % WORD));
        if first == last {
            return change(first, &mut self.words[first], from & to);
        }
        change(first, &mut self.words[first], from);
        for (slot, word) in self.words[..last].iter_mut().enumerate().skip(first + 1) {
            change(slot, word, u64::MAX);
        }
        change(last, &mut self.words[last], to);
    }

    /// Drops what lies beyond the length.
    fn trim(&mut self) {
        if let (Some(last), rest @ 1..) = (self.words.last_mut(), self.len % WORD) {
            *last &= u64::MAX >> (WORD - rest);
        }
    }
}

#[cfg(test)]
mod tests;
