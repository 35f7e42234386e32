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

/// How long the process has kept processors busy since it began. Unlike the time that a request takes, this does not
/// grow when the machine is busy with something else.
pub fn processor_time(pid: u32) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process is there");
    let after_name = stat.rsplit(") ").next().expect("Linux tells more than a name");
    // The 14th and the 15th field of all, in hundredths of a second.
    let hundredths: u64 = after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
}

/// A number of kB that Linux tells of the process: `VmRSS`, `VmHWM`.
pub fn memory_kib(pid: u32, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the process is there");
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).expect("Linux tells it");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
