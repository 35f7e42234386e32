//! The number of an account as the links of Django backends write it: its digits in base64url, without padding.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::ids;

use crate::model::UserId;

/// `1` is `MQ`.
pub fn encode(user: UserId) -> String {
    URL_SAFE_NO_PAD.encode(user.to_string())
}

/// The number that `text` says, with or without padding; `None` if it says none.
pub fn decode(text: &str) -> Option<UserId> {
    let bytes = URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()?;
    ids::number(std::str::from_utf8(&bytes).ok()?).map(UserId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_django_writes_it_and_read_again() {
        for (number, text) in [(1, "MQ"), (17, "MTc"), (999, "OTk5"), (i64::MAX, "OTIyMzM3MjAzNjg1NDc3NTgwNw")] {
            assert_eq!(encode(UserId(number)), text);
            assert_eq!(decode(text), Some(UserId(number)));
        }
        assert_eq!(decode("MQ=="), Some(UserId(1)));
    }

    #[test]
    fn anything_else_names_nobody() {
        for text in ["", "!!", "zz", "LTE", "MS41", "M", "OTIyMzM3MjAzNjg1NDc3NTgwOA", "é", "MQ\0"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
