//! Repeatable chance: numbers and orders that follow from a seed.

/// What a row of numbers is for, so that two uses of one seed do not run in step.
#[derive(Clone, Copy)]
pub enum Stream {
    Order = 1,
    Names,
    Phones,
    Trades,
    Homes,
    Offers,
    OfferCounts,
    Ages,
    Faces,
    Terms,
    Places,
    Hours,
    Visits,
    Regulars,
}

/// A small seeded generator (SplitMix64). Never for secrets.
pub struct Dice {
    state: u64,
}

impl Dice {
    /// The dice for thing number `index` of a stream; any index is reached at once.
    pub fn new(seed: u64, stream: Stream, index: u64) -> Self {
        let state = mix(mix(seed ^ mix(stream as u64)).wrapping_add(index));
        Self { state }
    }

    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.state)
    }

    /// A number from 0 up to, not including, `limit`; 0 if the limit is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }

    /// True in `permille` of 1,000 throws.
    pub fn chance(&mut self, permille: u64) -> bool {
        self.below(1_000) < permille
    }

    /// One of `items`, which must not be empty.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    /// The place of one of `weights`, which must not all be 0, in proportion to them.
    pub fn weighted(&mut self, weights: impl Iterator<Item = u64> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        for (place, weight) in weights.enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
        }
        0
    }
}

fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// A seeded order of the numbers below a size, of which any place is known without the others.
///
/// A four-round Feistel network on the next even number of bits; values beyond the size walk on until they fit.
pub struct Shuffle {
    size: u64,
    half_bits: u32,
    keys: [u64; 4],
}

impl Shuffle {
    pub fn new(size: u64, mut dice: Dice) -> Self {
        let bits = u64::BITS - size.saturating_sub(1).leading_zeros();
        Self { size, half_bits: bits.div_ceil(2).max(1), keys: std::array::from_fn(|_| dice.next()) }
    }

    /// The number at `place`, which must be below the size.
    pub fn at(&self, place: u64) -> u64 {
        debug_assert!(place < self.size);
        let mut number = self.stir(place);
        while number >= self.size {
            number = self.stir(number);
        }
        number
    }

    fn stir(&self, number: u64) -> u64 {
        let mask = (1 << self.half_bits) - 1;
        let (mut left, mut right) = (number >> self.half_bits, number & mask);
        for key in self.keys {
            (left, right) = (right, left ^ (mix(right ^ key) & mask));
        }
        left << self.half_bits | right
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_shuffle_holds_every_number_once() {
        for size in [1, 2, 3, 100, 1_000, 2_100] {
            let shuffle = Shuffle::new(size, Dice::new(7, Stream::Order, 0));
            let seen: HashSet<u64> = (0..size).map(|place| shuffle.at(place)).collect();
            assert_eq!(seen.len() as u64, size);
            assert!(seen.iter().all(|number| *number < size));
        }
    }

    #[test]
    fn weights_decide_how_often() {
        let mut dice = Dice::new(7, Stream::Order, 0);
        let mut hits = [0_u32; 3];
        (0..10_000).for_each(|_| hits[dice.weighted([1, 0, 3].into_iter())] += 1);
        assert_eq!(hits[1], 0);
        assert!((7_200..7_800).contains(&hits[2]), "{hits:?}");
    }

    #[test]
    fn streams_and_indices_do_not_run_in_step() {
        let first = |stream, index| Dice::new(7, stream, index).next();
        let all: HashSet<u64> = (0..100).flat_map(|i| [first(Stream::Names, i), first(Stream::Phones, i)]).collect();
        assert_eq!(all.len(), 200);
    }
}
