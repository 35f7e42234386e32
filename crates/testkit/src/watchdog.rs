//! Makes sure that nothing which a test started outlives it, not even when the test is killed.

use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Waits for the pipe to close, which the system does whatever way this process ends; then ends the
/// process `$1` with the signal `$2`, after ten seconds with KILL, and removes the folder `$3`, if any.
const BITE: &str = r#"
read -r word && [ "$word" = dismissed ] && exit 0
kill -s "$2" "$1" 2>/dev/null
tries=0
# An ended process that nobody has asked after still takes signals; Linux shows it as a zombie.
alive() { kill -0 "$1" 2>/dev/null && ! grep -qs '^State:.Z' "/proc/$1/status"; }
while alive "$1" && [ "$tries" -lt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
kill -s KILL "$1" 2>/dev/null
[ -z "$3" ] || rm -rf "$3"
"#;

/// A small shell that outlives this process by a moment and cleans up after it.
#[derive(Debug)]
pub struct Watchdog(Child);

impl Watchdog {
    /// Watches over the process `pid`, which gets `signal` (`QUIT`, `KILL`, …) when this one ends, and over `folder`.
    pub fn over(pid: u32, signal: &str, folder: Option<&Path>) -> Self {
        let folder = folder.map_or("".as_ref(), Path::as_os_str);
        let child = Command::new("/bin/sh")
            .args(["-c", BITE, "watchdog", &pid.to_string(), signal])
            .arg(folder)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A signal to the test's process group (Ctrl-C, a runner's time-out) must not take the watchdog along.
            .process_group(0)
            .spawn()
            .expect("/bin/sh starts");
        Self(child)
    }

    /// Sends the watchdog away without harm.
    pub fn dismiss(mut self) {
        if let Some(pipe) = self.0.stdin.as_mut() {
            // It can only be gone already, which is what is wanted.
            let _ = pipe.write_all(b"dismissed\n");
        }
        self.wait();
    }

    /// Lets it do its work now; returns at once.
    pub fn bite(&mut self) {
        drop(self.0.stdin.take());
    }

    /// Waits until it has done its work.
    pub fn wait(mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// Sends `signal` to the process `pid`; to one that has ended this does nothing.
///
/// The shell's own `kill` is used because this workspace forbids `unsafe` and a test needs no crate for it.
pub fn signal(pid: u32, signal: &str) {
    let sent = Command::new("/bin/sh")
        .args(["-c", r#"kill -s "$1" "$2""#, "signal", signal, &pid.to_string()])
        .stderr(Stdio::null())
        .status();
    sent.expect("/bin/sh starts");
}
