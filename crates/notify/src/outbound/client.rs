//! The client itself.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Request, StatusCode, Uri};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use url::Host;

use super::{Reach, Target, TargetError, is_public};
use crate::wire::{Tls, WireError, exchange};

/// What one request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From looking the name up to the last byte of the answer.
    pub time: Duration,
    /// The longest answer, in bytes.
    pub answer: usize,
}

/// What came back.
#[derive(Debug)]
pub struct Fetched {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// Why nothing came back. May be shown to whoever gave the address.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error("its name cannot be looked up")]
    Unknown,
    #[error("it cannot be reached: {0}")]
    Unreachable(std::io::Error),
    #[error("it took longer than {} seconds", .0.as_secs())]
    Slow(Duration),
    #[error(transparent)]
    Wire(WireError),
}

impl From<WireError> for OutboundError {
    fn from(error: WireError) -> Self {
        OutboundError::Wire(error)
    }
}

/// Asks addresses that users have given. Follows no redirect, knows no proxy, keeps no cookie. Cheap to clone.
#[derive(Clone)]
pub struct Outbound(Arc<Parts>);

struct Parts {
    reach: Reach,
    tls: Tls,
    /// However many ask, the others wait.
    at_once: Semaphore,
}

impl Outbound {
    /// Requests that go as far as `reach`, at most `at_once` of them together.
    pub fn new(reach: Reach, at_once: usize) -> Self {
        Self(Arc::new(Parts { reach, tls: Tls::default(), at_once: Semaphore::new(at_once) }))
    }

    /// How far requests go: for whoever reads an address before it is asked.
    pub fn reach(&self) -> Reach {
        self.0.reach
    }

    /// Sends `request` to `url`, whatever address it bears itself. A redirect is an answer like any other.
    pub async fn fetch(&self, url: &str, request: Request<String>, limits: Limits) -> Result<Fetched, OutboundError> {
        let target = Target::read(url, self.0.reach)?;
        let slow = |_| OutboundError::Slow(limits.time);
        let Ok(_turn) = self.0.at_once.acquire().await else { return Err(OutboundError::Slow(limits.time)) };
        tokio::time::timeout(limits.time, self.ask(target, request, limits.answer)).await.map_err(slow)?
    }

    async fn ask(&self, target: Target, request: Request<String>, longest: usize) -> Result<Fetched, OutboundError> {
        let (mut head, body) = request.into_parts();
        head.uri = target.as_str().parse::<Uri>().map_err(|_| TargetError::Unreadable)?;
        let request = Request::from_parts(head, body);
        // Looked up once; the connection goes to what was checked.
        let addresses = self.look_up(&target).await?;
        let stream = TcpStream::connect(&addresses[..]).await.map_err(OutboundError::Unreachable)?;
        let answer = if target.is_encrypted() {
            let stream = self.0.tls.wrap(stream, target.host_name()).await?;
            exchange(stream, request, longest).await?
        } else {
            exchange(stream, request, longest).await?
        };
        Ok(Fetched { status: answer.status, headers: answer.headers, body: answer.body })
    }

    /// The addresses of `target`: all of them public, or none is used.
    async fn look_up(&self, target: &Target) -> Result<Vec<SocketAddr>, OutboundError> {
        let found: Vec<SocketAddr> = match &target.host {
            Host::Ipv4(address) => vec![(*address, target.port).into()],
            Host::Ipv6(address) => vec![(*address, target.port).into()],
            Host::Domain(name) => {
                let found = tokio::net::lookup_host((name.as_str(), target.port)).await;
                found.map_err(|_| OutboundError::Unknown)?.collect()
            }
        };
        if found.is_empty() {
            return Err(OutboundError::Unknown);
        }
        check(self.0.reach, found.iter().map(SocketAddr::ip))?;
        Ok(found)
    }
}

/// Whether a name with these addresses may be asked.
fn check(reach: Reach, mut addresses: impl Iterator<Item = IpAddr>) -> Result<(), TargetError> {
    if reach == Reach::Anywhere || addresses.all(is_public) { Ok(()) } else { Err(TargetError::Private) }
}

#[cfg(test)]
mod tests {
    #![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

    use super::*;

    #[test]
    fn sec_OUT_01_a_name_with_one_private_address_is_refused_whatever_its_others_are() {
        let of = |texts: &[&str]| {
            let addresses: Vec<IpAddr> = texts.iter().map(|text| text.parse().expect(text)).collect();
            check(Reach::Public, addresses.into_iter())
        };
        assert_eq!(of(&["1.1.1.1", "2606:4700::1111"]), Ok(()));
        for mixed in
            [["1.1.1.1", "10.0.0.1"], ["127.0.0.1", "1.1.1.1"], ["1.1.1.1", "::1"], ["1.1.1.1", "::ffff:10.0.0.1"]]
        {
            assert_eq!(of(&mixed), Err(TargetError::Private), "{mixed:?}");
        }
        assert_eq!(check(Reach::Anywhere, ["127.0.0.1".parse().expect("an address")].into_iter()), Ok(()));
    }
}
