//! A small HTTP/1.1 client: one connection for each request, nothing hidden.
//!
//! Written here rather than taken from a library because the tests also send what a library refuses to send.

mod answer;
mod call;
mod multipart;
mod read;

pub use answer::Answer;
pub use call::Call;
pub use multipart::Multipart;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Where a server listens. Cheap to copy into parallel tasks.
#[derive(Clone, Copy, Debug)]
pub struct Http {
    address: SocketAddr,
}

impl Http {
    pub fn at(address: SocketAddr) -> Self {
        Self { address }
    }

    pub fn address(self) -> SocketAddr {
        self.address
    }

    /// A request that goes out when it is awaited. `path` goes out as it stands, so percent-encode it;
    /// [`Call::query`] encodes by itself.
    pub fn call(self, method: &str, path: &str) -> Call {
        Call::new(self, method, path)
    }

    pub fn get(self, path: &str) -> Call {
        self.call("GET", path)
    }

    pub fn post(self, path: &str) -> Call {
        self.call("POST", path)
    }

    pub fn put(self, path: &str) -> Call {
        self.call("PUT", path)
    }

    pub fn patch(self, path: &str) -> Call {
        self.call("PATCH", path)
    }

    pub fn delete(self, path: &str) -> Call {
        self.call("DELETE", path)
    }

    /// A bare connection, for tests that drip or break the framing.
    pub async fn connect(self) -> TcpStream {
        let stream = TcpStream::connect(self.address).await;
        let stream = stream.unwrap_or_else(|error| panic!("no connection to {}: {error}", self.address));
        stream.set_nodelay(true).expect("a socket takes TCP_NODELAY");
        stream
    }

    /// Sends `bytes` as they are and listens until the server closes, at most for `limit`.
    pub async fn exchange(self, bytes: &[u8], limit: Duration) -> Exchange {
        let began = Instant::now();
        let mut stream = self.connect().await;
        let mut received = Vec::new();
        // A server that has heard enough may close while this still writes; what it said is still to be read.
        let _ = stream.write_all(bytes).await;
        let ended = tokio::time::timeout(limit, stream.read_to_end(&mut received)).await;
        Exchange { bytes: received, closed: ended.is_ok(), elapsed: began.elapsed() }
    }
}

/// What a server did with raw bytes.
#[derive(Debug)]
pub struct Exchange {
    /// Everything it sent.
    pub bytes: Vec<u8>,
    /// Whether it closed the connection within the limit.
    pub closed: bool,
    pub elapsed: Duration,
}

impl Exchange {
    /// The status of the first answer; `None` when there was none.
    pub fn status(&self) -> Option<u16> {
        let line = self.bytes.split(|byte| *byte == b'\r').next()?;
        let line = std::str::from_utf8(line).ok()?;
        line.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}
