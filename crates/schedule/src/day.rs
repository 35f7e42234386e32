//! The ticks of a day as they are stored: six words of 48 bits.

use std::ops::Range;

use crate::tick::Tick;

/// Ticks of a service day.
pub(crate) const TICKS: i64 = 288;
/// Bits that a stored word uses, so that it is a positive number in every database.
pub(crate) const WORD: usize = 48;
const FULL: i64 = (1 << WORD) - 1;

/// How far a location's service days lie before UTC's, in ticks: its standard offset when it was created.
///
/// It never changes, whatever becomes of the zone's law, so that a claim stays in the row where it was made. All it is
/// for is that a working day far from Greenwich lies in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor(pub i64);

impl Anchor {
    /// The service day in which `tick` lies.
    pub fn day(self, tick: Tick) -> i64 {
        tick.0.saturating_add(self.0).div_euclid(TICKS)
    }

    /// The first tick of service day `day`.
    pub fn first(self, day: i64) -> Tick {
        Tick(day.saturating_mul(TICKS).saturating_sub(self.0))
    }

    /// The service days that `ticks` touch, with what they take of each, in ascending order.
    pub fn split(self, ticks: Range<Tick>) -> impl Iterator<Item = (i64, DayBits)> {
        let days = if ticks.is_empty() { 0..0 } else { self.day(ticks.start)..self.day(ticks.end.plus(-1)) + 1 };
        days.map(move |day| {
            let place = |tick: Tick| (tick.0 - self.first(day).0).clamp(0, TICKS) as usize;
            let mut taken = DayBits::default();
            taken.fill(place(ticks.start)..place(ticks.end));
            (day, taken)
        })
    }
}

/// A set of the 288 ticks of a service day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayBits([i64; 6]);

impl DayBits {
    /// The set that the stored `words` tell; `None` when one of them is not 0 ≤ w < 2^48.
    pub fn from_words(words: [i64; 6]) -> Option<Self> {
        words.iter().all(|word| (0..=FULL).contains(word)).then_some(Self(words))
    }

    /// As it is stored: bit n of word w is tick 48 w + n of the day.
    pub fn words(self) -> [i64; 6] {
        self.0
    }

    /// Adds the ticks of `range`, as far as the day has them.
    pub fn fill(&mut self, range: Range<usize>) {
        for (place, word) in self.0.iter_mut().enumerate() {
            let within = |tick: usize| tick.saturating_sub(place * WORD).min(WORD);
            let (from, to) = (within(range.start), within(range.end));
            if from < to {
                *word |= (FULL >> (WORD - (to - from))) << from;
            }
        }
    }

    /// Whether every tick of `other` is here too.
    pub fn covers(self, other: Self) -> bool {
        other.minus(self).is_empty()
    }

    /// Whether some tick is in both.
    pub fn meets(self, other: Self) -> bool {
        self.minus(other) != self
    }

    /// The ticks of either.
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// The ticks of this one that `other` has not.
    pub fn minus(self, other: Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 6]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(range: Range<usize>) -> DayBits {
        let mut bits = DayBits::default();
        bits.fill(range);
        bits
    }

    #[test]
    fn a_word_holds_four_hours() {
        assert_eq!(filled(0..48).words(), [FULL, 0, 0, 0, 0, 0]);
        assert_eq!(filled(47..49).words(), [1 << 47, 1, 0, 0, 0, 0]);
        assert_eq!(filled(0..1000).words(), [FULL; 6]);
        assert_eq!(DayBits::from_words([FULL; 6]), Some(filled(0..288)));
    }

    #[test]
    fn words_that_no_day_has_are_refused() {
        assert_eq!(DayBits::from_words([0, 0, -1, 0, 0, 0]), None);
        assert_eq!(DayBits::from_words([0, 0, 0, 0, 0, 1 << 48]), None);
    }

    #[test]
    fn a_working_day_in_vladivostok_lies_in_one_row() {
        let night: Range<Tick> =
            Tick::floor("2026-03-01T23:00:00Z".parse().unwrap())..Tick::floor("2026-03-02T08:00:00Z".parse().unwrap());
        assert_eq!(Anchor(120).split(night.clone()).count(), 1);
        let (days, taken): (Vec<i64>, Vec<DayBits>) = Anchor(0).split(night).unzip();
        assert_eq!(days[0] + 1, days[1]);
        assert_eq!(taken, [filled(276..288), filled(0..96)]);
    }

    #[test]
    fn nothing_takes_nothing() {
        assert_eq!(Anchor(12).split(Tick(5)..Tick(5)).count(), 0);
        assert!(filled(7..7).is_empty());
    }

    proptest! {
        #[test]
        fn a_day_is_a_set_of_ticks(a in 0..289usize, b in 0..289usize, c in 0..289usize, d in 0..289usize) {
            let (one, other) = (filled(a.min(b)..a.max(b)), filled(c.min(d)..c.max(d)));
            let (ones, others) = (a.min(b)..a.max(b), c.min(d)..c.max(d));
            for tick in 0..288usize {
                let only = filled(tick..tick + 1);
                prop_assert_eq!(one.covers(only), ones.contains(&tick));
                prop_assert_eq!(one.meets(only), ones.contains(&tick));
                prop_assert_eq!(one.union(other).covers(only), ones.contains(&tick) || others.contains(&tick));
                prop_assert_eq!(one.minus(other).covers(only), ones.contains(&tick) && !others.contains(&tick));
            }
        }

        #[test]
        fn a_split_span_is_whole(anchor in -200..200i64, start in -2000..2000i64, length in 0..700i64) {
            let anchor = Anchor(anchor);
            let mut found = Vec::new();
            for (day, taken) in anchor.split(Tick(start)..Tick(start + length)) {
                found.extend((0..288usize).filter(|tick| taken.covers(filled(*tick..tick + 1))).map(|tick| anchor.first(day).0 + tick as i64));
            }
            prop_assert_eq!(found, (start..start + length).collect::<Vec<_>>());
        }
    }
}
