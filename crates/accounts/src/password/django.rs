//! Hashes as Django stores them, but for Argon2's: verified as they stand, never made.

use std::num::NonZeroU32;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::{digest, pbkdf2};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest as _, Md5};
use scrypt::Params;

use crate::keys::hex;

/// The most rounds of PBKDF2 that a stored hash may ask for, about 1 s; Django 5.2 asks for 1,000,000.
const MAX_ITERATIONS: u32 = 3_000_000;
/// The highest cost of bcrypt, about 1.1 s; Django asks for 12, and each step doubles it.
const MAX_BCRYPT_COST: u32 = 14;
/// The most work of scrypt (N × r × p), about 0.6 s; Django asks for a third of it.
const MAX_SCRYPT_WORK: u64 = 1 << 21;
/// The most memory of scrypt in KiB, as for Argon2.
const MAX_SCRYPT_KIB: u64 = 256 * 1024;
/// A shorter output would let a wrong password pass by chance.
const SHORTEST_OUTPUT: usize = 16;

/// How long the check of a hash takes depends on this first of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pbkdf2,
    Bcrypt,
    Scrypt,
    /// One pass of MD5 or SHA-1.
    Digest,
}

/// A stored hash, read and found affordable.
pub(super) enum DjangoHash {
    Pbkdf2 { algorithm: pbkdf2::Algorithm, iterations: NonZeroU32, salt: String, output: Vec<u8> },
    Bcrypt { hashed_before: bool, hash: String },
    Scrypt { params: Params, kib: u64, salt: String, output: Vec<u8> },
    Md5 { salt: String, output: String },
    Sha1 { salt: String, output: String },
}

impl DjangoHash {
    /// Reads a stored text; `None` for an unusable password (`!…`), for what no hasher of Django writes, and for costs
    /// that are beyond what this server is willing to pay for a sign-in.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((algorithm, rest)) = text.split_once('$') else { return unsalted(text) };
        match algorithm {
            "pbkdf2_sha256" => pbkdf2(rest, pbkdf2::PBKDF2_HMAC_SHA256),
            "pbkdf2_sha1" => pbkdf2(rest, pbkdf2::PBKDF2_HMAC_SHA1),
            "bcrypt_sha256" => bcrypt(rest, true),
            "bcrypt" => bcrypt(rest, false),
            "scrypt" => scrypt(rest),
            "md5" => salted(rest, 32).map(|(salt, output)| Self::Md5 { salt, output }),
            "sha1" => salted(rest, 40).map(|(salt, output)| Self::Sha1 { salt, output }),
            _ => None,
        }
    }

    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Pbkdf2 { .. } => Kind::Pbkdf2,
            Self::Bcrypt { .. } => Kind::Bcrypt,
            Self::Scrypt { .. } => Kind::Scrypt,
            Self::Md5 { .. } | Self::Sha1 { .. } => Kind::Digest,
        }
    }

    /// Memory that the check works in, in KiB.
    pub fn memory_kib(&self) -> u64 {
        if let Self::Scrypt { kib, .. } = self { *kib } else { 0 }
    }

    /// Whether `password` is the one that it was made from; compared in constant time.
    pub fn matches(&self, password: &str) -> bool {
        match self {
            Self::Pbkdf2 { algorithm, iterations, salt, output } => {
                pbkdf2::verify(*algorithm, *iterations, salt.as_bytes(), password.as_bytes(), output).is_ok()
            }
            Self::Bcrypt { hashed_before, hash } => {
                let password = if *hashed_before { sha256_hex(password) } else { password.to_owned() };
                bcrypt::verify(password, hash).unwrap_or(false)
            }
            Self::Scrypt { params, salt, output, .. } => {
                let mut made = vec![0; output.len()];
                scrypt::scrypt(password.as_bytes(), salt.as_bytes(), params, &mut made).is_ok()
                    && verify_slices_are_equal(&made, output).is_ok()
            }
            Self::Md5 { salt, output } => equal(&Md5::digest(format!("{salt}{password}")), output),
            Self::Sha1 { salt, output } => {
                let made = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, format!("{salt}{password}").as_bytes());
                equal(made.as_ref(), output)
            }
        }
    }
}

