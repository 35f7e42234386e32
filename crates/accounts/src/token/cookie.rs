//! What a browser holds of a session: a cookie, and the token against forged requests that goes with it.
//!
//! Both are computed from the session's id under a key that is not in the database, which so lets nobody in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::ids::PublicId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Tokens;
use crate::keys::hex;

const SESSION: usize = 16;
const TAG: usize = 32;

impl Tokens {
    /// The value of the session's cookie.
    pub fn session_cookie(&self, session: PublicId) -> String {
        let tag = self.cookie_mac("session", session).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([session.0.as_bytes(), &tag[..]].concat())
    }

    /// The session whose cookie has this value; `None` for any other text.
    pub fn read_session_cookie(&self, text: &str) -> Option<PublicId> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == SESSION + TAG)?;
        let session = PublicId(uuid::Uuid::from_slice(&bytes[..SESSION]).ok()?);
        self.cookie_mac("session", session).verify_slice(&bytes[SESSION..]).ok()?;
        Some(session)
    }

    /// What a writing request of the session has to show besides its cookie: 64 hexadecimal digits.
    pub fn csrf_token(&self, session: PublicId) -> String {
        hex(&self.cookie_mac("csrf", session).finalize().into_bytes())
    }

    /// Whether `shown` is the session's [`Tokens::csrf_token`]; compared in constant time.
    pub fn is_csrf_token(&self, session: PublicId, shown: &str) -> bool {
        aws_lc_rs::constant_time::verify_slices_are_equal(self.csrf_token(session).as_bytes(), shown.as_bytes()).is_ok()
    }

    /// The short token that stands for the session where a wire shows one: 32 hexadecimal digits. It opens nothing.
    pub fn short_token(&self, session: PublicId) -> String {
        hex(&self.cookie_mac("short", session).finalize().into_bytes()[..16])
    }

    fn cookie_mac(&self, use_of_it: &str, session: PublicId) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.cookie_key).expect("HMAC takes keys of any length");
        mac.update(use_of_it.as_bytes());
        mac.update(session.0.as_bytes());
        mac
    }
}
