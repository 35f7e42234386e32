//! Tokens: access tokens of two wires, refresh tokens that are links of a chain.
//!
//! `/api/v1` issues EdDSA, the dialects HS256 in SimpleJWT's shape; both name the same session and are
//! accepted everywhere. What a token says is never trusted for rights: it only names a session.

mod access;
mod carried;
mod claims;
mod cookie;
mod device;
mod proof;
mod refresh;
#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests;
pub mod uid;

use std::sync::Arc;

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use jsonwebtoken::{DecodingKey, EncodingKey};
use sha2::{Digest, Sha256};

use crate::keys::KeyRing;
use crate::model::UserId;

pub use device::{DeviceToken, Mark};
pub use proof::Sent;
pub use refresh::{ForeignRefresh, Refresh};

/// How long an access token lives, in seconds (security checklist TOK-05).
pub const ACCESS_SECONDS: i64 = 900;
/// How long a refresh token of the dialects lives unless its session ends sooner.
pub const DIALECT_REFRESH_SECONDS: i64 = 604_800;
/// The absolute end of a session; rotation does not move it.
pub const SESSION_SECONDS: i64 = 30 * 86_400;
/// How long a native session may lie unused.
pub const IDLE_SECONDS: i64 = 14 * 86_400;
/// How far ahead of us another machine's clock may be when it says `iat`.
const LEEWAY_SECONDS: i64 = 30;
/// A longer text is no token of ours.
const LONGEST_TOKEN: usize = 4096;
/// Verified signatures that are remembered.
const REMEMBERED: u64 = 20_000;

/// What is wrong with a token. The texts are the wires' own keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    Invalid,
    Expired,
    WrongType,
    NoId,
    NoExpiry,
    NoType,
    NoUser,
    BadUser,
    /// The chain that it belongs to has gone on, or has ended.
    Spent,
}

impl TokenFault {
    /// A stable name, used as [`frontdesk_kit::problem::Problem::fault`].
    pub fn name(self) -> &'static str {
        match self {
            TokenFault::Invalid => "token_invalid",
            TokenFault::Expired => "token_expired",
            TokenFault::WrongType => "token_wrong_type",
            TokenFault::NoId => "token_no_id",
            TokenFault::NoExpiry => "token_no_exp",
            TokenFault::NoType => "token_no_type",
            TokenFault::NoUser => "token_no_user",
            TokenFault::BadUser => "token_bad_user",
            TokenFault::Spent => "token_spent",
        }
    }
}

/// Which face handed out a session's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    Native,
    /// SimpleJWT's pair of tokens.
    Dialect,
    /// A cookie.
    Browser,
    /// A cookie and a short token that shows whether one is signed in; one session for each person.
    Short,
}

impl Wire {
    /// The name in the sessions table.
    pub fn name(self) -> &'static str {
        match self {
            Wire::Native => "native",
            Wire::Dialect => "dialect",
            Wire::Browser => "browser",
            Wire::Short => "short",
        }
    }
}

/// Whom an access token names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// A session of this server.
    Session(PublicId),
    /// A user, by a token that the old backend signed with the key that was carried over.
    User { id: UserId, issued_at: Timestamp },
}

/// An access token that has been verified.
#[derive(Clone, Copy, Debug)]
pub struct Verified {
    pub bearer: Bearer,
    pub expires_at: Timestamp,
}

/// Signs and verifies.
pub struct Tokens {
    signing: Vec<NativeKey>,
    dialect_sign: EncodingKey,
    dialect_verify: DecodingKey,
    /// The old backend's, each until its end.
    carried: Vec<(DecodingKey, Timestamp)>,
    chain_key: [u8; 32],
    cookie_key: [u8; 32],
    proof_key: [u8; 32],
    device_key: [u8; 32],
    remembered: moka::sync::Cache<[u8; 32], Arc<Verified>>,
}

struct NativeKey {
    kid: String,
    sign: EncodingKey,
    verify: DecodingKey,
    public: Vec<u8>,
}

impl Tokens {
    /// Takes what it needs from `keys`.
    pub fn new(keys: &KeyRing) -> Self {
        let native = |key: &crate::keys::SigningKey| NativeKey {
            kid: key.kid.clone(),
            sign: EncodingKey::from_ed_der(&key.pkcs8()),
            verify: DecodingKey::from_ed_der(key.public()),
            public: key.public().to_vec(),
        };
        Self {
            signing: keys.signing.iter().map(native).collect(),
            dialect_sign: EncodingKey::from_secret(&keys.dialect_secret),
            dialect_verify: DecodingKey::from_secret(&keys.dialect_secret),
            carried: keys.carried.iter().map(|key| (DecodingKey::from_secret(&key.secret), key.until)).collect(),
            chain_key: keys.derive("refresh chain v1"),
            cookie_key: keys.derive("session cookie v1"),
            proof_key: keys.derive("proof code v1"),
            device_key: keys.derive("known device v1"),
            remembered: moka::sync::Cache::new(REMEMBERED),
        }
    }

    /// Verifies an access token of either wire; a signature that was good once is remembered until it expires.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Verified, TokenFault> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenFault::Invalid);
        }
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        if let Some(known) = self.remembered.get(&digest) {
            return if now < known.expires_at { Ok(*known) } else { Err(TokenFault::Expired) };
        }
        let verified = self.verify_afresh(token, now)?;
        self.remembered.insert(digest, Arc::new(verified));
        Ok(verified)
    }

    /// The public keys as a JWK set (RFC 7517, RFC 8037).
    pub fn jwks(&self) -> serde_json::Value {
        use base64::Engine as _;
        let jwk = |key: &NativeKey| {
            let x = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&key.public);
            serde_json::json!({"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": key.kid, "x": x})
        };
        serde_json::json!({ "keys": self.signing.iter().map(jwk).collect::<Vec<_>>() })
    }
}
