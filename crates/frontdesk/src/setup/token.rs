//! The secret in the link.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::entropy::Entropy;
use sha2::{Digest, Sha256};

/// 256 random bits as they stand in the link.
pub struct SetupToken(String);

impl SetupToken {
    /// A fresh one.
    pub fn new(entropy: Entropy) -> Self {
        Self(URL_SAFE_NO_PAD.encode(entropy.bytes::<32>()))
    }

    /// One that somebody shows.
    pub fn shown(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// What is stored of it.
    pub fn hash(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }

    /// Whether this is the one whose hash is `stored`. Takes the same time wherever they differ.
    pub fn matches(&self, stored: &str) -> bool {
        let (shown, stored) = (self.hash().into_bytes(), stored.as_bytes());
        shown.len() == stored.len() && shown.iter().zip(stored).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
    }

    /// The link to it on the server that people reach under `base`.
    pub fn link(&self, base: &str) -> String {
        format!("{base}/setup/{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_TOK_10_only_the_whole_token_matches() {
        let token = SetupToken::new(Entropy::system());
        let text = token.link("").replace("/setup/", "");
        assert_eq!(text.len(), 43);
        assert!(SetupToken::shown(&text).matches(&token.hash()));
        for other in [&text[1..], &format!("{text}="), &text.to_lowercase(), "", &token.hash()] {
            assert!(!SetupToken::shown(other).matches(&token.hash()), "{other}");
        }
    }
}
