//! What may become a password. Old passwords are never measured by this.

use super::Password;
use super::common::CommonPasswords;
use super::disguise::skeleton;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

const PRODUCT: &str = "Frontdesk";

/// Pieces of a name this short (in code points) are too likely to occur by chance.
const SHORTEST_PIECE: usize = 4;

/// So many letters or digits must remain when the owner's names are taken out of a password.
const OWN_CHARACTERS: usize = 6;

/// The rules for new passwords. There are none about the kinds of characters.
#[derive(Debug, Clone)]
pub struct PasswordPolicy {
    min_length: usize,
    max_length: usize,
    resemblance: Resemblance,
    local_list: Option<Arc<CommonPasswords>>,
}

/// How much a password may have in common with its owner's name and address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Resemblance {
    /// It may contain them if enough else is there.
    Little,
    /// It only may not be equal to one of them.
    Any,
}

/// Whose password it is to be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The name to sign in with, if there is one.
    pub username: Option<&'a str>,
    /// The e-mail address, if there is one.
    pub email: Option<&'a str>,
    /// Given name, family name, display name: whatever is known.
    pub names: &'a [&'a str],
}

/// A reason to refuse a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than `min` code points.
    #[error("shorter than {min} characters")]
    TooShort { min: usize },
    /// More than `max` code points.
    #[error("longer than {max} characters")]
    TooLong { max: usize },
    /// Nothing but digits, of whatever script.
    #[error("nothing but digits")]
    AllDigits,
    /// On the list of common passwords.
    #[error("one of the passwords that are tried first")]
    Common,
    /// Equal to the owner's name or address or the product's name, or too close to it.
    #[error("too much like your name, your address or the name of this service")]
    TooSimilar,
}

impl Weakness {
    /// The stable name of the reason, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::AllDigits => "password_all_digits",
            Self::Common => "password_common",
            Self::TooSimilar => "password_too_similar",
        }
    }
}

impl PasswordPolicy {
    /// 10 to 128 code points, and little resemblance to the owner's names.
    pub fn native() -> Self {
        Self { min_length: 10, max_length: 128, resemblance: Resemblance::Little, local_list: None }
    }

    /// What the older wires promise: 8 to 1,024 code points, not equal to the owner's username or address.
    pub fn contract() -> Self {
        Self { min_length: 8, max_length: 1024, resemblance: Resemblance::Any, local_list: None }
    }

    /// The same with other lengths, in code points. Fewer than eight are never enough.
    pub fn with_lengths(self, min_length: usize, max_length: usize) -> Self {
        Self { min_length: min_length.max(8), max_length, ..self }
    }

    /// The same with a list of common passwords in place of the bundled one.
    pub fn with_list(self, list: Arc<CommonPasswords>) -> Self {
        Self { local_list: Some(list), ..self }
    }

    /// Every reason to refuse `password` as the new password of the person in `context`.
    pub fn check(&self, password: &Password, context: &Context<'_>) -> Result<(), Vec<Weakness>> {
        let (min, max) = (self.min_length, self.max_length);
        let (text, length) = (password.text(), password.code_points());
        let common = self.local_list.as_deref().unwrap_or(CommonPasswords::bundled());
        let reasons = [
            (length < min, Weakness::TooShort { min }),
            (length > max, Weakness::TooLong { max }),
            (length > 0 && text.chars().all(char::is_numeric), Weakness::AllDigits),
            (common.contains(text), Weakness::Common),
            (self.resembles(text, context), Weakness::TooSimilar),
        ];
        let weaknesses: Vec<_> =
            reasons.into_iter().filter_map(|(holds, weakness)| holds.then_some(weakness)).collect();
        if weaknesses.is_empty() { Ok(()) } else { Err(weaknesses) }
    }

    fn resembles(&self, password: &str, context: &Context<'_>) -> bool {
        let password = folded(password);
        let mut names: Vec<&str> = context.username.into_iter().chain(context.email).collect();
        let equals = |name: &str| folded(name) == password;
        if self.resemblance == Resemblance::Any {
            return names.into_iter().any(equals);
        }
        names.extend(context.names.iter().copied().chain([PRODUCT]));
        let reversed: String = password.chars().rev().collect();
        let whole = names.iter().any(|name| equals(name) || folded(name) == reversed);
        let rest = without_names(password.clone(), &names);
        whole || (rest != password && letters_and_digits(&rest) < OWN_CHARACTERS)
    }
}

/// The folded `password` with every name, and every word of one, taken out.
fn without_names(mut password: String, names: &[&str]) -> String {
    let words = names.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    let letters = names.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphabetic()));
    let mut pieces: Vec<String> = names.iter().copied().chain(words).chain(letters).map(folded).collect();
    pieces.retain(|piece| piece.chars().count() >= SHORTEST_PIECE);
    // The longest first, so that no short piece spoils a long one.
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    for piece in pieces {
        password = password.replace(&piece, " ");
    }
    password
}

fn letters_and_digits(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// Letter case, compatibility forms and look-alikes folded away.
fn folded(text: &str) -> String {
    skeleton(&text.trim().nfkc().collect::<String>()).collect()
}

#[cfg(test)]
mod tests;
