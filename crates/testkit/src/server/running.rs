//! A running server under test.

use std::fs::File;
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::Launch;
use crate::Http;
use crate::watchdog::{Watchdog, signal};

/// What the server prints when it is ready, before its address.
const READY: &str = "Frontdesk is listening on http://";

/// How long a start may take; a debug build on a busy machine with migrations needs a few seconds.
const START_LIMIT: Duration = Duration::from_secs(30);

/// How long an orderly stop may take before the server is killed: it promises ten seconds.
const STOP_LIMIT: Duration = Duration::from_secs(12);

/// The real server on loopback. Requests are made as on [`Http`]: `server.get("/health/").await`.
///
/// When this is dropped the server is stopped in order; its log is shown if the test is failing, and a panic in
/// its log fails a test that would have passed.
#[derive(Debug)]
pub struct Server {
    launch: Launch,
    http: Http,
    running: Option<(Child, Watchdog)>,
}

impl Server {
    pub(super) async fn start(launch: Launch) -> Self {
        let nowhere = Http::at(SocketAddr::from(([127, 0, 0, 1], 0)));
        let mut server = Self { launch, http: nowhere, running: None };
        server.start_again().await;
        server
    }

    /// Starts it once more on the same data, on another free port.
    pub async fn start_again(&mut self) {
        assert!(self.running.is_none(), "the server is running");
        let began_at = self.output().len();
        let mut command = self.launch.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null()).stdout(self.append("output.txt")).stderr(self.append("log.txt"));
        let child = command.spawn().expect("the program can be run");
        let watchdog = Watchdog::over(child.id(), "KILL", None);
        self.running = Some((child, watchdog));
        self.http = Http::at(self.ready_address(began_at).await);
    }

    async fn ready_address(&mut self, began_at: usize) -> SocketAddr {
        let began = Instant::now();
        while began.elapsed() < START_LIMIT {
            // Asked before the output is read, so that the last words of one that ends are not missed.
            let ended = self.running.as_mut().and_then(|(child, _)| child.try_wait().expect("it is our child"));
            let output = self.output();
            let line = output[began_at..].lines().find_map(|line| line.strip_prefix(READY));
            if let Some(address) = line.and_then(|address| address.trim_end_matches('/').parse().ok()) {
                return address;
            }
            if let Some(status) = ended {
                panic!("the server ended with {status} before it was ready");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the server was not ready in {START_LIMIT:?}");
    }

    /// Where it listens; cheap to copy into parallel tasks.
    pub fn http(&self) -> Http {
        self.http
    }

    pub fn launch(&self) -> &Launch {
        &self.launch
    }

    pub fn data(&self) -> PathBuf {
        self.launch.data()
    }

    pub fn database_url(&self) -> String {
        self.launch.database_url()
    }

    /// The process number.
    pub fn pid(&self) -> u32 {
        self.running.as_ref().expect("the server is running").0.id()
    }

    /// Its log (standard error) from the first start on.
    pub fn log(&self) -> String {
        self.written("log.txt")
    }

    /// Its standard output from the first start on.
    pub fn output(&self) -> String {
        self.written("output.txt")
    }

    /// Sends a signal (`TERM`, `HUP`, …) and returns at once.
    pub fn signal(&self, name: &str) {
        signal(self.pid(), name);
    }

    /// Stops it in order and returns its exit status; `None` when it had to be killed.
    pub async fn stop(&mut self) -> Option<i32> {
        self.signal("TERM");
        self.wait().await
    }

    /// Waits for it to end by itself, at most 12 seconds, and returns its exit status; `None` when it was killed.
    pub async fn wait(&mut self) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < STOP_LIMIT {
            let (child, _) = self.running.as_mut().expect("the server is running");
            if let Some(status) = child.try_wait().expect("it is our child") {
                self.ended();
                return status.code();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.kill_9();
        None
    }

    /// Kills it as a power cut of the process: nothing is finished, nothing is flushed.
    pub fn kill_9(&mut self) {
        let (child, _) = self.running.as_mut().expect("the server is running");
        child.kill().expect("it is our child");
        child.wait().expect("it is our child");
        self.ended();
    }

    /// Stops it in order and starts it again.
    pub async fn restart(&mut self) {
        assert_eq!(self.stop().await, Some(0), "the server did not stop in order");
        self.start_again().await;
    }

    fn ended(&mut self) {
        if let Some((_, watchdog)) = self.running.take() {
            watchdog.dismiss();
        }
    }

    fn append(&self, name: &str) -> File {
        let opened = File::options().create(true).append(true).open(self.launch.folder().join(name));
        opened.expect("a folder of our own can be written")
    }

    fn written(&self, name: &str) -> String {
        let bytes = std::fs::read(self.launch.folder().join(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Stops it without a runtime, as `drop` must.
    fn stop_blocking(&mut self) {
        let Some((child, _)) = self.running.as_mut() else { return };
        signal(child.id(), "TERM");
        let began = Instant::now();
        while began.elapsed() < STOP_LIMIT {
            if !matches!(child.try_wait(), Ok(None)) {
                return self.ended();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.kill_9();
    }
}

impl Deref for Server {
    type Target = Http;

    fn deref(&self) -> &Http {
        &self.http
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop_blocking();
        let log = self.log();
        if std::thread::panicking() {
            let lines: Vec<&str> = log.lines().collect();
            eprintln!("the server's log, last lines:\n{}", lines[lines.len().saturating_sub(40)..].join("\n"));
        } else {
            assert!(!log.contains("panicked at"), "the server panicked:\n{log}");
        }
    }
}
