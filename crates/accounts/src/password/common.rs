//! The list of common passwords.
//!
//! Most of it is the one in the crate `passwords`: 99,838 entries, Russian ones among them (counted in version
//! 3.1.19). 47,324 of them have eight code points or more; 9,248 have ten or more, and of these 8,981 are not merely
//! digits. That list can only be asked for a text letter for letter, so it is asked for each of the [`readings`] of
//! a password. The passwords that the wire contracts name, and an operator's own, are kept here and compared by
//! their [`skeleton`]. In both ways letter case, look-alike characters (`p@ssw0rd`), the direction of reading and the
//! keyboard layout (a Russian word typed on a Latin keyboard) make no difference.
//!
//! What asking letter for letter cannot find: look-alikes put into an entry of the crate that by itself has digits or
//! signs amid its letters (`1q2w3e4r5t`), and the 672 entries of eight code points and more that are there only with
//! capital letters (most look random) unless they are typed in just that way.
//!
//! Of a skeleton only a hash is kept, eight bytes an entry, so that an operator's list of a million passwords takes
//! 8 MB.

use super::disguise::{readings, skeleton};
use passwords::analyzer::is_common_password;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::Hasher;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// What the contracts name. It stays refused whatever becomes of the crate's list.
const NAMED: [&str; 12] = [
    "password",
    "password1",
    "password123",
    "passw0rd",
    "12345678",
    "123456789",
    "1234567890",
    "qwerty123",
    "qwertyuiop",
    "iloveyou1",
    "11111111",
    "abc12345",
];

/// Longer texts, in code points, are on no list, and are not looked up.
const LONGEST: usize = 64;

/// The lengths, in code points, that are looked up in the crate's list: from the shortest that a policy may allow to
/// that of the longest entry.
const LISTED: RangeInclusive<usize> = 8..=32;

/// Passwords that are refused because everybody tries them first.
pub struct CommonPasswords {
    /// Hashes of those named by the contracts and by the operator. Sorted, each once.
    skeletons: Box<[u64]>,
}

impl CommonPasswords {
    /// The list that comes with the product: 47,324 passwords of eight code points and more.
    pub fn bundled() -> &'static Self {
        static LIST: LazyLock<CommonPasswords> = LazyLock::new(|| CommonPasswords::with_more(""));
        &LIST
    }

    /// The bundled list and an operator's own: one password a line, lines that begin with `#` are skipped. Those of
    /// more than 64 code points are never found.
    pub fn with_more(own: &str) -> Self {
        let own = own.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut skeletons: Vec<u64> = NAMED.into_iter().chain(own).map(|entry| hash(skeleton(entry))).collect();
        skeletons.sort_unstable();
        skeletons.dedup();
        Self { skeletons: skeletons.into() }
    }

    /// Whether `password` as a whole is on the list, in whatever disguise. Of the bundled list only entries of eight
    /// code points and more are looked at: shorter ones are no password under any policy.
    pub fn contains(&self, password: &str) -> bool {
        let length = password.chars().count();
        length <= LONGEST
            && (self.has_skeleton_of(password)
                || LISTED.contains(&length) && readings(password).iter().any(is_common_password))
    }

    fn has_skeleton_of(&self, password: &str) -> bool {
        let forwards: Vec<char> = skeleton(password).collect();
        self.has(forwards.iter().copied()) || self.has(forwards.iter().rev().copied())
    }

    fn has(&self, skeleton: impl Iterator<Item = char>) -> bool {
        self.skeletons.binary_search(&hash(skeleton)).is_ok()
    }
}

impl fmt::Debug for CommonPasswords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CommonPasswords(bundled, {} more)", self.skeletons.len())
    }
}

/// Not keyed: somebody who finds a collision has only found one more password that is refused.
fn hash(skeleton: impl Iterator<Item = char>) -> u64 {
    let mut hasher = DefaultHasher::new();
    skeleton.for_each(|letter| hasher.write_u32(u32::from(letter)));
    hasher.finish()
}

#[cfg(test)]
mod tests;
