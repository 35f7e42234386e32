//! Pictures on disk.
//!
//! All calls block; call them from a thread for blocking work.

use super::{MediaName, Picture};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use uuid::Uuid;

const AVATARS: &str = "avatars";

/// Where files lie until they are complete; beside the others, so that a rename is enough to move them.
const INCOMING: &str = ".incoming";

/// Everybody may read: the front proxy may serve these files.
const MODE: u32 = 0o644;

/// The folder of stored pictures, `media` in the data folder.
#[derive(Debug, Clone)]
pub struct MediaFolder {
    root: PathBuf,
}

/// A stored picture, open for reading.
#[derive(Debug)]
pub struct MediaFile {
    /// At its beginning.
    pub file: File,
    /// In bytes.
    pub length: u64,
}

impl MediaFolder {
    /// Opens `data/media`, which is made if it is missing.
    pub fn open(data: &Path) -> io::Result<Self> {
        let root = data.join("media");
        for folder in [AVATARS, INCOMING] {
            DirBuilder::new().recursive(true).create(root.join(folder))?;
        }
        Ok(Self { root })
    }

    /// Stores `picture` under the name made of `id`, which must be fresh. When this returns, the file is on disk;
    /// when it fails or is killed midway, there is no file of that name.
    pub fn save(&self, id: Uuid, picture: &Picture) -> io::Result<MediaName> {
        let name = MediaName::new(id, picture.kind);
        let path = self.root.join(name.as_str());
        let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        if !folder.is_dir() {
            DirBuilder::new().recursive(true).create(folder)?;
            sync_folder(&self.root.join(AVATARS))?;
        }
        let incoming = self.root.join(INCOMING).join(id.hyphenated().to_string());
        // Fails if the id is in use; what is there then is not ours to remove.
        let file = OpenOptions::new().write(true).create_new(true).mode(MODE).open(&incoming)?;
        if let Err(error) = write(file, &picture.bytes).and_then(|()| fs::rename(&incoming, &path)) {
            // Best effort: the sweep would find it too.
            let _ = fs::remove_file(&incoming);
            return Err(error);
        }
        sync_folder(folder)?;
        Ok(name)
    }

    /// Opens a stored picture; `None` if there is none of that name. Symbolic links are not followed.
    pub fn read(&self, name: &MediaName) -> io::Result<Option<MediaFile>> {
        let file = match self.open_beneath(name) {
            Ok(file) => file,
            Err(error) if is_absence(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let metadata = file.metadata()?;
        Ok(metadata.is_file().then_some(MediaFile { file, length: metadata.len() }))
    }

    /// Removes a stored picture; `false` if there was none.
    pub fn delete(&self, name: &MediaName) -> io::Result<bool> {
        match fs::remove_file(self.root.join(name.as_str())) {
            Ok(()) => Ok(true),
            Err(error) if is_absence(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes pictures last written before `older_than` that are not `known`, and what interrupted saves have left.
    ///
    /// `older_than` must leave time for the transaction that makes a fresh picture known (an hour is plenty).
    /// Files with names that are not ours are left alone. Returns how many were removed.
    pub fn sweep(&self, known: impl Fn(&str) -> bool, older_than: SystemTime) -> io::Result<usize> {
        let mut removed = 0;
        for path in files_before(&self.root.join(INCOMING), older_than)? {
            fs::remove_file(path)?;
            removed += 1;
        }
        for folder in fs::read_dir(self.root.join(AVATARS))? {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            for path in files_before(&folder.path(), older_than)? {
                let name = path.strip_prefix(&self.root).ok().and_then(Path::to_str).and_then(MediaName::parse);
                if name.is_some_and(|name| !known(name.as_str())) {
                    fs::remove_file(path)?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    /// Step by step, so that no part of the way may be a symbolic link.
    fn open_beneath(&self, name: &MediaName) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let mut at: OwnedFd = File::open(&self.root)?.into();
        for part in name.parts() {
            at = rustix::fs::openat(&at, part, flags, Mode::empty())?;
        }
        Ok(at.into())
    }
}

/// Fills a new file and waits until it is on disk.
fn write(mut file: File, bytes: &[u8]) -> io::Result<()> {
    // Whatever the process's mask is.
    file.set_permissions(fs::Permissions::from_mode(MODE))?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Waits until the names in `folder` are on disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Regular files in `folder` that were last written before `moment`.
fn files_before(folder: &Path, moment: SystemTime) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if metadata.is_file() && metadata.modified()? < moment {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Nothing there, or something there that is not followed.
fn is_absence(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::NOENT | Errno::NOTDIR | Errno::LOOP))
}

#[cfg(test)]
mod tests;
