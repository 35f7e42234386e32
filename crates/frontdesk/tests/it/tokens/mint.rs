//! Tokens taken apart, and tokens made outside the server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::clock::Clock;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

/// The HS256 key that was carried over from the old backend.
pub const SECRET: &str = "kept-from-the-old-backend-4f1c9a7e2b";

/// The present moment, in seconds.
pub fn now() -> i64 {
    Clock::system().now().0
}

fn part(token: &str, index: usize) -> Value {
    let text = token.split('.').nth(index).expect("three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).expect("base64")).expect("JSON")
}

/// The header of a token.
pub fn header(token: &str) -> Value {
    part(token, 0)
}

/// The claims of a token.
pub fn payload(token: &str) -> Value {
    part(token, 1)
}

/// A token signed with the old backend's key.
pub fn old_backend(claims: &Value) -> String {
    signed(Algorithm::HS256, SECRET.as_bytes(), claims)
}

/// A token signed by HMAC with any key.
pub fn signed(algorithm: Algorithm, key: &[u8], claims: &Value) -> String {
    jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).expect("any claims")
}

/// A token with any header, signed with the old backend's key whatever the header says.
pub fn with_header(header: &Value, claims: &Value) -> String {
    let text = format!("{}.{}", encoded(header), encoded(claims));
    let signature =
        jsonwebtoken::crypto::sign(text.as_bytes(), &EncodingKey::from_secret(SECRET.as_bytes()), Algorithm::HS256);
    format!("{text}.{}", signature.expect("an HMAC key signs anything"))
}

/// A token that nobody signed.
pub fn unsigned(claims: &Value) -> String {
    format!("{}.{}.", encoded(&json!({ "alg": "none", "typ": "JWT" })), encoded(claims))
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// The old backend's claims for `user`, issued a minute ago; `jti` makes them this token and no other.
pub fn claims(kind: &str, user: &str, jti: &str) -> Value {
    json!({ "token_type": kind, "exp": now() + 3600, "iat": now() - 60, "jti": jti, "user_id": user })
}
