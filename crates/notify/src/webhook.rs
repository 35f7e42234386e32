//! Webhooks as <https://www.standardwebhooks.com> describes them: signed, so that the receiver knows whom they come from.

use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_kit::clock::Timestamp;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, StatusCode};

use crate::outbound::{Limits, Outbound};

/// What one delivery may cost: ten seconds, and an answer of 16 KiB, which nobody reads.
const LIMITS: Limits = Limits { time: Duration::from_secs(10), answer: 16 << 10 };

/// What the receiver checks signatures with.
///
/// It is computed from a key that is not in the database: who steals that can sign nothing.
pub struct WebhookSecret([u8; 32]);

impl WebhookSecret {
    /// The secret that belongs to `name`, under the installation's `key`.
    pub fn of(key: &[u8; 32], name: &str) -> Self {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), name.as_bytes());
        let mut secret = [0; 32];
        secret.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
        Self(secret)
    }

    /// As it is given to the receiver, once.
    pub fn reveal(&self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    fn signature(&self, id: &str, at: Timestamp, body: &str) -> String {
        let signed = format!("{id}.{}.{body}", at.0);
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), signed.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    }
}

/// Something to be delivered.
#[derive(Clone, Copy, Debug)]
pub struct Parcel<'a> {
    /// The same for every attempt, so that the receiver can tell what has come before.
    pub id: &'a str,
    pub url: &'a str,
    pub body: &'a str,
    /// When it is sent: a receiver refuses what is old, so that nobody can send it again.
    pub at: Timestamp,
}

/// Why a delivery did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was answered, if anything was.
    pub status: Option<u16>,
    pub why: String,
}

impl Refusal {
    /// Whether the receiver says that it will never take anything any more.
    pub fn is_final(&self) -> bool {
        self.status == Some(StatusCode::GONE.as_u16())
    }
}

/// Delivers `parcel`, which has arrived when the answer is 2xx; tells the status.
pub async fn deliver(outbound: &Outbound, parcel: Parcel<'_>, secret: &WebhookSecret) -> Result<u16, Refusal> {
    let failed = |why: String| Refusal { status: None, why };
    let headers = [
        ("webhook-id", parcel.id.to_owned()),
        ("webhook-timestamp", parcel.at.0.to_string()),
        ("webhook-signature", secret.signature(parcel.id, parcel.at, parcel.body)),
    ];
    let mut request = Request::post("/").header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(parcel.body.to_owned()).map_err(|error| failed(error.to_string()))?;
    let answer = outbound.fetch(parcel.url, request, LIMITS).await.map_err(|error| failed(error.to_string()))?;
    let status = answer.status.as_u16();
    if answer.status.is_success() {
        return Ok(status);
    }
    Err(Refusal { status: Some(status), why: format!("it answered {status}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standard() {
        // The example of the standard's own library.
        let mut key = [0; 32];
        let given = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
        key[..given.len()].copy_from_slice(&given);
        // A key is padded with zeros, so that a shorter one gives the same.
        let signature = WebhookSecret(key).signature(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Timestamp(1_614_265_330),
            "{\"test\": 2432232314}",
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn each_name_has_a_secret_of_its_own_and_always_the_same() {
        let of = |name: &str| WebhookSecret::of(&[7; 32], name).reveal();
        assert!(of("a 1") == of("a 1") && of("a 1") != of("a 2") && of("a 1").starts_with("whsec_"));
        assert_ne!(of("a 1"), WebhookSecret::of(&[8; 32], "a 1").reveal());
    }
}
