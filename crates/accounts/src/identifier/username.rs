//! The name to sign in with.

use super::fold_compatible;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

const MAX_LENGTH: usize = 150;

/// Letters and digits of any script and `@ . + - _`, at most 150 code points, in normal form KC.
///
/// Two names are the same when their keys are: compatibility forms and letter case make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username {
    text: String,
    key: String,
}

/// Why a text is no username.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Nothing but blanks.
    #[error("the username is blank")]
    Blank,
    /// More than `max` code points.
    #[error("the username has more than {max} characters")]
    TooLong { max: usize },
    /// A character that is neither letter nor digit nor one of `@ . + - _`.
    #[error("the username has a character other than letters, digits and @ . + - _")]
    BadCharacter,
}

impl Username {
    /// Blanks at both ends are cut off.
    pub fn parse(text: &str) -> Result<Self, UsernameError> {
        let too_long = UsernameError::TooLong { max: MAX_LENGTH };
        let text = text.trim();
        if text.is_empty() {
            return Err(UsernameError::Blank);
        }
        if text.chars().count() > MAX_LENGTH {
            return Err(too_long);
        }
        let text: String = text.nfkc().collect();
        if !text.chars().all(|letter| letter.is_alphanumeric() || "@.+-_".contains(letter)) {
            return Err(UsernameError::BadCharacter);
        }
        // One compatibility character can stand for many.
        if text.chars().count() > MAX_LENGTH {
            return Err(too_long);
        }
        Ok(Self { key: fold_compatible(&text), text })
    }

    /// The name as it is shown and stored.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Equal for all spellings of one name; a unique index belongs on it.
    pub fn key(&self) -> &str {
        &self.key
    }
}

impl fmt::Display for Username {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        Username::parse(text).expect("a username").key().to_owned()
    }

    #[test]
    fn letters_and_digits_of_any_script_and_five_signs_are_allowed() {
        for name in ["anna", "Анна_1", "王小明", "a.b+c-d_e@f", "يوسف", "x", "हिमा"] {
            assert_eq!(Username::parse(name).map(|parsed| parsed.as_str().to_owned()), Ok(name.to_owned()));
        }
    }

    #[test]
    fn other_characters_are_refused() {
        for name in ["a b", "a;drop", "a/b", "a\u{0}b", "a\u{200b}b", "a\u{202e}b", "½", "a,b", "😀", "a\nb"] {
            assert_eq!(Username::parse(name), Err(UsernameError::BadCharacter), "{name:?}");
        }
    }

    #[test]
    fn a_full_width_twin_is_the_same_name() {
        assert_eq!(key("ａｎｎａ１"), key("anna1"));
        assert_eq!(Username::parse("ａｎｎａ").map(|name| name.as_str().to_owned()), Ok("anna".to_owned()));
    }

    #[test]
    fn letter_case_and_composition_make_no_other_name() {
        assert_eq!(key("Йода"), key("йОДА"));
        assert_eq!(key("И\u{306}ода"), key("Йода"));
        assert_eq!(key("STRASSE"), key("straße"));
    }

    #[test]
    fn length_is_counted_in_code_points_after_the_blanks_are_cut() {
        assert!(Username::parse(&format!("  {}  ", "я".repeat(150))).is_ok());
        assert_eq!(Username::parse(&"я".repeat(151)), Err(UsernameError::TooLong { max: 150 }));
        assert_eq!(Username::parse(&"ﬃ".repeat(60)), Err(UsernameError::TooLong { max: 150 }), "180 letters in 60");
        assert_eq!(Username::parse(" \t "), Err(UsernameError::Blank));
    }

    proptest! {
        #[test]
        fn what_is_shown_parses_to_itself(text in "[\\p{L}\\p{N}@.+_-]{1,30}") {
            if let Ok(name) = Username::parse(&text) {
                let again = Username::parse(name.as_str());
                prop_assert_eq!(again, Ok(name));
            }
        }

        #[test]
        fn every_spelling_of_a_name_has_its_key(text in "[\\p{L}\\p{N}@.+_-]{1,30}") {
            if let Ok(name) = Username::parse(&text) {
                let spellings = [text.nfd().collect::<String>(), text.nfkd().collect(), name.key().to_owned()];
                for spelling in spellings {
                    let parsed = Username::parse(&spelling).map(|parsed| parsed.key().to_owned());
                    // A decomposed mark that composes with nothing is refused, never taken for another name.
                    prop_assert!(parsed.is_err() || parsed.as_deref() == Ok(name.key()), "{:?}", spelling);
                }
            }
        }
    }
}
