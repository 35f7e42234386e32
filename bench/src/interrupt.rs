//! Ctrl-C and SIGTERM end the run in good order, so that no server is left behind.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::signal::unix::{SignalKind, signal};

use crate::trouble::Fallible;

/// A signal speaks to the whole process, hence the one global.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Starts to listen for signals. The first one asks the run to end; servers are then ended in order.
pub fn watch() -> Fallible<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        runtime.block_on(async {
            let (Ok(mut interrupt), Ok(mut terminate)) =
                (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
            else {
                return;
            };
            loop {
                tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
                ASKED.store(true, Ordering::Relaxed);
            }
        });
    })?;
    Ok(())
}

/// Whether the run has been asked to end.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// An error once the run has been asked to end.
pub fn check() -> Fallible<()> {
    if asked() { Err("interrupted".into()) } else { Ok(()) }
}

/// Waits until `moment`, or until the run is asked to end.
pub fn sleep_until(moment: Instant) -> Fallible<()> {
    loop {
        check()?;
        let left = moment.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        thread::sleep(left.min(Duration::from_millis(100)));
    }
}
