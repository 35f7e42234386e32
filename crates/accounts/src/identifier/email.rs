//! The e-mail address.

use super::fold;
use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

const MAX_LENGTH: usize = 254;

/// A mailbox at a domain; the spelling of the local part is kept, the domain is in small letters.
///
/// Two addresses are the same when their keys are: letter case, composed or decomposed letters, and the
/// spelling of the domain (`exämple.test`, `xn--exmple-cua.test`) make no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    text: String,
    key: String,
    deliverable: String,
}

/// Why a text is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing but blanks.
    #[error("the e-mail address is blank")]
    Blank,
    /// More than `max` code points.
    #[error("the e-mail address has more than {max} characters")]
    TooLong { max: usize },
    /// Not of the form `name@domain.tld`.
    #[error("this is no e-mail address")]
    Invalid,
}

impl Email {
    /// Blanks at both ends are cut off. At most 254 code points, one `@`, a domain with a dot.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Blank);
        }
        if text.chars().count() > MAX_LENGTH {
            return Err(EmailError::TooLong { max: MAX_LENGTH });
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::Invalid)?;
        let local: String = local.nfc().collect();
        let ascii = ascii_domain(domain).filter(|_| is_local_part(&local)).ok_or(EmailError::Invalid)?;
        let shown = if domain.is_ascii() { ascii.clone() } else { idna::domain_to_unicode(&ascii).0 };
        Ok(Self {
            key: format!("{}@{ascii}", fold(&local)),
            text: format!("{local}@{shown}"),
            deliverable: format!("{local}@{ascii}"),
        })
    }

    /// The address as it is shown and stored.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Equal for all spellings of one address; a unique index belongs on it.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The address as mail servers want it, its domain in ASCII.
    pub fn deliverable(&self) -> &str {
        &self.deliverable
    }
}

impl fmt::Display for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The domain in ASCII and small letters, if it has a dot and could exist in the public name system.
fn ascii_domain(domain: &str) -> Option<String> {
    let ascii =
        Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow, DnsLength::Verify).ok()?;
    let (_, top) = ascii.rsplit_once('.')?;
    let labels_sound = ascii.split('.').all(|label| !label.starts_with('-') && !label.ends_with('-'));
    let top_sound = top.len() >= 2 && !top.bytes().all(|byte| byte.is_ascii_digit());
    (labels_sound && top_sound).then(|| ascii.into_owned())
}

/// Words of ordinary characters joined by single dots; letters of any script, no quotes.
fn is_local_part(local: &str) -> bool {
    local.split('.').all(|word| !word.is_empty() && word.chars().all(is_mailbox_character))
}

fn is_mailbox_character(letter: char) -> bool {
    letter.is_alphanumeric()
        || "!#$%&'*+-/=?^_`{|}~".contains(letter)
        || unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        Email::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}")).key().to_owned()
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_ACC_01_all_spellings_of_an_address_have_one_key() {
        let spellings = [
            "Anna@Exämple.test",
            "ANNA@EXÄMPLE.TEST",
            "anna@exa\u{308}mple.test",
            "  anna@xn--exmple-cua.test\n",
            "anna@XN--EXMPLE-CUA.TEST",
            "anna@ｅｘä\u{ad}mple。test",
        ];
        for spelling in spellings {
            assert_eq!(key(spelling), "anna@xn--exmple-cua.test", "{spelling:?}");
        }
        assert_eq!(key("Йод@example.test"), key("и\u{306}ОД@example.test"));
    }

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_ACC_02_look_alikes_are_other_addresses() {
        for look_alike in ["аnna@example.test", "anna@exаmple.test", "ａnna@example.test", "an.na@example.test"] {
            assert_ne!(key(look_alike), key("anna@example.test"), "{look_alike}");
        }
    }

    #[test]
    fn the_local_part_is_kept_as_typed_and_the_domain_made_small() {
        let email = Email::parse(" Anna+Tag@Exämple.TEST ").expect("an address");
        assert_eq!(email.as_str(), "Anna+Tag@exämple.test");
        assert_eq!(email.deliverable(), "Anna+Tag@xn--exmple-cua.test");
        assert_eq!(Email::parse("A@B.Example.COM").expect("an address").as_str(), "A@b.example.com");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let wrong = [
            "x",
            "x@",
            "@x.test",
            "your@",
            "a@b@example.com",
            "a b@example.com",
            "a@localhost",
            "a@example.",
            "a@.example",
            "a@ex ample.com",
            "a..b@example.com",
            ".a@example.com",
            "a@-x.com",
            "a@x-.com",
            "a@1.2.3.4",
            "a@[1.2.3.4]",
            "a@exa_mple.com",
            "\"a b\"@example.com",
            "a\r\nBcc: b@example.com",
            "a\0@example.com",
            "a@example.com\0x",
            "a\u{202e}@example.com",
            "a@xn--a.com",
            "a,b@example.com",
            "a@example.c",
        ];
        for text in wrong {
            assert_eq!(Email::parse(text), Err(EmailError::Invalid), "{text:?}");
        }
        assert_eq!(Email::parse("  "), Err(EmailError::Blank));
    }

    #[test]
    fn the_longest_address_has_254_characters() {
        let address = format!("{}@example.com", "a".repeat(242));
        assert_eq!(Email::parse(&address).map(|email| email.as_str().len()), Ok(254));
        assert_eq!(Email::parse(&("a".to_owned() + &address)), Err(EmailError::TooLong { max: 254 }));
    }

    proptest! {
        #[test]
        fn parsing_what_is_shown_or_delivered_or_keyed_changes_nothing(
            local in "[a-zA-Zа-яА-ЯёßéŒ0-9+_-]{1,12}", domain in "[a-zA-Zа-яäöß0-9]{1,12}"
        ) {
            if let Ok(email) = Email::parse(&format!("{local}@{domain}.example")) {
                for spelling in [email.as_str(), email.deliverable(), email.key()] {
                    prop_assert_eq!(Email::parse(spelling).map(|again| again.key), Ok(email.key.clone()));
                }
                prop_assert_eq!(Email::parse(&email.text), Ok(email));
            }
        }

        #[test]
        fn any_two_halves_can_be_judged(local in "\\PC{0,20}", domain in "\\PC{0,20}") {
            let _ = Email::parse(&format!("{local}@{domain}"));
        }
    }
}