fn sha256_hex(password: &str) -> String {
    hex(digest::digest(&digest::SHA256, password.as_bytes()).as_ref())
}

fn equal(made: &[u8], stored: &str) -> bool {
    verify_slices_are_equal(hex(made).as_bytes(), stored.as_bytes()).is_ok()
}

/// `ITERATIONS$SALT$BASE64`
fn pbkdf2(rest: &str, algorithm: pbkdf2::Algorithm) -> Option<DjangoHash> {
    let [iterations, salt, output] = pieces(rest)?;
    let iterations: NonZeroU32 =
        iterations.parse().ok().filter(|rounds: &NonZeroU32| rounds.get() <= MAX_ITERATIONS)?;
    Some(DjangoHash::Pbkdf2 { algorithm, iterations, salt: salt.to_owned(), output: decoded(output)? })
}

/// `$2b$COST$SALT-AND-HASH`, in whichever of bcrypt's versions.
fn bcrypt(rest: &str, hashed_before: bool) -> Option<DjangoHash> {
    let ["", version, cost, _] = pieces(rest)? else { return None };
    let cost: u32 = cost.parse().ok()?;
    let sound = ["2a", "2b", "2y"].contains(&version) && (4..=MAX_BCRYPT_COST).contains(&cost) && rest.len() == 60;
    sound.then(|| DjangoHash::Bcrypt { hashed_before, hash: rest.to_owned() })
}

/// `N$SALT$R$P$BASE64`
fn scrypt(rest: &str) -> Option<DjangoHash> {
    let [n, salt, r, p, output] = pieces(rest)?;
    let (n, r, p): (u64, u32, u32) = (n.parse().ok()?, r.parse().ok()?, p.parse().ok()?);
    let block = n.checked_mul(u64::from(r))?;
    let (kib, work) = (block / 8, block.checked_mul(u64::from(p))?);
    if !n.is_power_of_two() || kib > MAX_SCRYPT_KIB || work > MAX_SCRYPT_WORK {
        return None;
    }
    let params = Params::new(u8::try_from(n.ilog2()).ok()?, r, p).ok()?;
    Some(DjangoHash::Scrypt { params, kib, salt: salt.to_owned(), output: decoded(output)? })
}

/// `SALT$HEX`
fn salted(rest: &str, digits: usize) -> Option<(String, String)> {
    let [salt, output] = pieces(rest)?;
    is_hex(output, digits).then(|| (salt.to_owned(), output.to_ascii_lowercase()))
}

