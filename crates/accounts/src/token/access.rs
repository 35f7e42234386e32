//! Access tokens.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use jsonwebtoken::{Algorithm, Header as JwtHeader};
use serde_json::{Value, json};

use super::carried::Signed;
use super::{ACCESS_SECONDS, Bearer, TokenFault, Tokens, Verified, claims};
use crate::keys::hex;
use crate::model::UserId;

/// Who issues and who reads the native tokens.
const AUDIENCE: &str = "frontdesk";

impl Tokens {
    /// A native access token: EdDSA, `typ` `at+jwt` (RFC 9068 section 2.1), naming user and session.
    pub fn native_access(&self, user: PublicId, session: PublicId, jti: [u8; 16], now: Timestamp) -> String {
        let Some(key) = self.signing.first() else { return String::new() };
        let mut header = JwtHeader::new(Algorithm::EdDSA);
        header.typ = Some("at+jwt".to_owned());
        header.kid = Some(key.kid.clone());
        let claims = json!({
            "iss": AUDIENCE, "aud": AUDIENCE, "sub": user, "sid": session, "jti": hex(&jti),
            "iat": now.0, "exp": now.plus(ACCESS_SECONDS).0, "token_type": "access",
        });
        jsonwebtoken::encode(&header, &claims, &key.sign).expect("an Ed25519 key signs any claims")
    }

    /// An access token in SimpleJWT's shape, with the session named besides.
    pub fn dialect_access(&self, user: UserId, session: PublicId, jti: [u8; 16], now: Timestamp) -> String {
        self.sign_dialect(&json!({
            "token_type": "access", "exp": now.plus(ACCESS_SECONDS).0, "iat": now.0, "jti": hex(&jti),
            "user_id": user.to_string(), "sid": session,
        }))
    }

    pub(super) fn sign_dialect(&self, claims: &Value) -> String {
        let header = JwtHeader::new(Algorithm::HS256);
        jsonwebtoken::encode(&header, claims, &self.dialect_sign).expect("an HMAC key signs any claims")
    }

    pub(super) fn verify_afresh(&self, token: &str, now: Timestamp) -> Result<Verified, TokenFault> {
        let header = claims::header(token)?;
        match header.algorithm.as_str() {
            "EdDSA" => self.verify_native(token, header.kid.as_deref(), now),
            "HS256" => self.verify_dialect(token, now),
            _ => Err(TokenFault::Invalid),
        }
    }

    fn verify_native(&self, token: &str, kid: Option<&str>, now: Timestamp) -> Result<Verified, TokenFault> {
        let key = self.signing.iter().find(|key| Some(key.kid.as_str()) == kid).ok_or(TokenFault::Invalid)?;
        let claims = claims::signed(token, &key.verify, Algorithm::EdDSA)?;
        let (_, expires_at) = claims::check(&claims, "access", now)?;
        if claims.get("iss") != Some(&AUDIENCE.into()) || claims.get("aud") != Some(&AUDIENCE.into()) {
            return Err(TokenFault::Invalid);
        }
        let session = session_claim(&claims)?.ok_or(TokenFault::Invalid)?;
        Ok(Verified { bearer: Bearer::Session(session), expires_at })
    }

    fn verify_dialect(&self, token: &str, now: Timestamp) -> Result<Verified, TokenFault> {
        let Signed { claims, until } = self.signed_hs256(token, now)?;
        let (issued_at, expires_at) = claims::check(&claims, "access", now)?;
        let id = UserId(claims::user_id(&claims)?);
        let bearer = match session_claim(&claims)? {
            Some(session) => Bearer::Session(session),
            None => Bearer::User { id, issued_at },
        };
        Ok(Verified { bearer, expires_at: expires_at.min(until) })
    }
}

pub(super) fn session_claim(claims: &serde_json::Map<String, Value>) -> Result<Option<PublicId>, TokenFault> {
    match claims.get("sid") {
        None => Ok(None),
        Some(Value::String(text)) => PublicId::parse(text).map(Some).ok_or(TokenFault::Invalid),
        Some(_) => Err(TokenFault::Invalid),
    }
}
