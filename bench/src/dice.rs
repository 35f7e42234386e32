//! Random numbers for the load: cheap, not secret.

/// A SplitMix64 generator, seeded by the system, so that no two windows ask the same questions.
pub struct Dice(u64);

impl Dice {
    /// A generator that nobody has drawn from. Falls back to a fixed seed where the system has no randomness.
    #[expect(clippy::disallowed_methods, reason = "the load is no secret")]
    pub fn fresh() -> Self {
        Self(getrandom::u64().unwrap_or(0x9e37_79b9_7f4a_7c15))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; zero when `end` is zero.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.roll()) * end as u128) >> 64) as usize
    }

    /// One of `choices`, which must not be empty.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn every_face_comes_up_and_none_beyond() {
        let mut dice = Dice(7);
        let mut seen = [0; 6];
        for _ in 0..6_000 {
            seen[dice.below(6)] += 1;
        }
        assert!(seen.iter().all(|&times| times > 800), "{seen:?}");
        assert_eq!(dice.below(0), 0);
    }
}
