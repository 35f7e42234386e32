//! Argon2 itself: its cost, the memory it works in, and the text (PHC string) that a hash is stored as.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::sync::{Mutex, PoisonError};

/// Bytes of a hash that is made here.
const OUTPUT_BYTES: usize = 32;

/// Stored hashes that ask for more memory (256 MiB) are not computed: they would be a way to exhaust it.
const MAX_MEMORY_KIB: u32 = 256 * 1024;

/// The most work (memory × passes, here 1 GiB) that a stored hash may ask for, about 0.6 s.
const MAX_WORK_KIB: u64 = 1024 * 1024;

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Cost {
    /// The same as Argon2's own parameters; fails when they contradict one another.
    pub fn params(self) -> Result<Params, argon2::Error> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(OUTPUT_BYTES))
    }
}

/// A stored hash, read and found affordable.
pub(super) struct Stored {
    algorithm: Algorithm,
    version: Version,
    params: Params,
    salt: Vec<u8>,
    output: Vec<u8>,
}

impl Stored {
    /// Reads a PHC string of any Argon2 variety, also with Django's prefix (`argon2$argon2id$…`).
    ///
    /// `None` for everything else: an unusable password (`!…`), another algorithm, or costs that are beyond
    /// what this server is willing to pay for a sign-in (256 MiB; 1 GiB of memory × passes).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix("argon2").filter(|rest| rest.starts_with("$argon2")).unwrap_or(text);
        let hash = PasswordHash::new(text).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let work = u64::from(params.m_cost()) * u64::from(params.t_cost());
        if params.m_cost() > MAX_MEMORY_KIB || work > MAX_WORK_KIB {
            return None;
        }
        Some(Self {
            algorithm: hash.algorithm.as_str().parse().ok()?,
            // Hashes older than the field are of the first version.
            version: hash.version.map_or(Ok(Version::V0x10), Version::try_from).ok()?,
            params,
            salt: hash.salt?.as_ref().to_vec(),
            output: hash.hash?.as_bytes().to_vec(),
        })
    }

    /// Whether a hash made today with `cost` would look different.
    pub fn is_outdated(&self, cost: Cost) -> bool {
        let made_with =
            Cost { memory_kib: self.params.m_cost(), passes: self.params.t_cost(), lanes: self.params.p_cost() };
        self.algorithm != Algorithm::Argon2id
            || self.version != Version::V0x13
            || made_with != cost
            || self.salt.len() < 16
            || self.output.len() != OUTPUT_BYTES
    }
}

/// The working memory of one thread, kept from hash to hash so that its pages are not faulted in anew.
#[derive(Default)]
pub(super) struct Memory {
    blocks: Vec<Block>,
}

impl Memory {
    /// Whether `password` is the one that `stored` was made from; compared in constant time.
    pub fn matches(&mut self, stored: &Stored, password: &str, cost: Cost) -> Result<bool, argon2::Error> {
        let argon2 = Argon2::new(stored.algorithm, stored.version, stored.params.clone());
        let mut output = vec![0; stored.output.len()];
        if stored.params.m_cost() > cost.memory_kib {
            // One oversized hash at a time in the whole process, in memory that is given back afterwards.
            static OVERSIZED: Mutex<()> = Mutex::new(());
            let _alone = OVERSIZED.lock().unwrap_or_else(PoisonError::into_inner);
            argon2.hash_password_into(password.as_bytes(), &stored.salt, &mut output)?;
        } else {
            self.compute(&argon2, password, &stored.salt, &mut output)?;
        }
        Ok(verify_slices_are_equal(&output, &stored.output).is_ok())
    }

    /// Makes the text to store for `password`.
    pub fn hash(&mut self, password: &str, salt: &[u8; 16], cost: Cost) -> Result<String, argon2::Error> {
        let Cost { memory_kib, passes, lanes } = cost;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.params()?);
        let mut output = [0; OUTPUT_BYTES];
        self.compute(&argon2, password, salt, &mut output)?;
        let (salt, output) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(output));
        Ok(format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${salt}${output}"))
    }

    fn compute(
        &mut self,
        argon2: &Argon2<'_>,
        password: &str,
        salt: &[u8],
        out: &mut [u8],
    ) -> Result<(), argon2::Error> {
        let needed = argon2.params().block_count();
        if self.blocks.len() < needed {
            self.blocks.resize(needed, Block::new());
        }
        argon2.hash_password_into_with_memory(password.as_bytes(), salt, out, &mut self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cheap, for tests of everything but the cost.
    const SMALL: Cost = Cost { memory_kib: 64, passes: 1, lanes: 1 };

    fn accepts(stored: &str, password: &str) -> bool {
        let stored = Stored::parse(stored).expect("a hash that can be read");
        Memory::default().matches(&stored, password, SMALL).expect("a hash that can be computed")
    }

    #[test]
    fn what_was_hashed_matches_and_nothing_else_does() {
        let stored = Memory::default().hash("Quiet-Harbor-42", &[7; 16], SMALL).expect("sound cost");
        assert!(accepts(&stored, "Quiet-Harbor-42"));
        assert!(!accepts(&stored, "quiet-harbor-42"));
    }

    #[test]
    fn hashes_of_the_reference_implementation_are_understood() {
        // Printed by argon2-cffi, which wraps the reference implementation. The oldest kind names no version.
        let argon2id = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        let argon2i = "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$T/XOJ2mh1/TIpJHfCdQan76Q5esCFVoT5MAeIM1Oq2E";
        let oldest = "$argon2i$m=256,t=2,p=2$c29tZXNhbHQ$tsEVYKap1h6scGt5ovl9aLRGOqOth+AMB+KwHpDFZPs";
        for stored in [argon2id, argon2i, oldest] {
            assert!(accepts(stored, "password"), "{stored}");
            assert!(!accepts(stored, "passwore"), "{stored}");
        }
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_PWD_02_hashes_of_django_are_understood() {
        // Made by Django 5.2.19 with its default settings for Argon2.
        let stored = "argon2$argon2id$v=19$m=102400,t=2,p=8$cVJzdFV2V3hZejAxMjM0NTY3ODlhYg\
                      $/o9qdoJtzXe9rMYJ2J4IAH+Y4mYehefpGFxNR9P3G3w";
        assert!(accepts(stored, "Пароль из Django 5"));
        assert!(!accepts(stored, "Пароль из Django 6"));
    }

    #[test]
    fn costs_beyond_the_limits_and_foreign_texts_are_not_computed() {
        let beyond =
            ["m=262145,t=1,p=1", "m=262144,t=5,p=1", "m=8,t=4294967295,p=1", "m=4294967295,t=1,p=1", "m=1,t=1,p=1"];
        for params in beyond {
            let text =
                format!("$argon2id$v=19${params}$c29tZXNhbHRzb21lc2FsdA$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");
            assert!(Stored::parse(&text).is_none(), "{params}");
        }
        for text in [
            "",
            "!",
            "!nothing",
            "pbkdf2_sha256$1$a$b",
            "$argon2id$",
            "argon2$",
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ",
        ] {
            assert!(Stored::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_hash_made_otherwise_than_today_is_outdated() {
        let today = Memory::default().hash("x", &[7; 16], SMALL).expect("sound cost");
        let is_outdated = |text: &str| Stored::parse(text).expect("readable").is_outdated(SMALL);
        assert!(!is_outdated(&today));
        assert!(is_outdated(&today.replace("argon2id", "argon2i")));
        assert!(is_outdated(&today.replace("m=64", "m=63")));
        assert!(is_outdated(&today.replace("v=19", "v=16")));
    }
}
