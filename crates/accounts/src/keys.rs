//! The installation's secret keys: files under `DATA/keys`, readable by their owner only.

mod carried;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::entropy::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

pub use carried::{Carried, CarriedKey, carry_over, check_carried};

/// The shortest secret for the dialects' HS256 tokens, in bytes.
const SHORTEST_SECRET: usize = 16;
/// Texts that stand in examples and tutorials.
const SAMPLES: [&str; 6] = ["secret", "changeme", "change-me", "your-256-bit-secret", "django-insecure", "example"];
/// What stands before the 32 seed bytes in a PKCS #8 file of an Ed25519 key (RFC 8410 section 7).
const PKCS8_PREFIX: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error("{0}: not a key that Frontdesk wrote")]
    Unreadable(PathBuf),
    #[error("{0} can be read by others; run `chmod 600` on it")]
    TooOpen(PathBuf),
    #[error("FRONTDESK_DIALECT_SECRET is too weak: at least {SHORTEST_SECRET} bytes, and none from an example")]
    WeakSecret,
    #[error("the old key is too weak to be trusted: at least {SHORTEST_SECRET} bytes, and none from an example")]
    WeakCarried,
    #[error("there is no key {0}")]
    Unknown(String),
    #[error("the newest key signs; rotate before you revoke it")]
    Newest,
}

/// An Ed25519 key pair that signs access tokens.
#[derive(Clone)]
pub struct SigningKey {
    pub kid: String,
    seed: [u8; 32],
    public: Vec<u8>,
}

impl SigningKey {
    fn from_seed(seed: [u8; 32], path: &Path) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| KeyError::Unreadable(path.to_owned()))?;
        let public = pair.public_key().as_ref().to_vec();
        let kid = URL_SAFE_NO_PAD.encode(&Sha256::digest(&public)[..12]);
        Ok(Self { kid, seed, public })
    }

    /// The private key as PKCS #8.
    pub fn pkcs8(&self) -> Vec<u8> {
        [&PKCS8_PREFIX[..], &self.seed].concat()
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> &[u8] {
        &self.public
    }
}

/// All keys of an installation.
pub struct KeyRing {
    master: [u8; 32],
    /// Signs and verifies the dialects' HS256 tokens.
    pub dialect_secret: Vec<u8>,
    /// The newest first: it signs, all of them verify.
    pub signing: Vec<SigningKey>,
    /// Verify the HS256 tokens of an old backend.
    pub carried: Vec<CarriedKey>,
}

impl KeyRing {
    /// Reads the keys under `data/keys`, making what is missing. `dialect_secret` replaces the file's.
    pub fn open(data: &Path, dialect_secret: Option<&str>, entropy: Entropy, now: Timestamp) -> Result<Self, KeyError> {
        let folder = data.join("keys");
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(|e| file(&folder, e))?;
        let master = key_file(&folder.join("master.key"), entropy)?;
        let dialect_secret = match dialect_secret {
            Some(secret) if weak(secret) => return Err(KeyError::WeakSecret),
            Some(secret) => secret.as_bytes().to_vec(),
            None => hex(&key_file(&folder.join("dialect.key"), entropy)?).into_bytes(),
        };
        let mut paths = signing_files(&folder)?;
        if paths.is_empty() {
            paths.push(Self::add_signing_key(data, entropy, now)?);
        }
        let read = |path: &PathBuf| SigningKey::from_seed(read_key(path)?, path);
        let signing = paths.iter().rev().map(read).collect::<Result<_, _>>()?;
        Ok(Self { master, dialect_secret, signing, carried: carried::read_all(&folder, now)? })
    }

    /// Makes a new signing key, used from the next start on; older ones go on verifying.
    pub fn add_signing_key(data: &Path, entropy: Entropy, now: Timestamp) -> Result<PathBuf, KeyError> {
        let folder = data.join("keys");
        let newest = signing_files(&folder)?.len();
        let path = folder.join(format!("access-{:012}-{newest:04}.key", now.0.max(0)));
        key_file(&path, entropy)?;
        Ok(path)
    }

