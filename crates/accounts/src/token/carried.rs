//! HS256 tokens: ours, and those that the old backend signed with a key of its own.

use frontdesk_kit::clock::Timestamp;
use jsonwebtoken::Algorithm;
use serde_json::{Map, Value};

use super::{TokenFault, Tokens, claims};

/// The claims of an HS256 token whose signature is good.
pub(super) struct Signed {
    pub claims: Map<String, Value>,
    /// From this moment on the signature is no good.
    pub until: Timestamp,
}

impl Tokens {
    /// Verifies the signature with our key, then with the keys that were carried over and have not ended.
    ///
    /// Nobody knows who else has an old key: with it one can be a user as the old backend said it, not name a session
    /// of ours.
    pub(super) fn signed_hs256(&self, token: &str, now: Timestamp) -> Result<Signed, TokenFault> {
        if let Ok(claims) = claims::signed(token, &self.dialect_verify, Algorithm::HS256) {
            return Ok(Signed { claims, until: Timestamp(i64::MAX) });
        }
        let living = self.carried.iter().filter(|(_, until)| now < *until);
        let mut found =
            living.filter_map(|(key, until)| Some((claims::signed(token, key, Algorithm::HS256).ok()?, *until)));
        let (claims, until) = found.next().ok_or(TokenFault::Invalid)?;
        if claims.contains_key("sid") {
            return Err(TokenFault::Invalid);
        }
        Ok(Signed { claims, until })
    }
}
