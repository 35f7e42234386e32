//! How many files the process may have open; connections count among them.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Raises the limit as far as the operator allows. The usual one was made for programs without connections.
///
/// Tells how many it is then.
pub fn allow_many() -> usize {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
    let allowed = getrlimit(Resource::Nofile).current;
    allowed.and_then(|allowed| usize::try_from(allowed).ok()).unwrap_or(usize::MAX)
}
