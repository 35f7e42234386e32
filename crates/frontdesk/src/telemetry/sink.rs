//! Log lines on their way to standard error.
//!
//! A request must not wait for whoever reads the log. Lines gather in memory for a moment and one thread writes
//! them out together; when the reader is too slow and the memory is full, lines are dropped and counted.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// How long lines gather before they are written.
const GATHER: Duration = Duration::from_millis(10);
/// Bytes that may wait to be written.
const ROOM: usize = 4 << 20;
/// The longest line; of a longer one only the beginning is kept.
const LONGEST: usize = 16 << 10;

/// Where log lines are put; cheap to clone.
#[derive(Clone, Default)]
pub struct LogSink(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<u8>,
    dropped: u64,
    closing: bool,
}

/// The thread that writes; when this is dropped, everything that was put so far is written. Later lines are lost.
pub struct LogThread {
    sink: LogSink,
    handle: Option<JoinHandle<()>>,
}

impl LogThread {
    /// Starts writing what is put into `sink`.
    pub fn start(sink: &LogSink) -> io::Result<Self> {
        let shared = sink.0.clone();
        let handle = std::thread::Builder::new().name("log".to_owned()).spawn(move || write_out(&shared))?;
        Ok(Self { sink: sink.clone(), handle: Some(handle) })
    }
}

impl Drop for LogThread {
    fn drop(&mut self) {
        self.sink.0.lock().closing = true;
        self.sink.0.changed.notify_one();
        if let Some(handle) = self.handle.take() {
            // It only ends early by a panic, which has been told already.
            let _ = handle.join();
        }
    }
}

impl LogSink {
    /// Puts one line, which ends in a line feed and holds no other.
    pub fn put(&self, line: &[u8]) {
        let mut state = self.0.lock();
        if state.waiting.len() + line.len() > ROOM {
            state.dropped += 1;
            return;
        }
        let was_empty = state.waiting.is_empty();
        match line.len() {
            0..=LONGEST => state.waiting.extend_from_slice(line),
            _ => state.waiting.extend_from_slice(beginning(line).as_bytes()),
        }
        drop(state);
        if was_empty {
            self.0.changed.notify_one();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A long line as a short one that says so; what it held stays one line of JSON.
fn beginning(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(&line[..LONGEST / 4]);
    let line = serde_json::json!({"level": "WARN", "message": "a log line was too long", "begins": text});
    format!("{line}\n")
}

fn write_out(shared: &Shared) {
    let mut lines = Vec::new();
    loop {
        let mut state = shared.lock();
        while state.waiting.is_empty() && !state.closing {
            state = shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if !state.closing {
            drop(state);
            std::thread::sleep(GATHER);
            state = shared.lock();
        }
        std::mem::swap(&mut state.waiting, &mut lines);
        let (dropped, closing) = (std::mem::take(&mut state.dropped), state.closing);
        drop(state);
        if dropped > 0 {
            let line = serde_json::json!({"level": "WARN", "message": "log lines were dropped", "lines": dropped});
            lines.extend_from_slice(format!("{line}\n").as_bytes());
        }
        // Nobody is left to be told when standard error is gone.
        let _ = io::stderr().lock().write_all(&lines);
        lines.clear();
        lines.shrink_to(64 << 10);
        if closing {
            return;
        }
    }
}

/// Where events are written, each as one line.
pub struct Lines {
    sink: LogSink,
    /// Makes one line of what an event has written.
    finish: fn(Vec<u8>) -> Vec<u8>,
}

impl Lines {
    /// Puts lines into `sink` as `finish` leaves them.
    pub fn new(sink: LogSink, finish: fn(Vec<u8>) -> Vec<u8>) -> Self {
        Self { sink, finish }
    }
}

/// Gathers what one event writes, and puts it as one line.
pub struct Line<'a> {
    lines: &'a Lines,
    bytes: Vec<u8>,
}

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Line<'_> {
    fn drop(&mut self) {
        self.lines.sink.put(&(self.lines.finish)(std::mem::take(&mut self.bytes)));
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line { lines: self, bytes: Vec::with_capacity(256) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security checklist")]
    fn sec_LOG_03_a_line_that_is_too_long_becomes_a_short_one_of_json() {
        let line = format!("{{\"name\":\"{}\"}}\n", "\u{1b}[31m".repeat(300_000));
        let short = beginning(line.as_bytes());
        assert!(short.len() < LONGEST * 2 && short.ends_with('\n'));
        assert_eq!(short.matches('\n').count(), 1);
        assert!(serde_json::from_str::<serde_json::Value>(&short).is_ok());
    }
}
