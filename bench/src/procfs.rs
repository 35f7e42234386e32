//! What the kernel says about a process (Linux).

use std::fs;
use std::time::Duration;

use crate::trouble::Fallible;

/// The kernel reports CPU time to programs in hundredths of a second, whatever its own tick.
const TICKS_A_SECOND: u64 = 100;

/// Memory of a process in bytes.
#[derive(Clone, Copy, Default)]
pub struct Memory {
    pub resident: u64,
    /// The part of `resident` that is not a mapped file: without the database pages that are mapped.
    pub anonymous: u64,
    /// The highest `resident` since the start or the last `forget_peak`.
    pub peak: u64,
}

/// CPU time that the process has used since its start, in user and kernel mode.
pub fn cpu_time(pid: u32) -> Fallible<Duration> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let ticks = parse_ticks(&stat).ok_or("unexpected /proc stat")?;
    Ok(Duration::from_millis(ticks * 1_000 / TICKS_A_SECOND))
}

/// The program's name may hold blanks and brackets, so fields are counted from the last bracket.
fn parse_ticks(stat: &str) -> Option<u64> {
    let mut fields = stat.get(stat.rfind(')')? + 1..)?.split_ascii_whitespace().skip(11);
    Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
}

/// The process's memory at this moment.
pub fn memory(pid: u32) -> Fallible<Memory> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let read = |name| parse_kib(&status, name).ok_or("unexpected /proc status");
    Ok(Memory { resident: read("VmRSS:")?, anonymous: read("RssAnon:")?, peak: read("VmHWM:")? })
}

fn parse_kib(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

/// Lets `Memory::peak` begin anew. Without effect where the kernel does not offer it: then peaks only rise.
pub fn forget_peak(pid: u32) {
    fs::write(format!("/proc/{pid}/clear_refs"), "5").ok();
}

/// The processor's name, as far as the kernel tells.
pub fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split_once(':'));
    name.map_or_else(|| "unknown processor".into(), |(_, name)| name.trim().into())
}

/// How many programs wanted a processor during the last minute, on average: more than a little, and something else
/// was running.
pub fn load_average() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_read_behind_a_name_with_brackets() {
        let stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 1 0 0 0 150 25 0 0 20 0 4 0 100 1 2";
        assert_eq!(parse_ticks(stat), Some(175));
    }

    #[test]
    fn memory_is_read_in_bytes() {
        let status = "Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nRssAnon:\t 512 kB\n";
        assert_eq!(parse_kib(status, "VmRSS:"), Some(1_048_576));
        assert_eq!(parse_kib(status, "VmSwap:"), None);
    }
}
