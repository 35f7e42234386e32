//! Keys that were carried over from an old backend: they verify what it signed until a stated moment, and sign nothing.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use frontdesk_kit::clock::Timestamp;
use sha2::{Digest, Sha256};

use super::{KeyError, SAMPLES, SHORTEST_SECRET, file, files_named, hex, private_text};

const PREFIX: &str = "carried-";
/// What `django-admin startproject` writes before a random key. It says that the key has been in everybody's view of the
/// code, not that it can be guessed.
const OF_STARTPROJECT: &str = "django-insecure";

/// A key of the old backend's HS256 tokens.
#[derive(Clone)]
pub struct CarriedKey {
    pub secret: Vec<u8>,
    /// From this moment on it verifies nothing.
    pub until: Timestamp,
}

/// What came of carrying a key over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Until when it verifies: as said before, if it was there already.
    pub until: Timestamp,
    /// It was there already.
    pub known: bool,
    /// It is one that a new project begins with, which its whole team may know.
    pub of_startproject: bool,
}

/// Refuses keys that others may know or guess.
pub fn check_carried(secret: &str) -> Result<(), KeyError> {
    let lower = secret.to_lowercase();
    let all_one = secret.bytes().all(|byte| Some(byte) == secret.bytes().next());
    let sample = SAMPLES.iter().any(|sample| *sample != OF_STARTPROJECT && lower.starts_with(sample));
    if secret.len() < SHORTEST_SECRET || all_one || sample { Err(KeyError::WeakCarried) } else { Ok(()) }
}

/// Keeps `secret` under `data/keys` until the moment `until`, from the next start on.
pub fn carry_over(data: &Path, secret: &str, until: Timestamp) -> Result<Carried, KeyError> {
    check_carried(secret)?;
    let folder = data.join("keys");
    fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(|e| file(&folder, e))?;
    let of_startproject = secret.starts_with(OF_STARTPROJECT);
    let path = folder.join(format!("{PREFIX}{}.key", hex(&Sha256::digest(secret.as_bytes())[..8])));
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut made) => {
            let text = format!("{}\n{}\n", until.0, hex(secret.as_bytes()));
            made.write_all(text.as_bytes()).and_then(|()| made.sync_all()).map_err(|e| file(&path, e))?;
            Ok(Carried { until, known: false, of_startproject })
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Ok(Carried { until: read(&path)?.until, known: true, of_startproject })
        }
        Err(error) => Err(file(&path, error)),
    }
}

/// The carried keys that still verify.
pub(super) fn read_all(folder: &Path, now: Timestamp) -> Result<Vec<CarriedKey>, KeyError> {
    let keys = files_named(folder, PREFIX)?.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(keys.into_iter().filter(|key| now < key.until).collect())
}

fn read(path: &Path) -> Result<CarriedKey, KeyError> {
    let text = private_text(path)?;
    let parsed = text.trim().split_once('\n').and_then(|(until, secret)| {
        let secret = bytes(secret.trim()).filter(|secret| secret.len() >= SHORTEST_SECRET)?;
        Some(CarriedKey { secret, until: Timestamp(until.trim().parse().ok()?) })
    });
    parsed.ok_or_else(|| KeyError::Unreadable(path.to_owned()))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const KEY: &str = "django-insecure-&8v#x@2k)ключ%w=t!z0q";

    #[test]
    fn sec_KEY_01_a_carried_key_is_private_and_has_an_end_that_does_not_move() {
        let data = tempfile::tempdir().expect("a folder");
        let first = carry_over(data.path(), KEY, Timestamp(100)).expect("carried");
        assert_eq!(first, Carried { until: Timestamp(100), known: false, of_startproject: true });
        let again = carry_over(data.path(), KEY, Timestamp(900)).expect("known");
        assert_eq!(again, Carried { until: Timestamp(100), known: true, of_startproject: true });
        let folder = data.path().join("keys");
        let keys = read_all(&folder, Timestamp(99)).expect("read");
        assert_eq!((keys.len(), keys[0].secret.as_slice()), (1, KEY.as_bytes()));
        assert!(read_all(&folder, Timestamp(100)).expect("read").is_empty());
        let path = fs::read_dir(&folder).expect("read").next().expect("one").expect("entry").path();
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("chmod");
        assert!(matches!(read_all(&folder, Timestamp(1)), Err(KeyError::TooOpen(_))));
    }

    #[test]
    fn sec_KEY_01_a_key_from_a_tutorial_is_not_carried_over() {
        for weak in ["", "short", "aaaaaaaaaaaaaaaaaaaaaaaa", "secret-secret-secret", "your-256-bit-secret-it-is"] {
            assert!(matches!(check_carried(weak), Err(KeyError::WeakCarried)), "{weak}");
        }
    }
}
