//! Requests that no client library would send.

use std::time::Duration;

use frontdesk_testkit::{Exchange, Http};

/// Longer than any refusal takes on a busy machine, shorter than the limits of idle connections.
pub const SOON: Duration = Duration::from_secs(5);

/// What the server says to `bytes`.
pub async fn say(http: Http, bytes: &[u8]) -> Exchange {
    http.exchange(bytes, SOON).await
}

/// How many answers stand in what came back.
pub fn answers(exchange: &Exchange) -> usize {
    exchange.text().matches("HTTP/1.1 ").count()
}

/// A number of kB that Linux tells of the process: `VmRSS`, `VmHWM`.
pub fn memory_kib(pid: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the process is there");
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("Linux tells it");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
