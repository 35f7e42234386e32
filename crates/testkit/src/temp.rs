//! Folders that go away with the test.

use std::path::{Path, PathBuf};

/// A folder of the test's own, removed when this is dropped.
///
/// With `FRONTDESK_TEST_KEEP` set it stays, and its path is printed.
#[derive(Debug)]
pub struct TempData(tempfile::TempDir);

impl TempData {
    /// Makes an empty folder with mode 0700 under the system's folder for temporary files.
    pub fn new() -> Self {
        let mut folder = tempfile::Builder::new()
            .prefix("frontdesk-test-")
            .tempdir()
            .expect("the folder for temporary files can be written");
        if is_kept() {
            folder.disable_cleanup(true);
            eprintln!("kept: {}", folder.path().display());
        }
        Self(folder)
    }

    /// The folder, if whoever cleans up after a killed test is to remove it.
    pub(crate) fn to_remove(&self) -> Option<&Path> {
        (!is_kept()).then(|| self.path())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path().join(name)
    }
}

impl Default for TempData {
    fn default() -> Self {
        Self::new()
    }
}

fn is_kept() -> bool {
    std::env::var_os("FRONTDESK_TEST_KEEP").is_some()
}
