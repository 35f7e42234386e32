//! What may become a password. Old passwords are never measured by this.

use super::Password;
use super::attribute::Attribute;
use super::common::CommonPasswords;
use super::disguise::skeleton;
use super::likeness::are_alike;
use unicode_normalization::UnicodeNormalization;

const PRODUCT: &str = "Frontdesk";

/// Pieces of a name this short (in code points) are too likely to occur by chance.
const SHORTEST_PIECE: usize = 4;

/// So many letters or digits must remain when the owner's names are taken out of a password.
const OWN_CHARACTERS: usize = 6;

/// The ends of a telephone number that people type, in digits: without the trunk prefix, and without the area.
const PHONE_ENDS: [usize; 2] = [10, 7];

/// The rules for new passwords. There are none about the kinds of characters.
#[derive(Debug, Clone, Copy)]
pub struct PasswordPolicy {
    min_length: usize,
    max_length: usize,
    resemblance: Resemblance,
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
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// The name to sign in with, if there is one.
    pub username: Option<&'a str>,
    /// The e-mail address, if there is one.
    pub email: Option<&'a str>,
    /// The telephone number, if there is one.
    pub phone: Option<&'a str>,
    /// Given name, family name, display name: whatever is known.
    pub names: Vec<(Attribute, String)>,
    /// The list of common passwords in place of the bundled one.
    pub common: Option<&'a CommonPasswords>,
}

impl Context<'_> {
    /// Everything that is the owner's, piece by piece as it is compared as a whole.
    fn owned(&self) -> Vec<(Attribute, String)> {
        let known = [(Attribute::Username, self.username), (Attribute::Email, self.email)];
        let mut all: Vec<_> = known.into_iter().filter_map(|(what, text)| Some((what, text?.to_owned()))).collect();
        let digits: String = self.phone.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let end = |length: usize| digits.len().checked_sub(length).map(|from| digits[from..].to_owned());
        let phone = [Some(digits.clone())].into_iter().chain(PHONE_ENDS.map(end)).flatten();
        all.extend(phone.map(|digits| (Attribute::Phone, digits)));
        all.extend(self.names.iter().cloned());
        all.retain(|(_, text)| !text.trim().is_empty());
        all
    }
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
    /// Equal to something of the owner's or the product's name, or too close to it.
    #[error("too much like the {}", .0.name())]
    TooSimilar(Attribute),
}

impl Weakness {
    /// The stable name of the reason, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::AllDigits => "password_all_digits",
            Self::Common => "password_common",
            Self::TooSimilar(_) => "password_too_similar",
        }
    }
}

impl PasswordPolicy {
    /// 10 to 128 code points, and little resemblance to the owner's names.
    pub fn native() -> Self {
        Self { min_length: 10, max_length: 128, resemblance: Resemblance::Little }
    }

    /// What the older wires promise: 8 to 1,024 code points, not equal to the owner's name, address or number.
    pub fn contract() -> Self {
        Self { min_length: 8, max_length: 1024, resemblance: Resemblance::Any }
    }

    /// The same with other lengths, in code points. Fewer than eight are never enough.
    pub fn with_lengths(self, min_length: usize, max_length: usize) -> Self {
        Self { min_length: min_length.max(8), max_length, ..self }
    }

    /// Every reason to refuse `password` as the new password of the person in `context`.
    pub fn check(&self, password: &Password, context: &Context<'_>) -> Result<(), Vec<Weakness>> {
        let (min, max) = (self.min_length, self.max_length);
        let (text, length) = (password.text(), password.code_points());
        let common = context.common.unwrap_or(CommonPasswords::bundled());
        // In the order in which Django's validators speak.
        let reasons = [
            self.resembled(text, context).map(Weakness::TooSimilar),
            (length < min).then_some(Weakness::TooShort { min }),
            (length > max).then_some(Weakness::TooLong { max }),
            common.contains(text).then_some(Weakness::Common),
            (length > 0 && text.chars().all(char::is_numeric)).then_some(Weakness::AllDigits),
        ];
        let weaknesses: Vec<_> = reasons.into_iter().flatten().collect();
        if weaknesses.is_empty() { Ok(()) } else { Err(weaknesses) }
    }

    /// What of the owner's `password` is too much like.
    fn resembled(&self, password: &str, context: &Context<'_>) -> Option<Attribute> {
        let password = folded(password);
        let mut owned = context.owned();
        if self.resemblance == Resemblance::Any {
            return owned.into_iter().find(|(_, text)| folded(text) == password).map(|(attribute, _)| attribute);
        }
        owned.push((Attribute::Product, PRODUCT.to_owned()));
        let reversed: String = password.chars().rev().collect();
        let is_like = |text: &str| folded(text) == reversed || are_alike(&folded(text), &password);
        if let Some((attribute, _)) = owned.iter().find(|(_, text)| is_like(text)) {
            return Some(*attribute);
        }
        let names: Vec<&str> = owned.iter().map(|(_, text)| text.as_str()).collect();
        if letters_and_digits(&without_names(password.clone(), &names)) >= OWN_CHARACTERS {
            return None;
        }
        let is_in_it = |text: &str| without_names(password.clone(), &[text]) != password;
        owned.iter().find(|(_, text)| is_in_it(text)).map(|(attribute, _)| *attribute)
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