/// What Django wrote before it knew salts: MD5 in hexadecimal digits.
fn unsalted(text: &str) -> Option<DjangoHash> {
    is_hex(text, 32).then(|| DjangoHash::Md5 { salt: String::new(), output: text.to_ascii_lowercase() })
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn decoded(output: &str) -> Option<Vec<u8>> {
    STANDARD.decode(output).ok().filter(|output| output.len() >= SHORTEST_OUTPUT)
}

/// Exactly so many pieces between dollar signs.
fn pieces<const N: usize>(text: &str) -> Option<[&str; N]> {
    text.split('$').collect::<Vec<_>>().try_into().ok()
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    /// The password of every hash below, all made by Django 5.2.19.
    const PASSWORD: &str = "Пароль из Django 5";

    fn is_right(stored: &str) {
        let hash = DjangoHash::parse(stored).unwrap_or_else(|| panic!("{stored} was not understood"));
        assert!(hash.matches(PASSWORD), "{stored}");
        assert!(!hash.matches("Пароль из Django 6") && !hash.matches(""), "{stored}");
    }

    #[test]
    fn sec_PWD_02_every_sound_hash_of_django_verifies_as_it_stands() {
        is_right("pbkdf2_sha256$1000000$Salt0Salt0Salt0Salt0ab$qC6gLGBEVHB7eqrMg1iR5/x87J2XAU6TxQjn2NlVTmg=");
        is_right("pbkdf2_sha256$1000$Salt0Salt0Salt0Salt0ab$Y4YiknR4BfvKlNciWq0Quv4inifxwQsxuIqzvLB4ssw=");
        is_right("pbkdf2_sha1$1000$Salt0Salt0Salt0Salt0ab$XCsfSMxS2ximThqXBtoe0FSgyVg=");
        is_right("bcrypt_sha256$$2b$04$JSCsuVTB18SVXXXHlZ1BjO2gIhZ35ObZ7OX/AVA1jL0EhB6O9DlRi");
        is_right("bcrypt$$2b$04$O3Q0NnayW5TL5RRuglhQquE0norDiDW2ztkZWff2K8THtylhdCiuG");
        is_right(
            "scrypt$16384$Salt0Salt0Salt0Salt0ab$8$5$blQ++wHqrDIeqr4Q1MAhy+6cwBdeSBsmAJkt7qYTRdDWAFms9Vkl1460rw4QO7E\
             pe6NRe5NgnOFJ9NE9ktD9Yw==",
        );
        is_right(
            "scrypt$256$Salt0Salt0Salt0Salt0ab$8$2$aEeVQg/H9QnU7QLa6urLCG0/51C62NkAhKoL7hrhOyBNd0WWreD3JzG8QzooTLLLN\
             pvvEkJuhf+dBUK4Bh6kxw==",
        );
    }

    #[test]
    fn hashes_of_one_pass_are_understood_and_called_so() {
        for stored in [
            "md5$salty$856e3c7be7365b9b39d87fa4e738abb4",
            "sha1$salty$a7641f4f14e49fe2ebf808f37eec0cd39138cf94",
            "sha1$$5dad7e80d26e3994ca4dd79e73510ccf169e49d9",
            "md5$$5898dbe799e57f10679c690d327fb1cc",
            "5898DBE799E57F10679C690D327FB1CC",
        ] {
            is_right(stored);
            assert_eq!(DjangoHash::parse(stored).map(|hash| hash.kind()), Some(Kind::Digest), "{stored}");
        }
    }

    #[test]
    fn sec_PWD_06_a_row_cannot_ask_for_absurd_work() {
        let output = "Y4YiknR4BfvKlNciWq0Quv4inifxwQsxuIqzvLB4ssw=";
        for stored in [
            format!("pbkdf2_sha256$3000001$salt${output}"),
            format!("pbkdf2_sha256$4294967296$salt${output}"),
            format!("pbkdf2_sha256$0$salt${output}"),
            "bcrypt$$2b$15$O3Q0NnayW5TL5RRuglhQquE0norDiDW2ztkZWff2K8THtylhdCiuG".to_owned(),
            "bcrypt$$2b$31$O3Q0NnayW5TL5RRuglhQquE0norDiDW2ztkZWff2K8THtylhdCiuG".to_owned(),
            format!("scrypt$1048576$salt$8$1${output}"),
            format!("scrypt$16384$salt$8$50${output}"),
            format!("scrypt$18446744073709551615$salt$8$1${output}"),
            format!("scrypt$9223372036854775808$salt$4294967295$4294967295${output}"),
        ] {
            assert!(DjangoHash::parse(&stored).is_none(), "{stored}");
        }
    }

    #[test]
    fn what_is_no_hash_is_not_taken_for_one() {
        for stored in [
            "",
            "!",
            "!W0RqyVdpxo2hsO6jLzTyfcUZxvro6o3goptvdTzC",
            "pbkdf2_sha256$1000$salt$",
            "pbkdf2_sha256$1000$salt$AAAA",
            "pbkdf2_sha256$1000$salt",
            "pbkdf2_sha512$1000$salt$Y4YiknR4BfvKlNciWq0Quv4inifxwQsxuIqzvLB4ssw=",
            "scrypt$15$salt$8$5$Y4YiknR4BfvKlNciWq0Quv4inifxwQsxuIqzvLB4ssw=",
            "bcrypt$$2b$04$",
            "bcrypt$2b$04$O3Q0NnayW5TL5RRuglhQquE0norDiDW2ztkZWff2K8THtylhdCiuG",
            "md5$salty$",
            "md5$salty$856e3c7be7365b9b39d87fa4e738abbz",
            "crypt$$ab1Ql4Q3ZQ1Fc",
            "plain text",
        ] {
            assert!(DjangoHash::parse(stored).is_none(), "{stored}");
        }
    }
}
