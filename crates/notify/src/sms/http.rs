//! One request to the provider, on a connection of its own.

use http::Request;
use tokio::net::TcpStream;

use crate::Failure;
pub use crate::wire::Answer;
use crate::wire::{Tls, WireError, exchange};

/// The most that is read of an answer, in bytes.
const LONGEST_ANSWER: usize = 64 << 10;

/// Asks, over TLS for `https`. Follows no redirect and knows no proxy. Whoever calls limits the time.
#[derive(Default)]
pub struct Client {
    tls: Tls,
}

impl Client {
    /// Sends `request`, whose address has a scheme and a host, and reads the answer.
    pub async fn ask(&self, request: Request<String>) -> Result<Answer, Failure> {
        let uri = request.uri().clone();
        let is_encrypted = uri.scheme_str() == Some("https");
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let stream = reach(&host, uri.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 })).await?;
        if is_encrypted {
            let stream = self.tls.wrap(stream, host).await.map_err(failure)?;
            return exchange(stream, request, LONGEST_ANSWER).await.map_err(failure);
        }
        // The name "localhost" could lead elsewhere.
        if !stream.peer_addr().is_ok_and(|address| address.ip().is_loopback()) {
            return Err(Failure::passing("the provider is not on this machine; nothing was sent to it"));
        }
        exchange(stream, request, LONGEST_ANSWER).await.map_err(failure)
    }
}

fn failure(error: WireError) -> Failure {
    match error {
        WireError::Composed => Failure::lasting("the request cannot be composed"),
        other => Failure::passing(format!("the provider: {other}")),
    }
}

async fn reach(host: &str, port: u16) -> Result<TcpStream, Failure> {
    let reached = TcpStream::connect((host, port)).await;
    reached.map_err(|error| Failure::passing(format!("the provider cannot be reached: {error}")))
}
