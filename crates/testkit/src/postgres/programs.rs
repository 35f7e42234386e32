//! Finds PostgreSQL's server programs and the user that may run them.

use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of a PostgreSQL's `initdb` and `postgres`.
#[derive(Clone, Debug)]
pub struct Programs(PathBuf);

impl Programs {
    /// Looks in `PATH`, then where Debian puts them; of several versions there the newest is taken.
    pub fn find() -> Option<Self> {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = debian_versions().into_iter().map(|(_, folder)| folder).collect();
        folders.extend(std::env::split_paths(&paths));
        folders.reverse();
        folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists()).map(Self)
    }

    /// A command that runs `program` in `folder`, as the folder's owner when this process is root.
    pub fn command(&self, program: &str, folder: &Path, owner: Option<Account>) -> Command {
        let mut command = Command::new(self.0.join(program));
        command.current_dir(folder).env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        if let Some(owner) = owner {
            command.uid(owner.user).gid(owner.group);
        }
        command
    }
}

/// Debian's folders with their version, oldest first.
fn debian_versions() -> Vec<(u32, PathBuf)> {
    let Ok(folders) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = folders
        .flatten()
        .filter_map(|folder| Some((folder.file_name().to_str()?.parse().ok()?, folder.path().join("bin"))))
        .collect();
    versions.sort();
    versions
}

/// A user of this machine, by number.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub user: u32,
    pub group: u32,
}

impl Account {
    /// Who is to run the server that will live in `folder`: nobody else, or, because it refuses to run as root,
    /// the user `postgres`, or else `nobody`.
    pub fn to_run_in(folder: &Path) -> Option<Self> {
        let ours = std::fs::metadata(folder).expect("the folder was just made").uid();
        if ours != 0 {
            return None;
        }
        let users = std::fs::read_to_string("/etc/passwd").expect("a machine that has root has /etc/passwd");
        let found = find_user(&users, "postgres").or_else(|| find_user(&users, "nobody"));
        Some(found.expect("a machine with PostgreSQL has the user postgres or nobody"))
    }
}

fn find_user(users: &str, name: &str) -> Option<Account> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse);
    Some(Account { user: numbers.next()?.ok()?, group: numbers.next()?.ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_the_whole_name() {
        let users =
            "root:x:0:0::/root:/bin/sh\npostgres2:x:7:7:::\npostgres:x:113:121:,,,:/var/lib/postgresql:/bin/bash\n";
        let found = find_user(users, "postgres").expect("it is there");
        assert_eq!((found.user, found.group), (113, 121));
        assert!(find_user(users, "nobody").is_none());
    }
}
