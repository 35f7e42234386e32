//! Where the mail server is, and how the way there is encrypted.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::Secret;

/// What a server for submission listens on, RFC 6409.
const SUBMISSION: u16 = 587;
/// The same under TLS from the first byte, RFC 8314.
const SUBMISSIONS: u16 = 465;

/// Why an address cannot be used. Never quotes it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error(
        "it cannot be read as smtp://USER:PASSWORD@HOST:PORT or smtps://… (other signs than letters and digits in user and password as %XX)"
    )]
    Unreadable,
    #[error("a password needs a user before it: smtp://USER:PASSWORD@HOST")]
    PasswordAlone,
    #[error("after ? only tls=none and ca=FILE are known")]
    UnknownParameter,
    #[error(
        "tls=none sends passwords and letters as plain text, so it is possible with localhost, 127.0.0.1 and [::1] only"
    )]
    PlainAbroad,
    #[error("tls=none speaks against smtps://")]
    PlainOverTls,
    #[error("ca has no use with tls=none")]
    AuthorityForPlain,
}

/// How the way to the server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Begins as plain text; nothing is said before TLS but who offers what. Without an offer nothing is sent.
    StartTls,
    /// TLS from the first byte.
    Implicit,
    /// None: on this machine only.
    Plain,
}

/// A mail server's address: `smtp://USER:PASSWORD@HOST:PORT?ca=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpAddress {
    /// A name, or an address without brackets.
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub user: Option<String>,
    pub password: Option<Secret>,
    /// A file of PEM with authorities that are trusted besides those of this machine.
    pub authorities: Option<PathBuf>,
}

impl SmtpAddress {
    /// Reads an address that begins with `smtp://` (STARTTLS) or `smtps://` (TLS at once).
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let url = Url::parse(text).map_err(|_| AddressError::Unreadable)?;
        let is_implicit = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(AddressError::Unreadable),
        };
        let host = url.host_str().filter(|host| is_host(host)).ok_or(AddressError::Unreadable)?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(AddressError::Unreadable);
        }
        let (plain, authorities) = parameters(&url)?;
        let user = decoded(url.username())?;
        let password = url.password().map(decoded).transpose()?.filter(|password| !password.is_empty());
        if user.is_empty() && password.is_some() {
            return Err(AddressError::PasswordAlone);
        }
        Ok(Self {
            encryption: encryption(is_implicit, plain, host, authorities.is_some())?,
            port: url.port().unwrap_or(if is_implicit { SUBMISSIONS } else { SUBMISSION }),
            host: host.trim_matches(['[', ']']).to_owned(),
            user: (!user.is_empty()).then_some(user),
            password: password.map(Secret::new),
            authorities,
        })
    }
}

/// Without the password.
impl fmt::Display for SmtpAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.encryption == Encryption::Implicit { "smtps" } else { "smtp" };
        let user = self.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        write!(f, "{scheme}://{user}{host}:{}", self.port)?;
        if self.encryption == Encryption::Plain { f.write_str("?tls=none") } else { Ok(()) }
    }
}

/// Whether plain text is asked for, and whom to trust.
fn parameters(url: &Url) -> Result<(bool, Option<PathBuf>), AddressError> {
    let (mut plain, mut authorities) = (false, None);
    for (key, value) in url.query_pairs() {
        match (&*key, &*value) {
            ("tls", "none") => plain = true,
            ("ca", file) if !file.is_empty() => authorities = Some(PathBuf::from(file)),
            _ => return Err(AddressError::UnknownParameter),
        }
    }
    Ok((plain, authorities))
}

fn encryption(implicit: bool, plain: bool, host: &str, trusts: bool) -> Result<Encryption, AddressError> {
    match (implicit, plain) {
        (true, true) => Err(AddressError::PlainOverTls),
        (false, true) if !is_loopback(host) => Err(AddressError::PlainAbroad),
        (false, true) if trusts => Err(AddressError::AuthorityForPlain),
        (false, true) => Ok(Encryption::Plain),
        (true, false) => Ok(Encryption::Implicit),
        (false, false) => Ok(Encryption::StartTls),
    }
}

/// Whether the host is written as this machine. What the name leads to is looked at again when it is connected.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']);
    address.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte))
}

fn decoded(text: &str) -> Result<String, AddressError> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| AddressError::Unreadable)?;
    if text.chars().any(char::is_control) { Err(AddressError::Unreadable) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    fn parsed(text: &str) -> SmtpAddress {
        SmtpAddress::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn an_address_says_host_port_encryption_user_and_whom_to_trust() {
        let address = parsed("smtp://desk%40example.com:a%2Fb%20%D1%8F@mail.example.com?ca=/etc/mail%20ca.pem");
        assert_eq!((address.host.as_str(), address.port), ("mail.example.com", 587));
        assert_eq!(address.encryption, Encryption::StartTls);
        assert_eq!(address.user.as_deref(), Some("desk@example.com"));
        assert_eq!(address.password.as_ref().map(Secret::reveal), Some("a/b я"));
        assert_eq!(address.authorities, Some("/etc/mail ca.pem".into()));
        let address = parsed("smtps://mail.example.com");
        assert_eq!((address.port, address.encryption, address.user), (465, Encryption::Implicit, None));
        let address = parsed("smtps://[2001:db8::7]:2465/");
        assert_eq!((address.host.as_str(), address.port), ("2001:db8::7", 2465));
        assert_eq!(address.to_string(), "smtps://[2001:db8::7]:2465");
    }

    #[test]
    fn sec_TLS_02_plain_text_stays_on_this_machine_and_is_never_silent() {
        for host in ["localhost", "127.0.0.1", "127.8.8.8:25", "[::1]"] {
            assert_eq!(parsed(&format!("smtp://{host}")).encryption, Encryption::StartTls);
            assert_eq!(parsed(&format!("smtp://{host}?tls=none")).encryption, Encryption::Plain);
        }
        for host in ["mail.example.com", "10.0.0.5", "localhost.example.com", "128.0.0.1", "0.0.0.0", "[::]"] {
            let refused = SmtpAddress::parse(&format!("smtp://{host}?tls=none"));
            assert_eq!(refused, Err(AddressError::PlainAbroad), "{host}");
        }
        assert_eq!(SmtpAddress::parse("smtps://localhost?tls=none"), Err(AddressError::PlainOverTls));
        assert_eq!(SmtpAddress::parse("smtp://localhost?tls=none&ca=x"), Err(AddressError::AuthorityForPlain));
        for parameters in ["tls=optional", "tls=", "verify=off", "ca=", "TLS=none"] {
            let refused = SmtpAddress::parse(&format!("smtp://localhost?{parameters}"));
            assert_eq!(refused, Err(AddressError::UnknownParameter), "{parameters}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_quoted() {
        for text in [
            "mail.example.com",
            "smtp://",
            "http://mail.example.com",
            "smtp://mail.example.com/inbox",
            "smtp://mail.example.com#x",
            "smtp://mail.example.com:port",
            "smtp://почта.example.com",
            "smtp://user%0d%0a:Wren@mail.example.com",
        ] {
            assert_eq!(SmtpAddress::parse(text), Err(AddressError::Unreadable), "{text}");
        }
        assert_eq!(SmtpAddress::parse("smtp://:Wren@mail.example.com"), Err(AddressError::PasswordAlone));
    }

    #[test]
    fn a_password_is_not_shown() {
        let address = parsed("smtp://desk:Wren-Hollow-7@mail.example.com");
        let shown = format!("{address} {address:?}");
        assert!(!shown.contains("Wren") && shown.contains("smtp://desk@mail.example.com:587"), "{shown}");
    }
}
