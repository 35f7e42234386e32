//! The password as it was typed, in the one form in which it is compared.

use std::fmt;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Longer input is refused before it is looked at. Leaves room for 1,024 code points of any script.
const MAX_BYTES: usize = 4096;

/// A password in Unicode normal form C; nothing else about it is changed, not even blanks at its ends.
///
/// Never shown by `Debug`, and overwritten when dropped.
#[derive(Clone)]
pub struct Password {
    text: String,
    /// What was typed, where normal form C is another spelling of it.
    typed: Option<String>,
}

/// The text is longer than any password may be (4,096 bytes of UTF-8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no password is longer than {MAX_BYTES} bytes")]
pub struct TooLarge;

impl Password {
    /// Takes what was typed. The only limit here is the absolute one of 4,096 bytes: the policy decides
    /// about new passwords, while an old one must stay usable after the policy has become stricter.
    pub fn parse(text: impl Into<String>) -> Result<Self, TooLarge> {
        let text = text.into();
        if text.len() > MAX_BYTES {
            return Err(TooLarge);
        }
        if is_nfc(&text) {
            return Ok(Self { text, typed: None });
        }
        Ok(Self { text: text.nfc().collect(), typed: Some(text) })
    }

    /// The text that is hashed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was typed, if that is another spelling: Django hashes passwords as they come.
    pub(super) fn as_typed(&self) -> Option<&str> {
        self.typed.as_deref()
    }

    /// The text without the blanks at its ends, where there are some.
    pub(super) fn trimmable(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|trimmed| trimmed.len() < self.text.len())
    }

    /// The same without blanks at its ends.
    pub(super) fn trimmed(&self) -> Self {
        Self { text: self.text.trim().to_owned(), typed: None }
    }

    /// The length as people count it, in code points.
    pub fn code_points(&self) -> usize {
        self.text.chars().count()
    }
}

/// All spellings of one text are one password.
impl PartialEq for Password {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Password {}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password(***)")
    }
}

impl Drop for Password {
    fn drop(&mut self) {
        for text in [Some(std::mem::take(&mut self.text)), self.typed.take()].into_iter().flatten() {
            let mut bytes = text.into_bytes();
            bytes.fill(0);
            // Keeps the optimiser from leaving the writes out as useless.
            std::hint::black_box(&bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_PWD_04_composed_and_decomposed_spellings_are_one_password() {
        let composed = Password::parse("Мой ключ й ё").expect("short enough");
        let decomposed = Password::parse("Мои\u{306} ключ и\u{306} е\u{308}").expect("short enough");
        assert_eq!(composed, decomposed);
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_PWD_04_case_and_blanks_matter() {
        assert_ne!(Password::parse("abc"), Password::parse("ABC"));
        assert_ne!(Password::parse(" abc"), Password::parse("abc"));
        assert_ne!(Password::parse("ﬁne"), Password::parse("fine"), "compatibility forms stay apart");
    }

    #[test]
    fn nothing_of_a_password_is_shown() {
        let shown = format!("{:?}", Password::parse("MARKED-secret").expect("short enough"));
        assert_eq!(shown, "Password(***)");
    }

    #[test]
    fn more_than_4096_bytes_are_refused() {
        assert!(Password::parse("я".repeat(2048)).is_ok());
        assert_eq!(Password::parse("я".repeat(2048) + "!"), Err(TooLarge));
    }
}
