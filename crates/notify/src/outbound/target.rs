//! Addresses that users give, read once.

use std::net::IpAddr;

use url::{Host, Url};

use super::is_public;

/// The most that an address may have, in bytes.
const LONGEST: usize = 2_000;
/// Where web servers listen, besides the range from 8000 to 9000.
const PORTS: [u16; 2] = [80, 443];

/// How far requests may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// To what the whole internet can reach, on the ports of web servers.
    #[default]
    Public,
    /// Anywhere, this machine and its network included: for tests, and where whoever gives addresses is trusted.
    Anywhere,
}

/// Why an address is not asked. Each says what can be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    #[error("it is no address of the web")]
    Unreadable,
    #[error("it is longer than {LONGEST} bytes")]
    TooLong,
    #[error("it begins with neither https:// nor http://")]
    Scheme,
    #[error("there is a name or a password in it")]
    Credentials,
    #[error("its port is none of 80, 443 and 8000 to 9000")]
    Port,
    #[error("it leads to this machine or to a private network")]
    Private,
}

/// An address that may be asked, as far as that can be told without looking its name up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    url: Url,
    pub(super) host: Host<String>,
    pub(super) port: u16,
}

impl Target {
    /// Reads `text`. What it says is what is asked: there is no second parser that could read it another way.
    pub fn read(text: &str, reach: Reach) -> Result<Self, TargetError> {
        if text.len() > LONGEST {
            return Err(TargetError::TooLong);
        }
        let mut url = Url::parse(text.trim()).map_err(|_| TargetError::Unreadable)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(TargetError::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TargetError::Credentials);
        }
        // It is for the reader of a page, and not sent.
        url.set_fragment(None);
        let host = url.host().ok_or(TargetError::Unreadable)?.to_owned();
        let port = url.port_or_known_default().ok_or(TargetError::Unreadable)?;
        if reach == Reach::Public {
            if !PORTS.contains(&port) && !(8_000..=9_000).contains(&port) {
                return Err(TargetError::Port);
            }
            if !named_publicly(&host) {
                return Err(TargetError::Private);
            }
        }
        Ok(Self { url, host, port })
    }

    /// As it is asked.
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The host as a certificate names it.
    pub(super) fn host_name(&self) -> String {
        match &self.host {
            Host::Domain(name) => name.trim_end_matches('.').to_owned(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        }
    }
}

/// Whether a host may be public: a name may, until it has been looked up.
fn named_publicly(host: &Host<String>) -> bool {
    match host {
        Host::Ipv4(address) => is_public(IpAddr::V4(*address)),
        Host::Ipv6(address) => is_public(IpAddr::V6(*address)),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name.contains('.')
                && !["localhost", "local", "internal"].iter().any(|last| name.ends_with(&format!(".{last}")))
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    fn refusal(text: &str) -> Option<TargetError> {
        Target::read(text, Reach::Public).err()
    }

    #[test]
    fn sec_OUT_01_only_the_web_is_asked() {
        for text in
            ["ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)", "data:,x"]
        {
            assert_eq!(refusal(text), Some(TargetError::Scheme), "{text}");
        }
        for text in ["", "example.com", "//example.com", "https://", "http://exa mple.com/", "http://1.2.3.4.5/"] {
            assert_eq!(refusal(text), Some(TargetError::Unreadable), "{text}");
        }
        for text in ["https://ada@example.com/", "https://:x@example.com/", "https://example.com@10.0.0.1/"] {
            assert_eq!(refusal(text), Some(TargetError::Credentials), "{text}");
        }
        for port in [1, 22, 25, 79, 81, 3306, 5432, 6379, 7999, 9001, 65535] {
            assert_eq!(refusal(&format!("https://example.com:{port}/")), Some(TargetError::Port), "{port}");
        }
        assert_eq!(refusal(&format!("https://example.com/{}", "x".repeat(2_000))), Some(TargetError::TooLong));
        for text in
            ["https://example.com", "http://example.com:8080/a?b#c", "https://пример.рф/x", "https://1.1.1.1:8443/"]
        {
            assert_eq!(refusal(text), None, "{text}");
        }
    }

    #[test]
    fn sec_OUT_01_every_spelling_of_a_private_address_is_seen_through() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0177.0.0.1",
            "017700000001",
            "127.0.0.1.",
            "%31%32%37.0.0.1",
            "１２７.0.0.1",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "0",
            "0.0.0.0",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
            "[fe80::1]",
            "169.254.169.254",
            "0xa9fea9fe",
            "[fd00:ec2::254]",
            "localhost",
            "LOCALHOST",
            "localhost.",
            "a.localhost",
            "printer.local",
            "metadata.google.internal",
            "router",
        ] {
            for scheme in ["http", "https"] {
                assert_eq!(refusal(&format!("{scheme}://{host}/x")), Some(TargetError::Private), "{host}");
            }
        }
    }

    #[test]
    fn whoever_is_trusted_may_name_anything_of_the_web() {
        for text in ["http://127.0.0.1:4711/hook", "https://router/", "http://[::1]:1/"] {
            assert!(Target::read(text, Reach::Anywhere).is_ok(), "{text}");
        }
        assert_eq!(Target::read("ftp://127.0.0.1/", Reach::Anywhere), Err(TargetError::Scheme));
    }
}
