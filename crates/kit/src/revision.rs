//! Telling what was read before a change from what was read after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the changes of something; cheap to clone, all clones count together.
///
/// A memory keeps the number that it saw before it read, and believes itself while the number is the same.
#[derive(Clone, Debug, Default)]
pub struct Revision(Arc<AtomicU64>);

impl Revision {
    /// To be called after each commit that changed it.
    pub fn bump(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    /// The present number.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}
