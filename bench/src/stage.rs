//! The place where a run happens: programs, demo data, and a folder that is gone afterwards.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::options::Options;
use crate::server::{Server, Ward};
use crate::trouble::Fallible;

/// Everything on disk that a run needs. The demo data stay for the next run, all else is removed on drop.
pub struct Stage {
    program: PathBuf,
    bench: PathBuf,
    demo: PathBuf,
    folder: PathBuf,
}

impl Stage {
    /// Prepares a clean run folder, and the demo data unless an earlier run has left them.
    pub fn set(options: &Options) -> Fallible<Self> {
        let mut stage = Self::bare(options.server.clone())?;
        stage.demo = stage.world(options, &options.size)?;
        Ok(stage)
    }

    /// The folder with the demo data of `size`, made if need be.
    fn world(&self, options: &Options, size: &str) -> Fallible<PathBuf> {
        let root = self.folder.parent().unwrap_or(&self.folder);
        let world = root.join(format!("demo-{size}-{}", options.seed));
        if options.fresh {
            remove(&world)?;
        }
        if !world.exists() {
            self.load_demo(&world, size, options.seed)?;
        }
        Ok(world)
    }

    /// Prepares a clean run folder, without demo data, for `program` or the one that lies beside the bench.
    pub fn bare(program: Option<PathBuf>) -> Fallible<Self> {
        let bench = std::env::current_exe()?;
        let beside = bench.parent().ok_or("the bench has no folder")?;
        let root = beside.parent().unwrap_or(beside).join("bench-data");
        let program = program.unwrap_or_else(|| beside.join("frontdesk"));
        let stage = Self { program, folder: root.join("run"), demo: root, bench };
        remove(&stage.folder)?;
        fs::create_dir_all(&stage.folder)?;
        Ok(stage)
    }

    /// Loads under another name first: half-loaded data are never taken for whole ones.
    fn load_demo(&self, world: &Path, size: &str, seed: u64) -> Fallible<()> {
        let part = world.with_extension("part");
        remove(&part)?;
        eprintln!("Loading demo data of size {size}; the next run finds them in place.");
        let mut command = Command::new(&self.program);
        command.args(["demo", "--size", size, "--seed", &seed.to_string(), "--data"]).arg(&part);
        let status = Ward::start(command.current_dir(&self.folder))?.wait()?;
        if !status.success() {
            return Err(format!("loading the demo data failed: {status}").into());
        }
        Ok(fs::rename(&part, world)?)
    }

    /// Runs the program to its end; what it printed. An error when it did not succeed.
    pub fn run(&self, arguments: &[&str]) -> Fallible<String> {
        self.run_with_input(arguments, "")
    }

    /// The same with something to read.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Fallible<String> {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(&self.folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut pipe) = child.stdin.take() {
            pipe.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        match output.status.success() {
            true => Ok(told),
            false => Err(format!("{}: {told}{}", output.status, String::from_utf8_lossy(&output.stderr)).into()),
        }
    }

    /// A path inside the run folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Lays a copy of the demo data into the run folder as `name`.
    pub fn copy_demo(&self, name: &str) -> Fallible<()> {
        copy(&self.demo, &self.path(name))
    }

    /// Lays a copy of the demo data of another size into the run folder as `name`.
    pub fn copy_other(&self, options: &Options, size: &str, name: &str) -> Fallible<()> {
        copy(&self.world(options, size)?, &self.path(name))
    }

    /// Copies one data folder of this run to another; no server may be using it.
    pub fn copy_data(&self, from: &str, to: &str) -> Fallible<()> {
        copy(&self.path(from), &self.path(to))
    }

    /// Starts Frontdesk on the data folder `name`, request limits off, otherwise as delivered.
    pub fn serve(&self, name: &str) -> Fallible<Server> {
        let mut command = Command::new(&self.program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data", name]);
        command.env("FRONTDESK_LIMITS", "off").current_dir(&self.folder);
        Server::start(&mut command, &self.path(&format!("{name}.log")))
    }

    /// Starts a floor server of the given kind (`json` or `bytes`) with its pages, each `PATH=FILE`.
    pub fn floor(&self, kind: &str, pages: &[String]) -> Fallible<Server> {
        let mut command = Command::new(&self.bench);
        command.args(["floor", kind]).args(pages).current_dir(&self.folder);
        Server::start(&mut command, &self.path(&format!("floor-{kind}.log")))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        remove(&self.folder).unwrap_or_else(|error| eprintln!("{error}"));
    }
}

fn remove(folder: &Path) -> Fallible<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(format!("{}: {error}", folder.display()).into()),
        _ => Ok(()),
    }
}

/// `fs::copy` keeps modes, which matters to key files.
fn copy(from: &Path, to: &Path) -> Fallible<()> {
    fs::create_dir_all(to)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else if entry.file_type()?.is_file() {
            // What else lies there is the socket of a server that was killed.
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
