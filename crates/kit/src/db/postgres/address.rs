//! A PostgreSQL address taken apart: what the driver needs, and whether the way there is encrypted.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use super::super::DbError;

/// Why an address cannot be used. Never quotes it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("it cannot be read as postgres://USER:PASSWORD@HOST/NAME")]
    Unreadable,
    /// What `prefer` and `allow` promise, anybody between the two can undo.
    #[error("sslmode=prefer and sslmode=allow fall back to plain text unasked; say verify-full or disable")]
    Downgrade,
    #[error("sslmode must be verify-full, require (which verifies just the same here) or disable")]
    UnknownMode,
    #[error("sslrootcert has no use with sslmode=disable")]
    RootsForPlain,
    #[error("a socket in the file system is not encrypted; leave sslmode and sslrootcert out")]
    EncryptedSocket,
}

impl From<AddressError> for DbError {
    fn from(error: AddressError) -> Self {
        DbError::Unavailable(format!("about its address: {error}"))
    }
}

/// Whom a server's certificate must come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Roots {
    /// The authorities that this machine trusts.
    System,
    /// Those in a file of PEM, and no others.
    File(PathBuf),
}

/// How the server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Plain,
    /// Encrypted, after the certificate and the name in it were verified; or not at all.
    Verified(Roots),
}

/// An address that can be used.
#[derive(Debug)]
pub(super) struct Address {
    pub config: Config,
    pub way: Way,
}

/// What an address says about encryption.
#[derive(Debug, Default)]
struct Said {
    mode: Option<String>,
    roots: Option<String>,
}

impl Address {
    /// Reads `postgres://USER:PASSWORD@HOST:PORT/NAME?sslmode=…&sslrootcert=…`.
    ///
    /// The driver knows less of the two parameters than libpq does, so they are settled here.
    pub fn parse(url: &str) -> Result<Self, AddressError> {
        let (for_driver, said) = take_apart(url);
        let mut config: Config = for_driver.parse().map_err(|_| AddressError::Unreadable)?;
        let way = said.way(stays_here(&config))?;
        if way != Way::Plain && config.get_hosts().iter().any(|host| matches!(host, Host::Unix(_))) {
            return Err(AddressError::EncryptedSocket);
        }
        config.ssl_mode(if way == Way::Plain { SslMode::Disable } else { SslMode::Require });
        Ok(Self { config, way })
    }
}

impl Said {
    fn way(self, stays_here: bool) -> Result<Way, AddressError> {
        let roots = match self.roots.as_deref() {
            None | Some("" | "system") => Roots::System,
            Some(file) => Roots::File(file.into()),
        };
        match (self.mode.as_deref(), self.roots) {
            (Some("disable"), Some(_)) => Err(AddressError::RootsForPlain),
            (Some("disable"), None) => Ok(Way::Plain),
            // Whoever says whom to trust wants to be asked.
            (None, None) if stays_here => Ok(Way::Plain),
            (Some("require" | "verify-full") | None, _) => Ok(Way::Verified(roots)),
            (Some("prefer" | "allow"), _) => Err(AddressError::Downgrade),
            (Some(_), _) => Err(AddressError::UnknownMode),
        }
    }
}

/// The address without what is not for the driver, and that.
fn take_apart(url: &str) -> (String, Said) {
    // As the driver does: everything up to the first @ is the user and the password.
    let host = url.find('@').map_or(0, |at| at + 1);
    let Some(question) = url[host..].find('?') else { return (url.to_owned(), Said::default()) };
    let (address, parameters) = url.split_at(host + question);
    let (mut said, mut rest) = (Said::default(), String::new());
    for parameter in parameters[1..].split('&') {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        match decoded(key).as_str() {
            "sslmode" => said.mode = Some(decoded(value)),
            "sslrootcert" => said.roots = Some(decoded(value)),
            _ => {
                rest.push(if rest.is_empty() { '?' } else { '&' });
                rest.push_str(parameter);
            }
        }
    }
    (format!("{address}{rest}"), said)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Whether nothing leaves this machine on the way to the server. A name with an address beside it must both be ours.
fn stays_here(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name.eq_ignore_ascii_case("localhost")
                || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    };
    config.get_hosts().iter().all(is_here) && config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback)
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    fn way(url: &str) -> Result<Way, AddressError> {
        Address::parse(url).map(|address| {
            let asks = address.config.get_ssl_mode() == SslMode::Require;
            assert_eq!(asks, address.way != Way::Plain, "{url}");
            address.way
        })
    }

    #[test]
    fn sec_TLS_02_only_what_stays_on_this_machine_is_plain_unasked() {
        let system = Ok(Way::Verified(Roots::System));
        for host in ["localhost", "127.0.0.1:5433", "[::1]", "%2Frun%2Fpostgresql", "localhost,127.0.0.2"] {
            assert_eq!(way(&format!("postgres://desk:pw@{host}/desk")), Ok(Way::Plain), "{host}");
        }
        assert_eq!(way("postgres:///desk?host=/run/postgresql"), Ok(Way::Plain));
        for host in ["db.example.com", "10.0.0.5", "localhost.example.com", "localhost,10.0.0.5", "[2001:db8::1]"] {
            assert_eq!(way(&format!("postgresql://desk@{host}/desk")), system, "{host}");
        }
        assert_eq!(way("postgres://localhost/desk?hostaddr=10.0.0.5"), system);
        assert_eq!(way("postgres://db.example.com/desk?hostaddr=127.0.0.1"), system);
        assert_eq!(way("postgres://db.example.com/desk?sslmode=disable"), Ok(Way::Plain));
    }

    #[test]
    fn sec_TLS_02_what_is_asked_for_is_verified_wherever_the_server_is() {
        for mode in ["require", "verify-full", "verify%2Dfull"] {
            let url = format!("postgres://desk:a?b@localhost/desk?application_name=x&sslmode={mode}&connect_timeout=2");
            assert_eq!(way(&url), Ok(Way::Verified(Roots::System)), "{mode}");
        }
        let own = Ok(Way::Verified(Roots::File("/etc/desk/ca+1.pem".into())));
        assert_eq!(way("postgres://localhost/desk?sslrootcert=/etc/desk/ca+1.pem"), own);
        assert_eq!(way("postgres://10.0.0.5/desk?ssl%72ootcert=%2Fetc%2Fdesk/ca%2B1.pem&sslmode=require"), own);
        assert_eq!(way("postgres://localhost/desk?sslrootcert=system"), Ok(Way::Verified(Roots::System)));
        let kept = Address::parse("postgres://u:p@localhost/desk?sslmode=disable&application_name=x").expect("sound");
        assert_eq!(kept.config.get_application_name(), Some("x"));
    }

    #[test]
    fn sec_TLS_02_what_could_be_talked_into_plain_text_is_refused() {
        let refused = |rest: &str| way(&format!("postgres://desk:Wren-Hollow-7@localhost/desk{rest}")).expect_err(rest);
        assert_eq!(refused("?sslmode=prefer"), AddressError::Downgrade);
        assert_eq!(refused("?application_name=x&sslmode=allow"), AddressError::Downgrade);
        for mode in ["", "verify-ca", "REQUIRE", "disabled"] {
            assert_eq!(refused(&format!("?sslmode={mode}")), AddressError::UnknownMode, "{mode}");
        }
        assert_eq!(refused("?sslmode=disable&sslrootcert=ca.pem"), AddressError::RootsForPlain);
        assert_eq!(refused("?sslcert=me.pem"), AddressError::Unreadable);
        assert_eq!(way("postgres://%2Frun/desk?sslmode=require"), Err(AddressError::EncryptedSocket));
    }
}
