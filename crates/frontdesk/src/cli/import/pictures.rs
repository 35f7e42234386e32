//! Pictures of the old backend: read below its media folder and nowhere else, made anew like uploads.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{AvatarUpload, check_avatar, set_avatar};
use frontdesk_accounts::picture::{MediaName, PictureRules};
use tokio::task::JoinSet;

use crate::cli::Failure;

/// Pictures on their way at the same time; fewer than the desk lets wait.
const AT_ONCE: usize = 4;

/// What became of a picture: its name here (none in a dry run), or why it is left behind.
type Fate = Result<Option<MediaName>, String>;

/// The old backend's media folder.
pub struct Album {
    folder: PathBuf,
    dry_run: bool,
    /// By path; a picture that many have is kept once.
    known: HashMap<String, Fate>,
}

impl Album {
    /// Opens the folder.
    pub fn open(folder: &Path, dry_run: bool) -> Result<Self, Failure> {
        let folder = folder.canonicalize().map_err(|error| Failure::from(error).about(folder.display()))?;
        Ok(Self { folder, dry_run, known: HashMap::new() })
    }

    /// Takes over the pictures at `paths`; only looks at them in a dry run.
    pub async fn take(&mut self, desk: &Desk, paths: impl Iterator<Item = String>) -> Result<(), Failure> {
        let new: HashSet<String> = paths.filter(|path| !self.known.contains_key(path)).collect();
        let (mut on_their_way, mut new) = (JoinSet::new(), new.into_iter());
        loop {
            while on_their_way.len() < AT_ONCE
                && let Some(path) = new.next()
            {
                let (desk, folder, dry_run) = (desk.clone(), self.folder.clone(), self.dry_run);
                on_their_way.spawn(async move {
                    let fate = take(&desk, &folder, &path, dry_run).await;
                    (path, fate.map_err(|failure| failure.to_string()))
                });
            }
            let Some(arrived) = on_their_way.join_next().await else { return Ok(()) };
            self.known.extend([arrived.map_err(|error| Failure::new(error.to_string()))?]);
        }
    }

    /// What became of the picture at `path`.
    pub fn fate(&self, path: &str) -> Fate {
        self.known.get(path).cloned().unwrap_or(Ok(None))
    }
}

async fn take(desk: &Desk, folder: &Path, path: &str, dry_run: bool) -> Result<Option<MediaName>, Failure> {
    let rules = PictureRules { gif: true, ..PictureRules::native() };
    let bytes = read(folder, path, rules.max_bytes)?;
    let upload = AvatarUpload { field: "picture", bytes, file_name: None, rules };
    if dry_run {
        check_avatar(desk, upload).await?;
        return Ok(None);
    }
    Ok(Some(set_avatar(desk, upload).await?))
}

fn read(folder: &Path, path: &str, max_bytes: usize) -> Result<Bytes, Failure> {
    let found = folder.join(path.trim_start_matches('/')).canonicalize()?;
    let metadata = found.metadata()?;
    if !found.starts_with(folder) || !metadata.is_file() {
        return Err(Failure::new("it does not lie in the media folder"));
    }
    if metadata.len() > max_bytes as u64 {
        return Err(Failure::new("the file is too large"));
    }
    Ok(std::fs::read(found)?.into())
}
