//! How the program is started.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::watchdog::signal;
use crate::{Database, Engine, Server};

/// How long a command that is to end may take.
const RUN_LIMIT: Duration = Duration::from_secs(120);

/// A command line for the server, its environment, and a fresh data folder and database.
///
/// Everything that the developer's own environment says with `FRONTDESK_…` is left out.
#[derive(Debug)]
pub struct Launch {
    binary: PathBuf,
    engine: Engine,
    database: Database,
    arguments: Vec<OsString>,
    environment: Vec<(String, OsString)>,
}

/// What a command that runs to its end left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Run {
    /// Insists on exit status 0.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{}{}", self.stdout, self.stderr);
        self
    }
}

impl Launch {
    /// Prepares the program `binary` (`env!("CARGO_BIN_EXE_frontdesk")`) over an empty database of `engine`.
    pub async fn new(binary: impl Into<PathBuf>, engine: Engine) -> Self {
        let database = engine.database().await;
        Self { binary: binary.into(), engine, database, arguments: Vec::new(), environment: Vec::new() }
    }

    /// Chooses the model, for the server and for every [`Launch::run`].
    pub fn model(self, name: &str) -> Self {
        self.arg("--model").arg(name)
    }

    /// Adds an argument, for the server and for every [`Launch::run`].
    pub fn arg(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// The data folder (`--data`). It is not there before the first start; its parent is the test's own.
    pub fn data(&self) -> PathBuf {
        self.database.folder().join("data")
    }

    /// A folder for other files of the test.
    pub fn folder(&self) -> &Path {
        self.database.folder()
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The URL that a test opens to look at rows: on SQLite the file under the data folder.
    pub fn database_url(&self) -> String {
        match self.engine {
            Engine::Sqlite => format!("sqlite:{}", self.data().join("frontdesk.db").display()),
            Engine::Postgres => self.database.url().to_owned(),
        }
    }

    /// Starts `serve` on a free port of loopback and waits until it says that it is ready.
    ///
    /// # Panics
    /// With its log, when it is not ready within 30 seconds.
    pub async fn start(self) -> Server {
        Server::start(self).await
    }

    /// Runs another command (`["user", "import", …]`) on the same data folder, database, model and environment.
    pub async fn run(&self, words: &[&str]) -> Run {
        self.run_with_input(words, "").await
    }

    /// As [`Launch::run`], with text on standard input.
    ///
    /// # Panics
    /// When it does not end within two minutes.
    pub async fn run_with_input(&self, words: &[&str], input: &str) -> Run {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program can be run");
        let (pid, input) = (child.id(), input.to_owned());
        let mut waiting = tokio::task::spawn_blocking(move || {
            // One that does not want it may have closed its input already.
            let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
            child.wait_with_output().expect("it is our child")
        });
        let in_time = tokio::time::timeout(RUN_LIMIT, &mut waiting).await;
        if in_time.is_err() {
            signal(pid, "KILL");
        }
        let ended = if let Ok(ended) = in_time { ended } else { waiting.await };
        let run = Run::from(ended.expect("nothing in it panics"));
        assert!(run.code.is_some(), "{words:?} was ended by a signal:\n{}{}", run.stdout, run.stderr);
        run
    }

    pub(super) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).arg("--data").arg(self.data());
        if self.engine == Engine::Postgres {
            command.args(["--database-url", self.database.url()]);
        }
        command.args(&self.arguments).current_dir(self.folder());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("FRONTDESK_") {
                command.env_remove(name);
            }
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }
}
