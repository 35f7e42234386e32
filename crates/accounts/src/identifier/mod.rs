//! Identifiers: what one types to be recognised, parsed at the door.
//!
//! Each has the form that is shown and a *key* that decides whether two spellings mean the same.

mod email;
mod phone;
mod username;

pub use email::{Email, EmailError};
pub use phone::{Phone, PhoneError};
pub use username::{Username, UsernameError};

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// No identifier is longer; nothing longer is parsed at sign-in.
const LONGEST_BYTES: usize = 1024;

/// One reading of what somebody typed to sign in; holds the key to look up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Identifier {
    /// An e-mail address.
    Email(String),
    /// A username.
    Username(String),
    /// A phone number.
    Phone(String),
}

impl Identifier {
    /// Every reading of `text`, in the order in which they are to be tried; none if it can be nothing.
    ///
    /// A username may look like an address or a number. The address comes first, so that nobody keeps
    /// its owner from signing in by taking it as a username.
    pub fn parse(text: &str) -> Vec<Self> {
        if text.len() > LONGEST_BYTES {
            return Vec::new();
        }
        let email = Email::parse(text).ok().map(|email| Self::Email(email.key().to_owned()));
        let username = Username::parse(text).ok().map(|username| Self::Username(username.key().to_owned()));
        let phone = Phone::parse(text).ok().and_then(|phone| phone.key().map(|key| Self::Phone(key.to_owned())));
        email.into_iter().chain(username).chain(phone).collect()
    }

    /// One key for everything that has these readings, whatever it was spelled like; for counting what names nobody.
    pub fn common_key(readings: &[Self]) -> &str {
        // As a user name an address or a number is another one in each spelling.
        let is_common = |reading: &&Self| !matches!(reading, Self::Username(_));
        readings.iter().find(is_common).or(readings.first()).map_or("", Self::key)
    }

    /// The key to look up.
    pub fn key(&self) -> &str {
        match self {
            Self::Email(key) | Self::Username(key) | Self::Phone(key) => key,
        }
    }
}

/// With what the keys of identifiers begin that somebody begins to type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    pub username: String,
    pub email: String,
    pub phone: String,
}

impl Beginning {
    /// Reads `typed` as the first letters of each; of a telephone number also as the whole of it.
    pub fn of(typed: &str) -> Self {
        let typed = typed.trim();
        let phone = Phone::parse(typed).ok().and_then(|phone| phone.key().map(str::to_owned));
        Self { username: fold_compatible(typed), email: fold(typed), phone: phone.unwrap_or_else(|| typed.to_owned()) }
    }
}

/// Folds letter case fully (`ß` = `SS`) and canonical equivalents; two texts that match give one result.
fn fold(text: &str) -> String {
    text.nfd().default_case_fold().nfd().default_case_fold().nfc().collect()
}

/// As `fold`, and compatibility forms (full-width letters, ligatures) as well.
fn fold_compatible(text: &str) -> String {
    text.nfd().default_case_fold().nfkd().default_case_fold().nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_address_is_tried_as_address_before_it_is_tried_as_username() {
        let address = "anna@example.test".to_owned();
        assert_eq!(
            Identifier::parse(" Anna@Example.TEST "),
            [Identifier::Email(address.clone()), Identifier::Username(address)]
        );
    }

    #[test]
    fn a_number_may_be_a_username_or_a_phone() {
        let readings = [Identifier::Username("89001234567".into()), Identifier::Phone("+79001234567".into())];
        assert_eq!(Identifier::parse("89001234567"), readings);
        assert_eq!(Identifier::parse("8 (900) 123-45-67"), [Identifier::Phone("+79001234567".into())]);
    }

    #[test]
    fn what_names_nobody_is_one_in_all_spellings() {
        let common = |text: &str| Identifier::common_key(&Identifier::parse(text)).to_owned();
        assert_eq!(common("89001234567"), common("+7 (900) 123-45-67"));
        assert_eq!(common("anna@exämple.test"), common("ANNA@xn--exmple-cua.test"));
        assert_eq!((common("ANNA"), common("x\0y")), ("anna".to_owned(), String::new()));
    }

    #[test]
    fn letter_case_does_not_matter_in_any_script() {
        for (one, other) in [("Anna", "ANNA"), ("Анна", "аННА"), ("Straße", "STRASSE"), ("Σίσυφος", "ΣΊΣΥΦΟΣ")]
        {
            assert_eq!(Identifier::parse(one), Identifier::parse(other));
            assert_eq!(Identifier::parse(one).len(), 1);
        }
    }

    #[test]
    fn nonsense_and_endless_text_is_no_identifier() {
        for text in ["", "  ", "a b", "x\0y", "😀", &"a".repeat(151), &"a@".repeat(500_000)] {
            assert_eq!(Identifier::parse(text), []);
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_parsed(text in "\\PC{0,60}") {
            Identifier::parse(&text);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let (once, compatible) = (fold(&text), fold_compatible(&text));
            prop_assert_eq!(fold(&once), once);
            prop_assert_eq!(fold_compatible(&compatible), compatible);
        }
    }
}
