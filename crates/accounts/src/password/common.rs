//! The list of common passwords, and what is made of one by rules that everybody knows.
//!
//! Two lists are compiled in, packed (`common/README.md` says what they are made of): some 440,000 passwords of eight code
//! points and more that were found in breaches, and the ten thousand words at the top of them, short ones too. A third
//! one holds Russian words and names, what the wire contracts name, and what an operator adds.
//!
//! Entries are compared by their [`skeleton`], forwards and backwards: letter case, look-alike characters (`p@ssw0rd`),
//! the direction of reading and the keyboard layout (a Russian word typed on a Latin keyboard) make no difference. A word
//! of the second and third list is refused as well when it stands twice, or with a few digits and signs around it
//! (`sunshine2026!`). So are walks over the keyboard.

use std::fmt;
use std::sync::LazyLock;

use super::disguise::{skeleton, without_ends};
use super::packed::PackedSet;
use super::walk::is_walk;

/// Passwords of eight code points and more.
static BREACHED: PackedSet = PackedSet::read(include_bytes!("common/breached.packed"));
/// Words that are taken for passwords first, of four code points and more.
static FIRST: PackedSet = PackedSet::read(include_bytes!("common/first.packed"));
/// Likewise, in Russian; as text, because there are few.
const RUSSIAN: &str = include_str!("common/russian.txt");

/// What the contracts name. It stays refused whatever becomes of the lists.
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
/// A shorter word, in code points, is too likely to stand in a good password.
const SHORTEST_WORD: usize = 4;

/// Passwords that are refused because everybody tries them first.
pub struct CommonPasswords {
    /// The Russian words, those named by the contracts, and the operator's.
    own: PackedSet,
}

impl CommonPasswords {
    /// The list that comes with the product.
    pub fn bundled() -> &'static Self {
        static LIST: LazyLock<CommonPasswords> = LazyLock::new(|| CommonPasswords::with_more(""));
        &LIST
    }

    /// The bundled list and an operator's own: one password a line, lines that begin with `#` are skipped. Those of
    /// more than 64 code points are never found. Takes four bytes for each.
    pub fn with_more(own: &str) -> Self {
        let lines = RUSSIAN.lines().chain(own.lines()).map(str::trim_end);
        let entries = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).chain(NAMED);
        Self { own: pack(entries) }
    }

    /// Whether `password` is on the list, in whatever disguise.
    pub fn contains(&self, password: &str) -> bool {
        password.chars().count() <= LONGEST
            && (has(&BREACHED, password)
                || has(&self.own, password)
                || without_ends(password).any(|word| self.is_word(word))
                || twice(password).is_some_and(|word| self.is_word(word))
                || is_walk(password))
    }

    fn is_word(&self, word: &str) -> bool {
        word.chars().count() >= SHORTEST_WORD && (has(&FIRST, word) || has(&self.own, word))
    }
}

impl fmt::Debug for CommonPasswords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CommonPasswords(bundled and {} bytes)", self.own.bytes().len())
    }
}

/// Packs a list as it is compiled in: of each entry only what no disguise changes.
pub fn pack<'a>(entries: impl IntoIterator<Item = &'a str>) -> PackedSet {
    PackedSet::pack(entries.into_iter().map(skeleton))
}

fn has(set: &PackedSet, text: &str) -> bool {
    let forwards: Vec<char> = skeleton(text).collect();
    set.has(forwards.iter().copied()) || set.has(forwards.into_iter().rev())
}

/// The word that `password` is twice, with or without a sign between.
fn twice(password: &str) -> Option<&str> {
    let letters: Vec<(usize, char)> = password.char_indices().collect();
    let (half, is_odd) = (letters.len() / 2, letters.len() % 2 == 1);
    let (middle, _) = *letters.get(half)?;
    let second = match is_odd {
        true if letters[half].1.is_alphanumeric() => return None,
        true => password.get(middle + letters[half].1.len_utf8()..)?,
        false => password.get(middle..)?,
    };
    let first = password.get(..middle)?;
    skeleton(first).eq(skeleton(second)).then_some(first)
}

#[cfg(test)]
mod tests;
