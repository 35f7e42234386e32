//! Refresh tokens: link number `generation` of a session's chain.
//!
//! A link is computed, not stored: an authenticator over session and number, under a key that is not in
//! the database. So the same link always has the same text (two tabs that refresh at once get the same
//! successor), an old link is recognised as ours however old it is, and the database holds no secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::carried::Signed;
use super::{DIALECT_REFRESH_SECONDS, LONGEST_TOKEN, TokenFault, Tokens, access, claims};
use crate::keys::hex;
use crate::model::UserId;

const PREFIX: &str = "fdr_";
const SESSION: usize = 16;
const NUMBER: usize = 4;
const TAG: usize = 32;

/// A refresh token that is authentic: it names a link, not yet whether that link is the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refresh {
    pub session: PublicId,
    pub generation: i64,
}

/// A refresh token that the old backend issued and signed with the key that was carried over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignRefresh {
    pub jti: String,
    pub user: UserId,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

impl Tokens {
    /// The native text of a link.
    pub fn native_refresh(&self, link: Refresh) -> String {
        let number = u32::try_from(link.generation).unwrap_or(u32::MAX).to_be_bytes();
        let tag = self.link_mac("native", link).finalize().into_bytes();
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([link.session.0.as_bytes(), &number[..], &tag[..]].concat()))
    }

    /// The link that a native text names.
    pub fn read_native_refresh(&self, text: &str) -> Result<Refresh, TokenFault> {
        let text = text.strip_prefix(PREFIX).filter(|text| text.len() < 100).ok_or(TokenFault::Invalid)?;
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| TokenFault::Invalid)?;
        if bytes.len() != SESSION + NUMBER + TAG {
            return Err(TokenFault::Invalid);
        }
        let session = uuid::Uuid::from_slice(&bytes[..SESSION]).map_err(|_| TokenFault::Invalid)?;
        let number = bytes[SESSION..SESSION + NUMBER].iter().fold(0, |sum, byte| sum << 8 | i64::from(*byte));
        let link = Refresh { session: PublicId(session), generation: number };
        let mac = self.link_mac("native", link);
        mac.verify_slice(&bytes[SESSION + NUMBER..]).map_err(|_| TokenFault::Invalid)?;
        Ok(link)
    }

    /// A link in SimpleJWT's shape; it lives seven days unless its session ends sooner.
    pub fn dialect_refresh(&self, user: UserId, link: Refresh, session_end: Timestamp, now: Timestamp) -> String {
        let expires_at = now.plus(DIALECT_REFRESH_SECONDS).min(session_end);
        let jti = self.link_mac("dialect", link).finalize().into_bytes();
        self.sign_dialect(&json!({
            "token_type": "refresh", "exp": expires_at.0, "iat": now.0, "jti": hex(&jti[..16]),
            "user_id": user.to_string(), "sid": link.session, "gen": link.generation,
        }))
    }

    /// The link that a dialect's token names, or the old backend's token that it is.
    pub fn read_dialect_refresh(
        &self,
        token: &str,
        now: Timestamp,
    ) -> Result<Result<Refresh, ForeignRefresh>, TokenFault> {
        if token.len() > LONGEST_TOKEN || claims::header(token)?.algorithm != "HS256" {
            return Err(TokenFault::Invalid);
        }
        let Signed { claims, .. } = self.signed_hs256(token, now)?;
        let (issued_at, expires_at) = claims::check(&claims, "refresh", now)?;
        let user = UserId(claims::user_id(&claims)?);
        match access::session_claim(&claims)? {
            Some(session) => {
                let generation = claims.get("gen").and_then(Value::as_i64).ok_or(TokenFault::Invalid)?;
                Ok(Ok(Refresh { session, generation }))
            }
            None => {
                let jti = claims.get("jti").and_then(Value::as_str).unwrap_or_default().to_owned();
                Ok(Err(ForeignRefresh { jti, user, issued_at, expires_at }))
            }
        }
    }

    /// The session that stands for a refresh token of the old backend which is used more than once.
    pub fn foreign_session(&self, jti: &str) -> PublicId {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.chain_key).expect("HMAC takes keys of any length");
        mac.update(b"foreign");
        mac.update(jti.as_bytes());
        let tag = mac.finalize().into_bytes();
        let bytes: [u8; 16] = std::array::from_fn(|index| tag[index]);
        // Version 8: made in a way of our own (RFC 9562 section 5.8).
        PublicId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    fn link_mac(&self, wire: &str, link: Refresh) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.chain_key).expect("HMAC takes keys of any length");
        mac.update(wire.as_bytes());
        mac.update(link.session.0.as_bytes());
        mac.update(&link.generation.to_be_bytes());
        mac
    }
}
