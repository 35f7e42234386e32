//! The phone number.

use std::fmt;
use unicode_normalization::UnicodeNormalization;

const MAX_LENGTH: usize = 20;

/// A phone number as typed, and its key in the international form (E.164) if it could be understood.
///
/// Numbers are not unique: a household or a salon may share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    text: String,
    key: Option<String>,
}

/// Why a text is no phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing but blanks.
    #[error("the phone number is blank")]
    Blank,
    /// More than `max` code points.
    #[error("the phone number has more than {max} characters")]
    TooLong { max: usize },
    /// Neither an international number nor a Russian one.
    #[error("this is no phone number")]
    Invalid,
}

impl Phone {
    /// A number that can be called: `+` and 8 to 15 digits, or eleven digits that begin with the Russian 8 or 7.
    /// Blanks, brackets, hyphens and dots between the digits do not matter.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        if text.trim().is_empty() {
            return Err(PhoneError::Blank);
        }
        let phone = Self::lenient(text)?;
        if phone.key.is_some() { Ok(phone) } else { Err(PhoneError::Invalid) }
    }

    /// Any text of at most 20 code points, as the older wires allow, blank included; without a key if it is no number.
    pub fn lenient(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        if text.chars().count() > MAX_LENGTH {
            return Err(PhoneError::TooLong { max: MAX_LENGTH });
        }
        Ok(Self { text: text.to_owned(), key: international(text) })
    }

    /// The number as it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `+` and digits, equal for all spellings of one number.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

fn international(text: &str) -> Option<String> {
    let plain: String =
        text.nfkc().filter(|sign| !sign.is_whitespace() && !"()-.\u{2010}\u{2013}".contains(*sign)).collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    if digits.len() < plain.len() {
        let sound = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
        return sound.then_some(plain);
    }
    // In Russia numbers are dialled with 8 and written with 7.
    let subscriber = digits.strip_prefix(['7', '8']).filter(|rest| rest.len() == 10)?;
    Some(format!("+7{subscriber}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> Option<String> {
        Phone::lenient(text).expect("short enough").key().map(str::to_owned)
    }

    #[test]
    fn all_spellings_of_a_russian_number_have_one_key() {
        let spellings = [
            "+7 (900) 123-45-67",
            "8 900 123 45 67",
            "89001234567",
            "79001234567",
            "+79001234567",
            "8(900)123.45.67",
            "8\u{a0}900\u{a0}123‑45‑67",
            "＋７９００１２３４５６７",
        ];
        for spelling in spellings {
            assert_eq!(key(spelling).as_deref(), Some("+79001234567"), "{spelling}");
        }
    }

    #[test]
    fn numbers_of_other_countries_need_their_plus() {
        assert_eq!(key("+49 30 1234567").as_deref(), Some("+49301234567"));
        assert_eq!(key("49301234567"), None);
        assert_eq!(key("9746894500"), None);
    }

    #[test]
    fn what_is_shown_is_what_was_typed() {
        assert_eq!(Phone::parse("  8 900 123-45-67 ").expect("a number").as_str(), "8 900 123-45-67");
    }

    #[test]
    fn no_number_is_refused_or_kept_without_a_key() {
        for text in
            ["call me", "+", "+0123456789", "+1234567", "+1234567890123456", "8900123456", "1+79001234567", "--"]
        {
            assert_eq!(Phone::parse(text), Err(PhoneError::Invalid), "{text}");
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn twenty_characters_are_the_most() {
        assert!(Phone::lenient(&"1".repeat(20)).is_ok());
        assert_eq!(Phone::lenient(&"1".repeat(21)), Err(PhoneError::TooLong { max: 20 }));
    }

    #[test]
    fn blank_is_what_was_typed_but_no_number() {
        assert_eq!(Phone::lenient("  ").map(|phone| phone.as_str().to_owned()), Ok(String::new()));
        assert_eq!(Phone::parse("  "), Err(PhoneError::Blank));
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "[+]?[0-9 ()-]{1,20}") {
            if let Ok(phone) = Phone::parse(&text) {
                prop_assert_eq!(key(phone.key().expect("parsed")), phone.key);
            }
        }
    }
}
