//! Links and codes that are sent to an address or a number, to be shown again.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::entropy::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::Tokens;
use crate::model::UserId;
use crate::store::proofs::{Hashes, Purpose};

/// What is sent out, once; kept are only its hashes.
pub struct Sent {
    /// 256 random bits.
    pub link: String,
    /// Six digits.
    pub code: String,
    pub hashes: Hashes,
}

impl Tokens {
    /// A new link and a code that says the same, for one purpose of one person.
    pub fn new_proof(&self, entropy: Entropy, user: UserId, purpose: Purpose) -> Sent {
        let (link, link_hash) = self.new_link(entropy);
        let code = format!("{:06}", u64::from_be_bytes(entropy.bytes()) % 1_000_000);
        let hashes = Hashes { link: link_hash, code: self.code_hash(user, purpose, &code) };
        Sent { link, code, hashes }
    }

    /// A new link by itself: 256 random bits, and as what they are kept.
    pub fn new_link(&self, entropy: Entropy) -> (String, Vec<u8>) {
        let link = URL_SAFE_NO_PAD.encode(entropy.bytes::<32>());
        let hash = self.link_hash(&link);
        (link, hash)
    }

    /// As which a link is kept.
    pub fn link_hash(&self, link: &str) -> Vec<u8> {
        Sha256::digest(link.as_bytes()).to_vec()
    }

    /// As which a code is kept: under a key, because there are few codes and all could be tried.
    pub fn code_hash(&self, user: UserId, purpose: Purpose, code: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.proof_key).expect("HMAC takes keys of any length");
        mac.update(purpose.name().as_bytes());
        mac.update(&user.0.to_be_bytes());
        mac.update(code.trim().as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}
