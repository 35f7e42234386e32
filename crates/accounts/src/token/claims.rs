//! Reading a JWT without trusting it: one algorithm per key, explicit kinds, finite whole numbers.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::clock::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};

use super::{LEEWAY_SECONDS, TokenFault};

/// Header parameters that are looked at; any other (`jwk`, `jku`, `crit`, …) makes the token invalid.
const KNOWN_HEADERS: [&str; 4] = ["alg", "typ", "kid", "cty"];

pub(super) struct Header {
    pub algorithm: String,
    pub kid: Option<String>,
}

/// The protected header, read before any key is chosen.
pub(super) fn header(token: &str) -> Result<Header, TokenFault> {
    let first = token.split('.').next().filter(|first| first.len() < 512).ok_or(TokenFault::Invalid)?;
    let bytes = URL_SAFE_NO_PAD.decode(first).map_err(|_| TokenFault::Invalid)?;
    let header: Map<String, Value> = serde_json::from_slice(&bytes).map_err(|_| TokenFault::Invalid)?;
    if header.keys().any(|name| !KNOWN_HEADERS.contains(&name.as_str())) {
        return Err(TokenFault::Invalid);
    }
    let text = |name: &str| header.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(Header { algorithm: text("alg").ok_or(TokenFault::Invalid)?, kid: text("kid") })
}

/// The claims of a token whose signature by `key` is good.
pub(super) fn signed(token: &str, key: &DecodingKey, algorithm: Algorithm) -> Result<Map<String, Value>, TokenFault> {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let data = jsonwebtoken::decode::<Map<String, Value>>(token, key, &validation).map_err(|_| TokenFault::Invalid)?;
    Ok(data.claims)
}

/// Checks what every token must say, in SimpleJWT's order; returns its moments.
pub(super) fn check(
    claims: &Map<String, Value>,
    kind: &str,
    now: Timestamp,
) -> Result<(Timestamp, Timestamp), TokenFault> {
    let expires_at = moment(claims, "exp")?;
    let issued_at = moment(claims, "iat")?;
    let not_before = moment(claims, "nbf")?;
    if expires_at.is_some_and(|at| now >= at) {
        return Err(TokenFault::Expired);
    }
    let latest = now.plus(LEEWAY_SECONDS);
    if issued_at.is_some_and(|at| at > latest) || not_before.is_some_and(|at| at > latest) {
        return Err(TokenFault::Invalid);
    }
    let expires_at = expires_at.ok_or(TokenFault::NoExpiry)?;
    if !claims.get("jti").and_then(Value::as_str).is_some_and(|jti| !jti.is_empty() && jti.len() <= 255) {
        return Err(TokenFault::NoId);
    }
    match claims.get("token_type") {
        None => Err(TokenFault::NoType),
        Some(found) if found == kind => Ok((issued_at.unwrap_or(Timestamp(0)), expires_at)),
        Some(_) => Err(TokenFault::WrongType),
    }
}

/// A NumericDate (RFC 7519 section 2) that is a finite whole number of a sensible size.
fn moment(claims: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>, TokenFault> {
    match claims.get(name) {
        None => Ok(None),
        Some(value) => match value.as_i64() {
            Some(seconds) if (0..=253_402_300_799).contains(&seconds) => Ok(Some(Timestamp(seconds))),
            _ => Err(TokenFault::Invalid),
        },
    }
}

/// The user's number: text since SimpleJWT 5.5, a number before; absent and wrong are different faults.
pub(super) fn user_id(claims: &Map<String, Value>) -> Result<i64, TokenFault> {
    match claims.get("user_id") {
        None | Some(Value::Null) => Err(TokenFault::NoUser),
        Some(Value::String(text)) => text.parse().map_err(|_| TokenFault::BadUser),
        Some(value) => value.as_i64().ok_or(TokenFault::BadUser),
    }
}
