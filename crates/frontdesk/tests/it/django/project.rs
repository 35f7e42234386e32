//! The Django project, in an environment of its own that stays for later runs.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use frontdesk_testkit::{Database, Engine, Launch, TempData};
use serde_json::Value;

use crate::support::frontdesk;

/// The old backend's key, as `startproject` makes them.
pub const KEY: &str = "django-insecure-&8v#x@2k)0-keykey%w=t!z0q";
/// Everybody's password there.
pub const PASSWORD: &str = crate::support::PASSWORD;
/// Where the key is when Frontdesk is told of it.
const KEY_NAME: &str = "OLD_SECRET_KEY";

const REQUIREMENTS: &str = include_str!("project/requirements.txt");

/// A Django project with a database of its own, gone when this is dropped.
pub struct Project {
    python: PathBuf,
    folder: TempData,
    /// On PostgreSQL.
    database: Option<Database>,
}

impl Project {
    /// An empty project on `engine`; `None`, and a word about it, only on a machine without Python.
    pub async fn new(engine: Engine) -> Option<Self> {
        let Some(python) = python() else {
            eprintln!("SKIPPED: this machine has no Python 3 with venv, so there is no Django to move in from");
            return None;
        };
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(engine.database().await),
        };
        Some(Self { python, folder: TempData::new(), database })
    }

    /// Asks the project something: `fill`, `many N`, `dump FILE`, `take-back FILE PASSWORD`.
    ///
    /// # Panics
    /// When Django does not do it.
    pub fn ask(&self, words: &[&str]) -> Value {
        let mut command = Command::new(&self.python);
        command.arg("-B").arg(sources().join("project.py")).args(words);
        command.env("PROJECT_DATA", self.folder.path()).env("PROJECT_KEY", KEY);
        if let Some(database) = &self.database {
            command.env("PROJECT_DATABASE", database.url());
        }
        let run = command.output().expect("Python can be run");
        assert!(run.status.success(), "{words:?}: {}", String::from_utf8_lossy(&run.stderr));
        serde_json::from_slice(&run.stdout).expect("it answers in JSON")
    }

    /// What `--from` wants to know.
    pub fn from(&self) -> String {
        match &self.database {
            Some(database) => database.url().to_owned(),
            None => self.folder.join("db.sqlite3").display().to_string(),
        }
    }

    /// Its folder of pictures, perhaps an empty one.
    pub fn media(&self) -> String {
        let folder = self.folder.join("media");
        fs::create_dir_all(&folder).expect("a folder of our own can be written");
        folder.display().to_string()
    }

    /// A place for a file.
    pub fn file(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

/// A desk that knows the old key's name.
pub async fn desk(engine: Engine) -> Launch {
    frontdesk(engine).await.env(KEY_NAME, KEY)
}

/// The words of an import with everything.
pub fn import(project: &Project) -> Vec<String> {
    let words = ["import", "django", "--from", &project.from(), "--media", &project.media()];
    words.into_iter().chain(["--secret-key-env", KEY_NAME]).map(str::to_owned).collect()
}

/// The same as a list of borrowed words, with `more` behind.
pub fn words<'a>(import: &'a [String], more: &[&'a str]) -> Vec<&'a str> {
    import.iter().map(String::as_str).chain(more.iter().copied()).collect()
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/django/project")
}

/// The Python of an environment with what `requirements.txt` names, made if need be.
fn python() -> Option<PathBuf> {
    let mut hasher = DefaultHasher::new();
    REQUIREMENTS.hash(&mut hasher);
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("django-{:016x}", hasher.finish()));
    let (python, complete) = (place.join("bin/python"), place.join("complete"));
    fs::create_dir_all(env!("CARGO_TARGET_TMPDIR")).expect("the target folder can be written");
    // Tests run side by side, each in a process of its own.
    let lock = File::create(place.with_extension("lock")).expect("the target folder can be written");
    lock.lock().expect("files can be locked");
    if complete.exists() {
        return Some(python);
    }
    let able = ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        let asked = Command::new(python).args(["-c", "import ensurepip, venv"]).output();
        asked.is_ok_and(|answer| answer.status.success())
    })?;
    run(Command::new(able).args(["-m", "venv", "--clear"]).arg(&place));
    let requirements = sources().join("requirements.txt");
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(requirements));
    File::create(complete).expect("the target folder can be written");
    Some(python)
}

fn run(command: &mut Command) {
    let run = command.output().expect("Python can be run");
    assert!(run.status.success(), "{command:?}: {}", String::from_utf8_lossy(&run.stderr));
}