    /// Removes the signing key called `kid`: what it signed is refused from the next start on.
    pub fn revoke_signing_key(data: &Path, kid: &str) -> Result<(), KeyError> {
        let paths = signing_files(&data.join("keys"))?;
        for (index, path) in paths.iter().enumerate() {
            if SigningKey::from_seed(read_key(path)?, path)?.kid == kid {
                if index + 1 == paths.len() {
                    return Err(KeyError::Newest);
                }
                return fs::remove_file(path).map_err(|e| file(path, e));
            }
        }
        Err(KeyError::Unknown(kid.to_owned()))
    }

    /// A key for one purpose, derived from the master key; different purposes share nothing.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.master).expect("HMAC takes keys of any length");
        mac.update(b"frontdesk ");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn weak(secret: &str) -> bool {
    let lower = secret.to_lowercase();
    let all_one = secret.bytes().all(|byte| Some(byte) == secret.bytes().next());
    secret.len() < SHORTEST_SECRET || all_one || SAMPLES.iter().any(|sample| lower.starts_with(sample))
}

fn signing_files(folder: &Path) -> Result<Vec<PathBuf>, KeyError> {
    files_named(folder, "access-")
}

/// The files of `folder` whose names begin with `prefix`, in the order of their names.
fn files_named(folder: &Path, prefix: &str) -> Result<Vec<PathBuf>, KeyError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(file(folder, error)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix)));
    paths.sort();
    Ok(paths)
}

/// Reads the key at `path`, making it when it is missing.
fn key_file(path: &Path, entropy: Entropy) -> Result<[u8; 32], KeyError> {
    let key = entropy.bytes::<32>();
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut made) => {
            made.write_all(hex(&key).as_bytes()).and_then(|()| made.sync_all()).map_err(|e| file(path, e))?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => read_key(path),
        Err(error) => Err(file(path, error)),
    }
}

fn read_key(path: &Path) -> Result<[u8; 32], KeyError> {
    unhex(private_text(path)?.trim()).ok_or_else(|| KeyError::Unreadable(path.to_owned()))
}

/// The text of a file that nobody but its owner may read.
fn private_text(path: &Path) -> Result<String, KeyError> {
    let mode = fs::metadata(path).map_err(|e| file(path, e))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyError::TooOpen(path.to_owned()));
    }
    fs::read_to_string(path).map_err(|e| file(path, e))
}

fn file(path: &Path, error: std::io::Error) -> KeyError {
    KeyError::File(path.to_owned(), error)
}

/// Small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests {
    use super::*;

    #[test]
    fn sec_KEY_01_keys_are_made_private_and_weak_ones_stop_the_start() {
        let data = tempfile::tempdir().expect("a folder");
        let open = |secret| KeyRing::open(data.path(), secret, Entropy::system(), Timestamp(1));
        let first = open(None).expect("made");
        for entry in fs::read_dir(data.path().join("keys")).expect("read") {
            let mode = entry.expect("entry").metadata().expect("metadata").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(first.derive("x"), open(None).expect("read").derive("x"));
        assert!(matches!(open(Some("short")), Err(KeyError::WeakSecret)));
        assert!(matches!(open(Some("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")), Err(KeyError::WeakSecret)));
        assert!(matches!(open(Some("changeme-changeme-changeme-12345")), Err(KeyError::WeakSecret)));
        fs::set_permissions(data.path().join("keys/master.key"), fs::Permissions::from_mode(0o644)).expect("chmod");
        assert!(matches!(open(None), Err(KeyError::TooOpen(_))));
    }

    #[test]
    fn sec_KEY_02_a_new_key_signs_and_the_old_one_verifies_until_it_is_revoked() {
        let data = tempfile::tempdir().expect("a folder");
        let open = || KeyRing::open(data.path(), None, Entropy::system(), Timestamp(1)).expect("keys");
        let old = open().signing[0].kid.clone();
        KeyRing::add_signing_key(data.path(), Entropy::system(), Timestamp(2)).expect("added");
        let kids: Vec<_> = open().signing.iter().map(|key| key.kid.clone()).collect();
        assert_eq!(kids.len(), 2);
        assert_eq!(kids[1], old);
        assert!(matches!(KeyRing::revoke_signing_key(data.path(), &kids[0]), Err(KeyError::Newest)));
        KeyRing::revoke_signing_key(data.path(), &old).expect("revoked");
        assert_eq!(open().signing.len(), 1);
    }
}
