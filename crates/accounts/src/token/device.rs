//! What a device keeps to be known again. It opens nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::entropy::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::Tokens;

const PREFIX: &str = "fdd_";
const ID: usize = 16;
const TAG: usize = 16;

/// As what a device's token is kept: a part of its hash.
pub type Mark = [u8; 16];

/// A token for a device that has none, with its mark.
#[derive(Clone, Debug)]
pub struct DeviceToken {
    pub text: String,
    pub mark: Mark,
}

impl Tokens {
    /// A new token: 128 random bits, signed, so that nobody can choose one.
    pub fn new_device(&self, entropy: Entropy) -> DeviceToken {
        let id = entropy.bytes::<ID>();
        let tag = self.device_mac(&id).finalize().into_bytes();
        let text = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([&id[..], &tag[..TAG]].concat()));
        DeviceToken { text, mark: mark(&id) }
    }

    /// The token that a device shows; `None` for any other text.
    pub fn read_device(&self, text: &str) -> Option<DeviceToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(PREFIX)?).ok().filter(|bytes| bytes.len() == ID + TAG)?;
        let (id, tag) = bytes.split_at(ID);
        self.device_mac(id).verify_truncated_left(tag).ok()?;
        Some(DeviceToken { text: text.to_owned(), mark: mark(id) })
    }

    fn device_mac(&self, id: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.device_key).expect("HMAC takes keys of any length");
        mac.update(id);
        mac
    }
}

fn mark(id: &[u8]) -> Mark {
    let mut mark = Mark::default();
    mark.copy_from_slice(&Sha256::digest(id)[..ID]);
    mark
}
