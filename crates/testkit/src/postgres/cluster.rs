//! A throw-away PostgreSQL server.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use tokio_postgres::NoTls;

use super::Postgres;
use super::programs::{Account, Programs};
use crate::watchdog::{Watchdog, signal};
use crate::{Identity, TempData};

/// How long a server may take to answer after its start, recovery included.
const START_LIMIT: Duration = Duration::from_secs(60);

/// What the server does at a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing waits for the disk. Survives a killed server, not a power cut.
    Fast,
    /// As in production: `fsync` and `synchronous_commit` are on.
    Durable,
}

/// A PostgreSQL server of the test's own, on loopback, gone with its data when this is dropped or the process ends.
///
/// Its databases compare text by language (ICU), as operators' databases do, unless that PostgreSQL has no ICU.
/// So an `order by` that relies on byte order shows here.
#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    folder: TempData,
    owner: Option<Account>,
    durability: Durability,
    /// It offers encrypted connections, beside plain ones.
    encrypts: bool,
    port: u16,
    running: Option<(Child, Watchdog)>,
}

impl Cluster {
    /// Makes an empty server and starts it.
    ///
    /// # Panics
    /// When PostgreSQL's server programs are not installed, or the server does not start.
    pub async fn start(durability: Durability) -> Self {
        let mut cluster = Self::make(durability);
        cluster.start_again().await;
        cluster
    }

    /// As [`Cluster::start`], one that also offers encrypted connections and shows `identity`.
    pub async fn start_with_tls(identity: &Identity) -> Self {
        let mut cluster = Self::make(Durability::Fast);
        cluster.encrypts = true;
        for file in identity.install(cluster.folder.path()) {
            cluster.give_away(&file);
        }
        cluster.start_again().await;
        cluster
    }

    fn make(durability: Durability) -> Self {
        let programs = Programs::find().expect("PostgreSQL's server programs are installed (Debian: postgresql)");
        let folder = TempData::new();
        let owner = Account::to_run_in(folder.path());
        let cluster = Self { programs, folder, owner, durability, encrypts: false, port: 0, running: None };
        cluster.give_away(cluster.folder.path());
        cluster.initialise();
        cluster
    }

    /// Lets the user who runs the server have what is at `path`.
    fn give_away(&self, path: &Path) {
        if let Some(owner) = self.owner {
            let given = std::os::unix::fs::chown(path, Some(owner.user), Some(owner.group));
            given.expect("root may give things away");
        }
    }

    /// The server as the one who may create databases sees it.
    pub fn postgres(&self) -> Postgres {
        Postgres { url: format!("postgres://postgres@127.0.0.1:{}", self.port) }
    }

    /// Starts it once more on its port and data, or for the first time on a free port.
    pub async fn start_again(&mut self) {
        assert!(self.running.is_none(), "the server is running");
        let first = self.port == 0;
        for _ in 0..5 {
            if first {
                self.port = free_port();
            }
            if self.start_once().await {
                return;
            }
        }
        panic!("PostgreSQL did not start:\n{}", self.log());
    }

    /// Ends it in order: connections are closed, what was committed is there when it starts again.
    pub async fn stop(&mut self) {
        self.end("INT");
    }

    /// Ends it at once, as a crash would; the next start recovers.
    pub async fn kill_9(&mut self) {
        self.end("KILL");
    }

    /// What the server wrote to its log so far.
    pub fn log(&self) -> String {
        let bytes = std::fs::read(self.folder.join("log")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn initialise(&self) {
        let icu: &[&str] = &["--locale-provider=icu", "--icu-locale=en-US"];
        if !(self.initdb(icu) || self.initdb(&[])) {
            panic!("initdb failed:\n{}", self.log());
        }
    }

    fn initdb(&self, locale: &[&str]) -> bool {
        let data = self.folder.join("data");
        // What a failed attempt left would stop the next one.
        let _ = std::fs::remove_dir_all(&data);
        self.programs
            .command("initdb", self.folder.path(), self.owner)
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"])
            .args(locale)
            .arg("--pgdata")
            .arg(data)
            .stdout(self.log_file())
            .stderr(self.log_file())
            .status()
            .expect("initdb can be run")
            .success()
    }

    /// `false` when it ended by itself, for instance because someone took the port meanwhile.
    async fn start_once(&mut self) -> bool {
        let mut command = self.programs.command("postgres", self.folder.path(), self.owner);
        command.arg("-D").arg(self.folder.join("data")).args(["-p", &self.port.to_string()]);
        for setting in self.settings() {
            command.args(["-c", setting]);
        }
        command.stdin(Stdio::null()).stdout(self.log_file()).stderr(self.log_file()).process_group(0);
        let child = command.spawn().expect("postgres can be run");
        // QUIT ends it and its children without a word to the disk.
        let watchdog = Watchdog::over(child.id(), "QUIT", self.folder.to_remove());
        self.running = Some((child, watchdog));
        self.wait_until_it_answers().await
    }

    async fn wait_until_it_answers(&mut self) -> bool {
        let began = Instant::now();
        while began.elapsed() < START_LIMIT {
            let (child, _) = self.running.as_mut().expect("it was just started");
            if child.try_wait().expect("it is our child").is_some() {
                self.running.take().expect("it was just started").1.dismiss();
                return false;
            }
            if self.answers().await {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("PostgreSQL did not answer:\n{}", self.log());
    }

    fn settings(&self) -> Vec<&'static str> {
        let mut settings = vec![
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=300",
            "shared_buffers=64MB",
            "log_timezone=UTC",
            "timezone=UTC",
        ];
        if self.durability == Durability::Fast {
            settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
            settings.extend(["wal_level=minimal", "max_wal_senders=0"]);
        }
        if self.encrypts {
            settings.extend(["ssl=on", "ssl_cert_file=../server.crt", "ssl_key_file=../server.key"]);
        }
        settings
    }

    async fn answers(&self) -> bool {
        tokio_postgres::connect(&format!("{}/postgres", self.postgres().url), NoTls).await.is_ok()
    }

    fn end(&mut self, word: &str) {
        let (mut child, watchdog) = self.running.take().expect("the server is running");
        signal(child.id(), word);
        child.wait().expect("it is our child");
        watchdog.dismiss();
    }

    fn log_file(&self) -> std::fs::File {
        let opened = std::fs::File::options().create(true).append(true).open(self.folder.join("log"));
        opened.expect("a folder of our own can be written")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some((mut child, mut watchdog)) = self.running.take() {
            watchdog.bite();
            let _ = child.wait();
            watchdog.wait();
        }
    }
}

/// A port that nobody listens on at this moment.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
    listener.local_addr().expect("it is bound").port()
}
