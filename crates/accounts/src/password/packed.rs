//! A set of texts in a few bytes each, made to be compiled in: it is read where it lies, a page at a time, and nothing of
//! it is copied.
//!
//! Of each text the set keeps 24 bits of its hash, in the bucket that further bits of it name. With some eight texts in
//! a bucket a text that is not in the set seems to be once in two million times.
//!
//! Layout, all numbers with the lowest byte first: one byte that says how many bits name a bucket, where each bucket
//! begins (32 bits each, and the end), the 24 bits of each text, sorted within their bucket.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// Bytes that are kept of a text.
const KEPT: usize = 3;
/// Bytes that say where a bucket begins.
const PLACE: usize = 4;
/// Texts in a bucket, about, as a power of two.
const FULL: u32 = 3;
/// Fewer bits than that name a bucket.
const MOST_BITS: u32 = 32;

/// The set.
#[derive(Clone, Debug)]
pub struct PackedSet(Cow<'static, [u8]>);

impl PackedSet {
    /// A set that was written by [`PackedSet::pack`]; what is cut off holds less.
    pub const fn read(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    /// Packs `texts`, each once.
    pub fn pack<T: IntoIterator<Item = char>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut hashes: Vec<u64> = texts.into_iter().map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let bits = hashes.len().max(1).ilog2().saturating_sub(FULL);
        let mut kept: Vec<(usize, u32)> = hashes.into_iter().map(|hash| split(hash, bits)).collect();
        kept.dedup();
        let mut bytes = vec![u8::try_from(bits).expect("a logarithm of a 64-bit number is below 64")];
        let mut begin = 0;
        for bucket in 0..=1_usize << bits {
            begin += kept[begin..].iter().take_while(|(its, _)| *its < bucket).count();
            bytes.extend(u32::try_from(begin).unwrap_or(u32::MAX).to_le_bytes());
        }
        kept.iter().for_each(|(_, rest)| bytes.extend(&rest.to_le_bytes()[..KEPT]));
        Self(Cow::Owned(bytes))
    }

    /// The bytes that [`PackedSet::read`] takes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether `text` is in the set, or seems to be.
    pub fn has(&self, text: impl IntoIterator<Item = char>) -> bool {
        let Some(bits) = self.0.first().map(|bits| u32::from(*bits)).filter(|bits| *bits < MOST_BITS) else {
            return false;
        };
        let (bucket, rest) = split(hash(text), bits);
        let rest = &rest.to_le_bytes()[..KEPT];
        let texts = 1 + ((1 << bits) + 1) * PLACE;
        let (Some(begin), Some(end)) = (self.place(bucket), self.place(bucket + 1)) else { return false };
        let found = self.0.get(texts + begin * KEPT..texts + end * KEPT).unwrap_or_default();
        found.chunks_exact(KEPT).any(|kept| kept == rest)
    }

    /// How many texts lie before `bucket`.
    fn place(&self, bucket: usize) -> Option<usize> {
        let at = 1 + bucket * PLACE;
        let bytes = self.0.get(at..at + PLACE)?;
        usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
    }
}

/// The same on every machine and in every version: it stands in files. Not keyed: somebody who finds two texts with one
/// hash has only found one more that is refused.
fn hash(text: impl IntoIterator<Item = char>) -> u64 {
    let text: String = text.into_iter().collect();
    let digest = Sha256::digest(text.as_bytes());
    digest[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The bucket of a hash, and what is kept there of it.
fn split(hash: u64, bits: u32) -> (usize, u32) {
    let bucket = hash.checked_shr(64 - bits).unwrap_or(0);
    let rest = (hash << bits) >> (64 - 8 * KEPT as u32);
    (usize::try_from(bucket).unwrap_or(usize::MAX), u32::try_from(rest).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_hardly_anything_else() {
        let texts: Vec<String> = (0..5000).map(|number| format!("in {number}")).collect();
        let set = PackedSet::pack(texts.iter().map(|text| text.chars()));
        assert!(texts.iter().all(|text| set.has(text.chars())));
        let seem = (0..200_000).filter(|number| set.has(format!("out {number}").chars())).count();
        assert!(seem <= 3, "{seem} of 200,000");
        assert!(set.bytes().len() < 5000 * 4, "{} bytes", set.bytes().len());
    }

    #[test]
    fn an_empty_set_and_bytes_that_are_none_hold_nothing() {
        assert!(!PackedSet::pack([""; 0].map(str::chars)).has("a".chars()));
        for bytes in [&b""[..], b"\x3f", b"\x02\x01\x00", b"\xff\xff\xff\xff\xff\xff"] {
            assert!(!PackedSet::read(bytes).has("a".chars()), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_that_was_put_in_is_found(texts in proptest::collection::vec("\\PC{0,12}", 0..60)) {
            let set = PackedSet::pack(texts.iter().map(|text| text.chars()));
            prop_assert!(texts.iter().all(|text| set.has(text.chars())));
        }
    }
}
