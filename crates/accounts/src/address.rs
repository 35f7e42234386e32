//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use http::request::Parts;

use crate::desk::Desk;

/// The longest `User-Agent` that is kept, in characters.
const LONGEST_AGENT: usize = 200;

/// A block of addresses whose `X-Forwarded-For` is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyBlock {
    address: IpAddr,
    prefix: u8,
}

impl ProxyBlock {
    /// Reads `10.0.0.0/8` or a single address.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address.parse::<IpAddr>().ok()?, Some(prefix.parse::<u8>().ok()?)),
            None => (text.parse::<IpAddr>().ok()?, None),
        };
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(longest);
        (prefix <= longest).then_some(Self { address, prefix })
    }

    fn holds(self, other: IpAddr) -> bool {
        match (self.address, other) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let shift = 32 - u32::from(self.prefix);
                u64::from(own.to_bits()) >> shift == u64::from(other.to_bits()) >> shift
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let shift = 128 - u32::from(self.prefix);
                own.to_bits().checked_shr(shift) == other.to_bits().checked_shr(shift)
            }
            _ => false,
        }
    }
}

/// The client's address and what it says of itself.
#[derive(Clone, Debug)]
pub struct Origin {
    pub address: IpAddr,
    pub user_agent: String,
    pub request_id: String,
}

impl Origin {
    /// An origin for work that no request asked for (the command line, a worker).
    pub fn local() -> Self {
        Self { address: IpAddr::V6(Ipv6Addr::LOCALHOST), user_agent: String::new(), request_id: String::new() }
    }

    /// Whom attempts from here are counted against: an IPv4 address, or the /64 that an IPv6 address is in.
    pub fn source(&self) -> String {
        match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(address) => address.to_string(),
                None => format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            },
        }
    }
}

/// The id that every request has got before it reaches a handler.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl<S> FromRequestParts<S> for Origin
where
    S: Send + Sync,
    Desk: FromRef<S>,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let desk = Desk::from_ref(state);
        Ok(origin(parts, &desk.settings.trusted_proxies))
    }
}

/// Reads the origin of a request: the socket's address, or what trusted proxies say, read right to left.
pub fn origin(parts: &Parts, trusted: &[ProxyBlock]) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let mut address = peer.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)).to_canonical();
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let mut hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    while trusted.iter().any(|block| block.holds(address)) {
        let Some(hop) = hops.pop().and_then(|hop| hop.parse::<IpAddr>().ok()) else { break };
        address = hop.to_canonical();
    }
    let agent = parts.headers.get(http::header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    Origin { address, user_agent: agent.chars().take(LONGEST_AGENT).collect(), request_id }
}

#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let request = http::Request::builder().header("x-forwarded-for", forwarded).body(()).expect("a request");
        let mut parts = request.into_parts().0;
        let peer: SocketAddr = peer.parse().expect("an address");
        parts.extensions.insert(ConnectInfo(peer));
        let trusted: Vec<_> = trusted.iter().filter_map(|text| ProxyBlock::parse(text)).collect();
        origin(&parts, &trusted).source()
    }

    #[test]
    fn sec_RL_03_a_forged_header_changes_nothing_unless_a_trusted_proxy_says_it() {
        assert_eq!(seen("203.0.113.9:1", "198.51.100.1", &[]), "203.0.113.9");
        assert_eq!(seen("10.0.0.2:1", "198.51.100.1", &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.2:1", "6.6.6.6, 198.51.100.1, 10.9.9.9", &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.2:1", "junk", &["10.0.0.0/8"]), "10.0.0.2");
        assert_eq!(seen("[2001:db8::1:2]:1", "", &[]), "2001:db8::/64");
        assert_eq!(seen("[::ffff:203.0.113.9]:1", "", &["0.0.0.0/0"]), "203.0.113.9");
    }
}
