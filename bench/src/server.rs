//! Servers under test: started, waited for, and ended by their process id whatever happens.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::interrupt;
use crate::trouble::Fallible;

const START_LIMIT: Duration = Duration::from_secs(60);
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A child process that does not outlive this value: SIGTERM first, SIGKILL if that is not heard.
pub struct Ward(Child);

impl Ward {
    pub fn start(command: &mut Command) -> Fallible<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        Ok(Self(command.spawn().map_err(|error| format!("{name}: {error}"))?))
    }

    /// Waits until the process ends by itself, or the run is asked to end.
    pub fn wait(&mut self) -> Fallible<ExitStatus> {
        loop {
            if let Some(status) = self.0.try_wait()? {
                return Ok(status);
            }
            interrupt::sleep_until(Instant::now() + Duration::from_millis(100))?;
        }
    }

    fn has_ended_within(&mut self, limit: Duration) -> bool {
        let end = Instant::now() + limit;
        loop {
            match self.0.try_wait() {
                Ok(Some(_)) => return true,
                Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
                _ => return false,
            }
        }
    }

    /// The shell's own `kill`: the standard library can only send SIGKILL.
    fn terminate(&self) {
        let kill = format!("kill -TERM {}", self.0.id());
        Command::new("sh").args(["-c", &kill]).stderr(Stdio::null()).status().ok();
    }
}

impl Drop for Ward {
    fn drop(&mut self) {
        if self.has_ended_within(Duration::ZERO) {
            return;
        }
        self.terminate();
        if !self.has_ended_within(STOP_LIMIT) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }
}

/// A server that has said where it listens.
pub struct Server {
    pub address: SocketAddr,
    /// From the start of the process to its ready line.
    pub ready_after: Duration,
    pub started_at: Instant,
    ward: Ward,
}

impl Server {
    /// Starts `command` and waits for its line `… is listening on http://ADDRESS`. Its log goes to the file `log`,
    /// which an error quotes.
    pub fn start(command: &mut Command, log: &Path) -> Fallible<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(log)?);
        let started_at = Instant::now();
        let mut ward = Ward::start(command)?;
        let output = ward.0.stdout.take().ok_or("the server has no output")?;
        match address_told(output).recv_timeout(START_LIMIT) {
            Ok((address, ready_at)) => {
                Ok(Self { address, ready_after: ready_at.duration_since(started_at), started_at, ward })
            }
            Err(_) => {
                drop(ward);
                Err(format!("the server did not start; its log ends:\n{}", last_lines(log)).into())
            }
        }
    }

    pub fn pid(&self) -> u32 {
        self.ward.0.id()
    }
}

/// Reads `output` to its end, so that the server is never blocked on it, and passes on the address it tells.
fn address_told(output: ChildStdout) -> mpsc::Receiver<(SocketAddr, Instant)> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(address) = read_ready_line(&line) {
                tell.send((address, Instant::now())).ok();
            }
        }
    });
    told
}

fn read_ready_line(line: &str) -> Option<SocketAddr> {
    line.split_once(" is listening on http://")?.1.trim_end_matches(['/', '\r']).parse().ok()
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::read_ready_line;

    #[test]
    fn the_ready_line_tells_the_address() {
        let line = "Frontdesk is listening on http://127.0.0.1:40001";
        assert_eq!(read_ready_line(line), Some(([127, 0, 0, 1], 40001).into()));
        assert_eq!(read_ready_line("Open http://127.0.0.1:40001/setup/abc"), None);
    }
}
