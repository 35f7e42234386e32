//! What the operator can see from outside: log lines on standard error, numbers on a listener of their own.

mod access;
mod metrics;
mod pretty;
mod sink;

use frontdesk_accounts::password::Hasher;
use tracing_subscriber::EnvFilter;

pub use access::{Access, AccessLog};
pub use metrics::{Metrics, PANICS, serve as serve_metrics};
pub use sink::{LogSink, LogThread};

use pretty::one_line;
use sink::Lines;

use crate::config::Log;

/// The longest panic message that is logged, in characters; it may quote what somebody sent.
const LONGEST_PANIC: usize = 300;

/// What the numbers are read from when they are asked for.
#[derive(Clone)]
pub struct Gauges {
    pub hasher: Hasher,
}

/// Starts logging. Lines are written in the background; those that wait are written when the thread is dropped.
pub fn start_log(settings: &Log) -> std::io::Result<(LogSink, LogThread)> {
    let sink = LogSink::default();
    let thread = LogThread::start(&sink)?;
    let filter = EnvFilter::new(&settings.level);
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
    let started = if settings.pretty {
        lines.with_writer(Lines::new(sink.clone(), one_line)).compact().try_init()
    } else {
        lines.with_writer(Lines::new(sink.clone(), std::convert::identity)).json().flatten_event(true).try_init()
    };
    started.map_err(std::io::Error::other)?;
    log_panics();
    Ok((sink, thread))
}

/// A panic becomes one line like any other event, instead of several on bare standard error.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let said = panic.payload_as_str().unwrap_or("something that is no text");
        let said: String = said.chars().take(LONGEST_PANIC).collect();
        tracing::error!("panicked at {place}: {said}");
    }));
}
